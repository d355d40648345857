import Statistics
import Testing

@Suite struct ClassificationMetricsTests {
    @Test func `scores of every class are scikit-learn's`() throws {
        for reference in try fixture(Metrics.self, from: "metrics.json").several {
            let matrix = ConfusionMatrix(labels: reference.labels, predictions: reference.predictions)
            #expect(matrix.classes == reference.classes)
            #expect(matrix.counts == reference.counts)
            for (scores, place) in zip(matrix.scores, reference.classes.indices) {
                #expect(scores.label == reference.classes[place])
                #expect(isNear(scores.precision, reference.precision[place]))
                #expect(isNear(scores.recall, reference.recall[place]))
                #expect(isNear(scores.f1, reference.f1[place]))
                #expect(scores.support == reference.support[place])
            }
            #expect(isNear(macroF1(labels: reference.labels, predictions: reference.predictions), reference.macroF1))
        }
    }

    @Test func `accuracy and macro-F1 of thresholded scores are scikit-learn's`() throws {
        for reference in try fixture(Metrics.self, from: "metrics.json").binary {
            #expect(isNear(accuracy(labels: reference.labels, predictions: reference.called), reference.accuracy))
            #expect(isNear(macroF1(labels: reference.labels, predictions: reference.called), reference.macroF1))
        }
    }

    @Test func `metrics of nothing are not numbers`() {
        #expect(accuracy(labels: [], predictions: []).isNaN)
        #expect(macroF1(labels: [], predictions: []).isNaN)
    }
}
