"""Writes the scores that NumPy computes of three real responses to Tests/UncertaintyTests/Fixtures/scores.json.

    Scripts/make-peer-environment
    .peer/bin/python Scripts/make-uncertainty-fixtures.py

Formulas are written out as in docs/SCORES.md, token by token, from what the server returned, and nothing is shared with Haltbook.
"""
import gzip, json, pathlib
import numpy as np

ROOT = pathlib.Path(__file__).parent.parent
SOURCE = ROOT / "Notebooks" / "data" / "real-responses.jsonl.gz"
TARGET = ROOT / "Tests" / "UncertaintyTests" / "Fixtures" / "scores.json"
VOCABULARY, WINDOW = 50_000, 16


def entropy(log_probs):
    """Of probabilities scaled to sum 1."""
    p = np.exp(log_probs) / np.exp(log_probs).sum()
    return -(p * np.log(p)).sum()


def token(content):
    """One token's measures. Log-probs are read in single precision, as Haltbook keeps them."""
    single = lambda x: float(np.float32(x))
    chosen = single(content["logprob"])
    listed = [(entry["id"], single(entry["logprob"])) for entry in content["top_logprobs"]]
    alternatives = np.array(sorted((l for i, l in listed if i != content["id"]), reverse=True))
    is_outside = len(alternatives) == len(listed)
    row = np.concatenate([[chosen], alternatives])
    ranked = np.sort(row)[::-1]
    p = np.exp(row)
    plain = -(p * row).sum()
    rest = max(0.0, 1 - p.sum())
    tail = lambda spread: -rest * np.log(rest / spread) if rest > 0 else 0.0
    gini = np.array([max(0.0, 1 - (p**2).sum() - rest**2), 1 - (p**2).sum()])
    kept = row[:-1] if is_outside else row
    return {
        "s": -chosen,
        "overall": entropy(row),
        "alternatives": entropy(alternatives),
        "production": -(np.exp(ranked[:15]) * ranked[:15]).sum(),
        "low": plain + tail(1),
        "high": plain + tail(VOCABULARY - len(row)),
        "decision": entropy(np.array([chosen, alternatives[0]])),
        "margin": np.exp(ranked[0]) - np.exp(ranked[1]),
        "chosenMargin": chosen - alternatives[0],
        "rank": 1 + (alternatives > chosen).sum(),
        "gini": gini,
        "deltaMu": 1 / np.sqrt(gini[::-1] + 0.01),
        "confidence": -np.mean([l for _, l in listed]),
        "averageLogProb": kept.mean(),
    }


def scores(contents):
    tokens = [token(content) for content in contents]
    count = len(tokens)
    column = lambda name: np.array([t[name] for t in tokens])
    largest = lambda values, k: np.sort(values)[::-1][:k].mean()
    top_q = lambda values: largest(values, max(1, int(np.ceil(np.float32(count) * np.float32(0.15)))))
    s = column("s")
    change = np.diff(column("decision"))
    confidence = column("confidence")
    width = min(WINDOW, count)
    deviations = s - s.mean()
    excess, greatest = 0.0, 0.0
    for deviation in deviations:
        excess = max(0.0, excess + deviation)
        greatest = max(greatest, excess)
    values = {
        "mean_nll": s.mean(),
        "max_nll": s.max(),
        "top5_nll": largest(s, 5),
        "q90_nll": np.quantile(s, 0.9),
        "perplexity": np.exp(s.mean()),
        "sequence_nll": s.sum(),
        "mean_overall_entropy": column("overall").mean(),
        "max_overall_entropy": column("overall").max(),
        "topq_overall_entropy": top_q(column("overall")),
        "mean_alternatives_entropy": column("alternatives").mean(),
        "max_alternatives_entropy": column("alternatives").max(),
        "topq_alternatives_entropy": top_q(column("alternatives")),
        "epr": column("production").mean(),
        "mean_entropy_low": column("low").mean(),
        "mean_entropy_high": column("high").mean(),
        "mean_decision_entropy": column("decision").mean(),
        "max_decision_entropy": column("decision").max(),
        "decision_entropy_jump": max(0.0, change.max()),
        "decision_entropy_change": np.abs(change).mean(),
        "mean_margin": column("margin").mean(),
        "mean_chosen_margin": column("chosenMargin").mean(),
        "rank_rate": (column("rank") > 1).mean(),
        "mean_log_rank": np.log(column("rank")).mean(),
        "mean_gini_low": column("gini")[:, 0].mean(),
        "mean_gini_high": column("gini")[:, 1].mean(),
        "mean_delta_mu_low": column("deltaMu")[:, 0].mean(),
        "mean_delta_mu_high": column("deltaMu")[:, 1].mean(),
        "mean_confidence": confidence.mean(),
        "min_group_confidence": min(confidence[i : i + width].mean() for i in range(count - width + 1)),
        "tail_confidence": confidence[-WINDOW:].mean(),
        "average_log_prob": column("averageLogProb").mean(),
        "length": count,
        "surprise_slope": np.polyfit(np.arange(count), s, 1)[0],
        "surprise_autocorrelation": (deviations[1:] * deviations[:-1]).sum() / (deviations**2).sum(),
        "surprise_spikes": (s > s.mean() + 2 * s.std()).mean(),
        "surprise_cusum": greatest,
    }
    return {name: float(value) for name, value in values.items()}


def is_outside(content):
    return all(entry["id"] != content["id"] for entry in content["top_logprobs"])


responses = [json.loads(line) for line in gzip.open(SOURCE)]
contents = {r["id"]: r["response"]["choices"][0]["logprobs"]["content"] for r in responses}
with_outside = next(name for name, tokens in contents.items() if len(tokens) > 20 and any(map(is_outside, tokens)))
shortest = min(contents, key=lambda name: len(contents[name]))
chosen = {name: scores(contents[name]) for name in [responses[0]["id"], with_outside, shortest]}
TARGET.write_text(json.dumps(chosen, indent=1) + "\n")
