"""Writes Tests/ReferenceRandomTests/Fixtures/{numpy,torch}.json: what NumPy and PyTorch draw for a few seeds.

    Scripts/make-peer-environment
    .peer/bin/python Scripts/make-random-fixtures.py

Each record is one generator used in the order in which its fields are written here, so the tests repeat exactly that
order. A digest is FNV-1a (64 bits) over little-endian bytes: it holds long streams to the last bit without storing them.
PyTorch's bernoulli_ takes Intel's own random stream on some Intel machines: the script stops there (see the assertion).
"""
import json, pathlib
import numpy as np
import torch

SEEDS = [0, 42, 123, 2**32 - 1, 2**40 + 17]
FIXTURES = pathlib.Path(__file__).parent.parent / "Tests" / "ReferenceRandomTests" / "Fixtures"


def fnv1a(values):
    digest = 0xCBF29CE484222325
    for byte in values.tobytes():
        digest = (digest ^ byte) * 0x100000001B3 % 2**64
    return digest


def numpy_record(seed):
    g = np.random.default_rng(seed)
    return {
        "seed": seed,
        "random": [g.random() for _ in range(4)],
        "uniform": [g.uniform(-4.0, -0.3) for _ in range(4)],
        # One 32-bit draw leaves a half behind, which random() in between must not touch.
        "mixed": [x for _ in range(4) for x in (int(g.integers(10, 151)), g.random())],
        "small": [int(g.integers(0, 3)) for _ in range(7)],
        # 3 * 2^30: a quarter of the 32-bit draws is rejected.
        "rejecting": [int(g.integers(0, 3 * 2**30)) for _ in range(24)],
        "word": [int(g.integers(0, 2**32)) for _ in range(3)],
        "wide": [int(g.integers(-(2**40), 2**62 + 2**61)) for _ in range(6)],
        "full": [int(g.integers(-(2**63), 2**63 - 1, endpoint=True)) for _ in range(2)],
        "permutation": g.permutation(20).tolist(),
        "choice": g.choice(200, 12, replace=False).tolist(),
        "large_choice": fnv1a(g.choice(20_000, 1_000, replace=False).astype("<i4")),
        "last": g.random(),
    }


def torch_record(seed):
    g = torch.Generator().manual_seed(seed)
    uniform = lambda n, low, high: torch.empty(n).uniform_(low, high, generator=g)
    normal = lambda n: torch.empty(n).normal_(generator=g)
    random64 = lambda: int(torch.empty((), dtype=torch.int64).random_(generator=g))
    digest = lambda t: fnv1a(t.numpy())
    return {
        "seed": seed,
        "uniform": uniform(6, -0.1, 0.3).tolist(),
        "random64": [random64() for _ in range(3)],
        "few_normals": normal(5).tolist(),        # leaves a value behind
        "more_normals": normal(4).tolist(),       # begins with it, leaves another
        "normals16": normal(16).tolist(),
        "normals37": normal(37).tolist(),        # 37 = 2 * 16 + 5: the last 16 drawn afresh
        "last_normals": normal(3).tolist(),       # begins with the value left by more_normals, two calls ago
        "permutation": torch.randperm(17, generator=g).tolist(),
        "odd": uniform(1, 0, 1).tolist(),         # now 64-bit draws straddle blocks of 624 words
        "mask": torch.empty(40).bernoulli_(0.6, generator=g).int().tolist(),
        "mask_digest": digest(torch.empty(5_000).bernoulli_(0.6, generator=g).to(torch.uint8)),
        "uniform_digest": digest(uniform(5_000, -0.0625, 0.0625)),
        "xavier_digest": digest(uniform(5_000, -(6 / 1024) ** 0.5, (6 / 1024) ** 0.5)),
        "permutation_digest": digest(torch.randperm(3_000, generator=g).int()),
        "last": uniform(1, 0, 1).tolist(),
    }


def check_bernoulli():
    mask = torch.empty(8).bernoulli_(0.6, generator=torch.Generator().manual_seed(42)).int().tolist()
    g = torch.Generator().manual_seed(42)
    draws = [int(torch.empty((), dtype=torch.int64).random_(generator=g)) for _ in range(8)]
    assert mask == [int((d & (2**53 - 1)) * 2.0**-53 < 0.6) for d in draws], "this machine draws bernoulli_ from Intel's stream"


if __name__ == "__main__":
    check_bernoulli()
    for name, record in (("numpy", numpy_record), ("torch", torch_record)):
        text = "[\n" + ",\n".join(json.dumps(record(seed)) for seed in SEEDS) + "\n]\n"
        (FIXTURES / f"{name}.json").write_text(text)
