"""Writes Tests/HALTTests/Fixtures/seeds.json: short training runs of PyTorch from seeds and shapes of several kinds.

    Scripts/make-peer-environment
    .peer/bin/python Scripts/make-seed-fixtures.py > Tests/HALTTests/Fixtures/seeds.json

Every run: a synthetic dataset of 60 responses of 1 to 30 tokens, split 70/15/15, the model built from the seed, then two
epochs. Batches are sorted by length, longest first, equal lengths as they come.
"""
import hashlib, json, sys
import numpy as np
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence

RUNS = [
    dict(seed=7, top_k=20, projection_size=16, hidden_size=12, layers=3, dropout=0.4, top_q=0.15, batch_size=16),
    dict(seed=2**33 + 5, top_k=20, projection_size=10, hidden_size=9, layers=2, dropout=0.25, top_q=0.3, batch_size=42),
    dict(seed=1, top_k=6, projection_size=7, hidden_size=3, layers=1, dropout=0.4, top_q=1.0, batch_size=5),
    dict(seed=123456789, top_k=3, projection_size=5, hidden_size=2, layers=4, dropout=0.0, top_q=0.5, batch_size=10),
]
RATE, DECAY, LIMIT = 2e-3, 1e-3, 0.5
EPSILON = 1e-9


def draw(run):
    rng = np.random.default_rng(run["seed"])
    for _ in range(60):
        label = int(rng.random() < 0.5)
        tokens = int(rng.integers(1, 31))
        rows = []
        for _ in range(tokens):
            base = rng.uniform(*((-4.0, -0.3) if label else (-1.5, -0.1)))
            gap = rng.uniform(*((0.05, 0.3) if label else (0.5, 2.0)))
            rest = base - gap * np.arange(1, run["top_k"]) + rng.uniform(-0.5, 0.5, run["top_k"] - 1)
            rows.append(np.concatenate([[base], rest]))
        yield torch.from_numpy(np.array(rows, dtype=np.float32)), label


def features(x):
    entropy = lambda p: -(p * (p + EPSILON).log()).sum(1)
    p = torch.exp(x - x.max(1, keepdim=True).values)
    p = p / (p.sum(1, keepdim=True) + EPSILON)
    others = p[:, 1:] / (p[:, 1:].sum(1, keepdim=True) + EPSILON)
    odds, rival = x[:, 0].exp(), x[:, 1:].max(1).values.exp()
    c = (odds / (odds + rival + EPSILON)).clamp(EPSILON, 1 - EPSILON)
    decision = -(c * c.log() + (1 - c) * (1 - c).log())
    change = torch.diff(decision, prepend=torch.zeros(1))
    rank = 1.0 + (x[:, 1:] > x[:, :1]).float().sum(1)
    return torch.cat([torch.stack([x.mean(1), rank, entropy(p), entropy(others), change], 1), x], 1)


class Projection(nn.Module):
    def __init__(self, inputs, size):
        super().__init__()
        self.norm, self.fc1, self.fc2 = nn.LayerNorm(inputs), nn.Linear(inputs, size), nn.Linear(size, size)

    def forward(self, x):
        return self.fc2(nn.functional.gelu(self.fc1(self.norm(x))))


class Halt(nn.Module):
    def __init__(self, run):
        super().__init__()
        self.share = run["top_q"]
        hidden, layers = run["hidden_size"], run["layers"]
        self.projection = Projection(run["top_k"] + 5, run["projection_size"])
        self.gru = nn.GRU(run["projection_size"], hidden, layers, batch_first=True, bidirectional=True,
                          dropout=run["dropout"] if layers > 1 else 0.0)
        self.classifier = nn.Linear(2 * hidden, 1)
        for name, parameter in self.gru.named_parameters():
            if "bias" in name: nn.init.zeros_(parameter)
            elif "weight_ih" in name: nn.init.xavier_uniform_(parameter)
            else: nn.init.orthogonal_(parameter)
        nn.init.xavier_uniform_(self.classifier.weight)
        nn.init.zeros_(self.classifier.bias)

    def forward(self, x, lengths):
        packed = pack_padded_sequence(self.projection(x), lengths, batch_first=True)
        h, _ = pad_packed_sequence(self.gru(packed)[0], batch_first=True)
        pooled = []
        for b, length in enumerate(lengths):
            states = h[b, :length]
            count = int((length.float() * self.share).ceil().clamp(min=1))
            pooled.append(states[states.norm(dim=1).topk(count).indices].mean(0))
        return self.classifier(torch.stack(pooled)).squeeze(1)


def collate(items):
    lengths = torch.tensor([len(x) for x, _ in items])
    order = lengths.sort(descending=True, stable=True).indices
    xs = pad_sequence([items[i][0] for i in order], batch_first=True)
    return xs, lengths[order], torch.tensor([float(items[i][1]) for i in order])


def digest(places):
    return hashlib.sha256(np.array(places, dtype="<i4").tobytes()).hexdigest()


def result(run):
    torch.manual_seed(run["seed"])
    data = [(features(x), label) for x, label in draw(run)]
    sizes = [42, 9, 9]
    generator = torch.Generator().manual_seed(run["seed"])
    train, validation, test = torch.utils.data.random_split(data, sizes, generator=generator)
    model = Halt(run)
    weights = {name: p.detach().flatten()[-6:].tolist() for name, p in model.named_parameters()}
    optimiser = torch.optim.Adam(model.parameters(), lr=RATE, weight_decay=DECAY)
    orders, steps, losses = [], [], []
    for _ in range(2):
        order = []
        loader = torch.utils.data.DataLoader(train, batch_size=run["batch_size"], shuffle=True,
                                             collate_fn=lambda items: (order.extend(items), collate(items))[1])
        model.train()
        for xs, lengths, labels in loader:
            optimiser.zero_grad()
            loss = nn.functional.binary_cross_entropy_with_logits(model(xs, lengths), labels)
            loss.backward()
            norm = nn.utils.clip_grad_norm_(model.parameters(), LIMIT)
            optimiser.step()
            steps.append([loss.item(), norm.item()])
        places = {id(data[place][0]): k for k, place in enumerate(train.indices)}
        orders.append(digest([places[id(x)] for x, _ in order]))
        model.eval()
        with torch.no_grad():
            batches = torch.utils.data.DataLoader(validation, batch_size=run["batch_size"], collate_fn=collate)
            part = [nn.functional.binary_cross_entropy_with_logits(model(x, n), y).item() for x, n, y in batches]
        losses.append(sum(part) / len(part))
    logits = [model(*collate([item])[:2]).item() for item in test]
    return dict(configuration=run, split=digest(list(train.indices) + list(validation.indices) + list(test.indices)),
                last_weights=weights, orders=orders, steps=steps, validation_losses=losses, test_logits=logits)


torch.set_num_threads(1)
json.dump([result(run) for run in RUNS], sys.stdout, separators=(",", ":"))
