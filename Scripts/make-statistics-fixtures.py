"""Writes Tests/StatisticsTests/Fixtures/{metrics,layout}.json: what scikit-learn and NumPy compute on small random data.

    Scripts/make-peer-environment
    .peer/bin/python Scripts/make-statistics-fixtures.py
"""
import json, pathlib
import numpy as np
from sklearn import metrics
from sklearn.calibration import calibration_curve
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE

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


if __name__ == "__main__":
    write = lambda name, value: (FIXTURES / name).write_text(json.dumps(value) + "\n")
    write("metrics.json", {
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
    write("layout.json", layout())
