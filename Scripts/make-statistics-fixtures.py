"""Writes what scikit-learn, SciPy and NumPy compute on small random data to Tests/StatisticsTests/Fixtures.

    Scripts/make-peer-environment
    .peer/bin/python Scripts/make-statistics-fixtures.py [FILE...]

Without names it writes all files. That of t-SNE differs in its last digits from one processor to the next.
"""
import json, pathlib, sys
import numpy as np
from scipy import optimize, special, stats
from sklearn import metrics
from sklearn.calibration import calibration_curve
from sklearn.decomposition import PCA
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.manifold import TSNE
from sklearn.preprocessing import StandardScaler

FIXTURES = pathlib.Path(__file__).parent.parent / "Tests" / "StatisticsTests" / "Fixtures"


def binary(seed, count, digits, share, signal):
    """Scores are rounded to `digits` decimals, so that few digits make many ties."""
    rng = np.random.default_rng(seed)
    labels = (rng.random(count) < share).astype(int)
    scores = np.round(1 / (1 + np.exp(-(signal * (labels - 0.5) + rng.normal(0, 1, count)))), digits)
    called = (scores >= 0.5).astype(int)
    fpr, tpr, _ = metrics.roc_curve(labels, scores, drop_intermediate=False)
    precision, recall, _ = metrics.precision_recall_curve(labels, scores)
    observed, predicted = calibration_curve(labels, scores, n_bins=10, strategy="quantile")
    return {
        "labels": labels.tolist(),
        "scores": scores.tolist(),
        "accuracy": metrics.accuracy_score(labels, called),
        "macroF1": metrics.f1_score(labels, called, average="macro", zero_division=0),
        "auroc": metrics.roc_auc_score(labels, scores),
        "averagePrecision": metrics.average_precision_score(labels, scores),
        "brierScore": metrics.brier_score_loss(labels, scores),
        "logLoss": metrics.log_loss(labels, scores),
        "pearson": np.corrcoef(labels, scores)[0, 1],
        "deviation": np.std(scores),
        "sampleDeviation": np.std(scores, ddof=1),
        "quantiles": np.quantile(scores, [0, 0.025, 1 / 3, 0.5, 0.975, 1]).tolist(),
        "roc": np.stack([fpr, tpr], 1).tolist(),
        "precisionRecall": np.stack([recall, precision], 1)[::-1].tolist(),
        # Equal mass, where no probability is tied.
        "bins": np.stack([predicted, observed], 1).tolist() if len(set(scores)) == count else None,
    }


def several(seed, count, label_classes, predicted_classes):
    rng = np.random.default_rng(seed)
    labels, predictions = rng.choice(label_classes, count), rng.choice(predicted_classes, count)
    classes = sorted({*labels.tolist(), *predictions.tolist()})
    precision, recall, f1, support = metrics.precision_recall_fscore_support(
        labels, predictions, labels=classes, zero_division=0
    )
    return {
        "labels": labels.tolist(),
        "predictions": predictions.tolist(),
        "classes": classes,
        "counts": metrics.confusion_matrix(labels, predictions, labels=classes).tolist(),
        "precision": precision.tolist(),
        "recall": recall.tolist(),
        "f1": f1.tolist(),
        "support": support.tolist(),
        "macroF1": metrics.f1_score(labels, predictions, average="macro", zero_division=0),
    }


def layout():
    rng = np.random.default_rng(3)
    points = np.round(np.vstack([rng.normal(0, 1, (30, 11)), rng.normal(2, 1, (30, 11))]) * np.arange(1, 12), 2).astype(np.float32)
    start = PCA(2, svd_solver="full").fit_transform(points)
    tsne = TSNE(2, perplexity=8, max_iter=500, method="exact", random_state=42)
    tsne.fit_transform(points)
    return {
        "count": len(points),
        "rows": points.ravel().tolist(),
        "start": (start / np.std(start[:, 0]) * 1e-4).tolist(),
        "klDivergence": float(tsne.kl_divergence_),
    }


def intervals():
    rng = np.random.default_rng(4)
    shapes = [(0.5, 0.5), (1, 1), (1, 300), (29, 1), (3, 7.5), (250, 40), (3000, 90_000), (0.01, 2)]
    points = [1e-9, 0.001, 0.1, 0.5, 0.9, 0.97]
    shares = [1e-6, 0.025, 0.5, 0.975]
    counts = [(0, 1), (1, 1), (0, 29), (29, 29), (3, 17), (450, 500), (1, 100_000), (52_000, 100_000)]
    wilson = lambda hits, trials: list(stats.binomtest(hits, trials).proportion_ci(0.95, "wilson"))
    # SciPy's own exact interval stops its search at 2e-12, which is far for shares of 1e-7.
    exact = lambda hits, trials: [
        stats.beta.ppf(0.025, hits, trials - hits + 1) if hits > 0 else 0,
        stats.beta.isf(0.025, hits + 1, trials - hits) if hits < trials else 1,
    ]
    trials = rng.integers(1, 2000, 30)
    binomial = [(int(rng.integers(0, n + 1)), int(n), float(np.round(rng.random(), 3))) for n in trials]
    return {
        "normal": [[z, stats.norm.cdf(z)] for z in [-37.5, -8, -1.959963984540054, -0.1, 0, 2, 8]],
        "normalQuantiles": [[p, stats.norm.ppf(p)] for p in [1e-300, 1e-10, 0.025, 0.3, 0.5, 0.8, 0.995]],
        "beta": [[x, a, b, stats.beta.cdf(x, a, b)] for a, b in shapes for x in points],
        "betaQuantiles": [[p, a, b, stats.beta.ppf(p, a, b)] for a, b in shapes for p in shares],
        "binomial": [[k, n, p, stats.binom.cdf(k, n, p), stats.binom.sf(k - 1, n, p)] for k, n, p in binomial],
        "proportions": [[k, n, *wilson(k, n), *exact(k, n)] for k, n in counts],
    }


def kernel(labels, scores):
    """Which of a positive (row) and a negative (column) is higher, ties half: DeLong's kernel over all pairs."""
    difference = scores[labels == 1][:, None] - scores[labels == 0][None, :]
    return (difference > 0) + 0.5 * (difference == 0)


def delong(kernels):
    """Value and variance of the AUROC over the pairs of several groups, each a matrix of the kernel over its pairs."""
    pairs = sum(k.size for k in kernels)
    # The largest variance in the kernel's range, where one sample of a class shows none.
    largest = 1 if min(k.min() for k in kernels) < 0 else 0.25
    variance = sum(
        (k.size / pairs) ** 2
        * (np.var(k.mean(1), ddof=1) / k.shape[0] + np.var(k.mean(0), ddof=1) / k.shape[1] if min(k.shape) > 1 else largest)
        for k in kernels
    )
    value = sum(k.sum() for k in kernels) / pairs
    return [value, variance, *stats.norm.interval(0.95, value, np.sqrt(variance))]


def ranking(seed, count, groups, digits, shift):
    rng = np.random.default_rng(seed)
    group = rng.integers(0, groups, count)
    labels = (rng.random(count) < (group + 1) / (groups + 1)).astype(int)
    hidden = labels + rng.normal(0, 1.5, count) + shift * group
    first, second = (np.round(hidden + rng.normal(0, 1, count), digits) for _ in range(2))
    # The last group has a single positive.
    labels[(group == groups - 1) & (np.cumsum(labels * (group == groups - 1)) > 1)] = 0
    split = [np.flatnonzero(group == g) for g in range(groups)]
    result = {"labels": labels.tolist(), "first": first.tolist(), "second": second.tolist(), "groups": group.tolist()}
    for name, parts in [("pooled", [np.arange(count)]), ("within", split)]:
        ours, theirs = ([kernel(labels[p], scores[p]) for p in parts] for scores in (first, second))
        difference = delong([a - b for a, b in zip(ours, theirs)])
        result[name] = {
            "first": delong(ours),
            "second": delong(theirs),
            "difference": difference,
            "pValue": 2 * stats.norm.sf(abs(difference[0]) / np.sqrt(difference[1])),
        }
    return result


def isotonic(seed, count, digits, weighted):
    rng = np.random.default_rng(seed)
    scores = np.round(rng.normal(0, 1, count), digits)
    values = (rng.random(count) < special.expit(scores)).astype(float)
    weights = np.round(rng.uniform(0.5, 3, count), 2) if weighted else None
    at = np.round(np.linspace(scores.min() - 0.5, scores.max() + 0.5, 40), 3)
    curve = IsotonicRegression(out_of_bounds="clip").fit(scores, values, weights)
    return {
        "scores": scores.tolist(),
        "values": values.tolist(),
        "weights": None if weights is None else weights.tolist(),
        "at": at.tolist(),
        "predicted": curve.predict(at).tolist(),
    }


def scaling(seed, count, digits, scale, shift, strength):
    """Platt's curve by SciPy's root of the gradient, and the temperature by that of its slope."""
    rng = np.random.default_rng(seed)
    labels = (rng.random(count) < 0.3).astype(int)
    scores = np.round(scale * (strength * labels + rng.normal(0, 1, count)) + shift, digits)
    positives, negatives = labels.sum(), (1 - labels).sum()
    targets = np.where(labels == 1, (positives + 1) / (positives + 2), 1 / (negatives + 2))
    scaled = (scores - scores.mean()) / scores.std()
    gradient = lambda w: [((e := special.expit(w[0] * scaled + w[1]) - targets) * scaled).sum(), e.sum()]
    root = optimize.root(gradient, [0, 0], tol=1e-15)
    assert np.abs(gradient(root.x)).max() < 1e-11
    slope = root.x[0] / scores.std()
    logits = np.round(2 * labels - 1 + rng.normal(0, 2, count), 6)
    turn = lambda inverse: (logits * (special.expit(inverse * logits) - labels)).sum()
    return {
        "labels": labels.tolist(),
        "scores": scores.tolist(),
        "slope": slope,
        "intercept": root.x[1] - slope * scores.mean(),
        "logits": logits.tolist(),
        "temperature": 1 / optimize.brentq(turn, 1e-3, 1e3, xtol=1e-15, rtol=1e-14),
    }


def logistic(seed, count, width, l2, strength):
    rng = np.random.default_rng(seed)
    features = np.round(rng.normal(0, 1, (count, width)) @ rng.normal(0, 1, (width, width)) + rng.normal(0, 5, width), 2)
    features[:, width - 1] = 7.5  # a feature that tells nothing
    hidden = StandardScaler().fit_transform(features)
    labels = (strength * hidden[:, 0] + rng.normal(0, 1, count) > 0.5).astype(int)
    model = LogisticRegression(C=1 / l2, solver="newton-cholesky", tol=1e-14, max_iter=1000).fit(hidden, labels)
    residuals = model.predict_proba(hidden)[:, 1] - labels
    assert np.abs(hidden.T @ residuals + l2 * model.coef_[0]).max() < 1e-10 and abs(residuals.sum()) < 1e-10
    return {
        "features": features.tolist(),
        "labels": labels.tolist(),
        "l2": l2,
        "coefficients": model.coef_[0].tolist(),
        "intercept": model.intercept_[0],
        "predicted": model.predict_proba(hidden)[:, 1].tolist(),
    }


if __name__ == "__main__":
    def write(name, make):
        if len(sys.argv) == 1 or name in sys.argv[1:]:
            (FIXTURES / name).write_text(json.dumps(make()) + "\n")

    write("metrics.json", lambda: {
        "binary": [
            binary(1, 150, 1, 0.5, 1.0),     # heavy ties
            binary(2, 150, 2, 0.2, 0.5),     # ties, few positives
            binary(3, 100, 12, 0.5, 1.5),    # no ties
            binary(4, 40, 1, 0.9, -1.0),     # worse than chance
            binary(5, 60, 12, 0.5, 40.0),    # separable; probabilities of 0 and 1
        ],
        "several": [
            several(1, 60, [0, 1], [0, 1]),
            several(2, 60, [0, 1], [1]),              # a class never predicted
            several(3, 60, [-3, 0, 7], [0, 7, 9]),    # classes only labelled, only predicted
            several(4, 5, [4], [4]),
        ],
    })
    write("layout.json", layout)
    write("intervals.json", intervals)
    write("ranking.json", lambda: [ranking(1, 120, 1, 3, 0), ranking(2, 90, 3, 0, 1.5), ranking(3, 150, 5, 1, -1)])
    write("calibration.json", lambda: {
        "isotonic": [isotonic(1, 80, 1, False), isotonic(2, 60, 3, False), isotonic(3, 60, 1, True)],
        "scaling": [
            scaling(1, 80, 3, 1, 0, 1),
            scaling(2, 60, 1, 400, -1000, 2),    # another scale
            scaling(3, 60, 6, 1, 0, -0.5),       # weak, and the wrong way round
            scaling(4, 30, 3, 1, 0, 8),          # parted without fault
        ],
    })
    write("logistic.json", lambda: [
        logistic(1, 60, 3, 1.0, 1.0),
        logistic(2, 40, 12, 0.1, 2.0),
        logistic(3, 25, 40, 0.01, 5.0),    # more features than rows
    ])
