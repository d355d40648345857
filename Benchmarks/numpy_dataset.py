"""The peer of `dataset synthetic`: the same responses, draw for draw, in plain NumPy, with PyTorch's features.

    .peer/bin/python Benchmarks/numpy_dataset.py     # times the walkthrough's 4,000 responses

Drawn as the walkthrough that Haltbook retells draws: token by token, in a loop. Prints one JSON object, and fails where
the draws are not those that Haltbook's tests hold.
"""
import argparse, hashlib, sys
import numpy as np
import torch
from pytorch_halt import features, report, timed

# SHA-256 of all log-probabilities as little-endian float32, of the defaults below.
EXPECTED = "15e9283df5f671902ac2e6f3b2049fedaad175d6e7a3c3c153cbe04c94dad288"


def draw(samples=4000, shortest=10, longest=150, rate=0.5, seed=42, top_k=20):
    """Yields log-probabilities [tokens, top_k] and label: 1 is hallucinated (flat rows), 0 is correct (peaked rows)."""
    rng = np.random.default_rng(seed)
    ranks = np.arange(1, top_k)
    for _ in range(samples):
        label = int(rng.random() < rate)
        rows = np.empty((int(rng.integers(shortest, longest + 1)), top_k), dtype=np.float32)
        base_range, gap_range = ((-4.0, -0.3), (0.05, 0.3)) if label else ((-1.5, -0.1), (0.5, 2.0))
        for row in rows:
            base, gap = rng.uniform(*base_range), rng.uniform(*gap_range)
            row[0] = base
            row[1:] = base - gap * ranks + rng.uniform(-0.5, 0.5, top_k - 1)
        yield rows, label


def dataset(**recipe):
    """The responses' features [tokens, 5 + top_k] with their labels."""
    return [(features(torch.from_numpy(rows)), label) for rows, label in draw(**recipe)]


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("--runs", type=int, default=3)
    options = options.parse_args()
    digest = hashlib.sha256()
    tokens = 0
    for rows, _ in draw():
        digest.update(rows.astype("<f4").tobytes())
        tokens += len(rows)
    if digest.hexdigest() != EXPECTED:
        sys.exit(f"the draws' SHA-256 is {digest.hexdigest()} and should be {EXPECTED}; has NumPy changed its streams?")
    seconds = timed(dataset, options.runs)
    report(work="synthetic dataset, 4000 responses with features", responses=4000, tokens=tokens,
           sha256=digest.hexdigest(), seconds=seconds)
