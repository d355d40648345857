/// How often each class was predicted as each class.
package struct ConfusionMatrix: Sendable, Equatable {
    /// The classes present in labels or predictions, ascending.
    package let classes: [Int]
    /// `counts[i][j]`: samples of class `classes[i]` predicted as `classes[j]`.
    package let counts: [[Int]]

    package init(labels: [Int], predictions: [Int]) {
        precondition(labels.count == predictions.count, "\(labels.count) labels, \(predictions.count) predictions")
        let classes = Set(labels).union(predictions).sorted()
        let place = Dictionary(uniqueKeysWithValues: zip(classes, classes.indices))
        var counts = [[Int]](repeating: [Int](repeating: 0, count: classes.count), count: classes.count)
        for (label, prediction) in zip(labels, predictions) { counts[place[label]!][place[prediction]!] += 1 }
        self.classes = classes
        self.counts = counts
    }

    /// Precision, recall and F1 of each class, in the order of `classes`; 0 where there is nothing to divide by.
    package var scores: [ClassScores] {
        classes.indices.map { place in
            ClassScores(
                label: classes[place],
                hits: counts[place][place],
                predicted: counts.reduce(0) { $0 + $1[place] },
                support: counts[place].reduce(0, +)
            )
        }
    }
}

/// Precision, recall and F1 of one class against all others.
package struct ClassScores: Sendable, Equatable {
    package let label: Int
    package let precision: Double
    package let recall: Double
    package let f1: Double
    /// How many samples are of this class.
    package let support: Int

    init(label: Int, hits: Int, predicted: Int, support: Int) {
        self.label = label
        self.support = support
        precision = ratio(hits, predicted)
        recall = ratio(hits, support)
        f1 = ratio(2 * hits, predicted + support)
    }
}

/// The share of samples predicted as labelled; NaN for no samples.
package func accuracy(labels: [Int], predictions: [Int]) -> Double {
    precondition(labels.count == predictions.count, "\(labels.count) labels, \(predictions.count) predictions")
    return Double(zip(labels, predictions).count { $0 == $1 }) / Double(labels.count)
}

/// The mean F1 of the classes present in labels or predictions; NaN for no samples.
///
/// Source: scikit-learn's `f1_score(average="macro", zero_division=0)`.
package func macroF1(labels: [Int], predictions: [Int]) -> Double {
    let scores = ConfusionMatrix(labels: labels, predictions: predictions).scores
    return scores.reduce(0) { $0 + $1.f1 } / Double(scores.count)
}

/// The quotient, or 0 where there is nothing to divide by.
func ratio(_ part: Int, _ whole: Int) -> Double {
    whole == 0 ? 0 : Double(part) / Double(whole)
}
