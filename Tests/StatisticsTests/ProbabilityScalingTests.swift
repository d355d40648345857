import Statistics
import Testing

@Suite struct ProbabilityScalingTests {
    @Test func `Platt's curve is where SciPy finds it`() throws {
        for reference in try fixture(Calibration.self, from: "calibration.json").scaling {
            let curve = PlattScaling.fit(labels: reference.labels, scores: reference.scores)
            #expect(isNear(curve.slope, reference.slope) && isNear(curve.intercept, reference.intercept), "\(curve)")
        }
    }

    @Test func `Platt's prior keeps few samples from certainty`() {
        let curve = PlattScaling.fit(labels: [0, 0, 1], scores: [1, 1, 2])
        // The targets themselves, which two distinct scores can meet: 1 / (2 + 2) and (1 + 1) / (1 + 2).
        #expect(isNear(curve.predict(1), 0.25) && isNear(curve.predict(2), 2.0 / 3))
        let constant = PlattScaling.fit(labels: [0, 0, 1], scores: [5, 5, 5])
        #expect(constant.slope == 0 && isNear(constant.predict(5), (0.25 + 0.25 + 2.0 / 3) / 3))
        #expect(PlattScaling.fit(labels: [], scores: []).predict(3) == 0.5)
    }

    @Test func `the temperature is where SciPy finds it`() throws {
        for reference in try fixture(Calibration.self, from: "calibration.json").scaling {
            let scaling = TemperatureScaling.fit(labels: reference.labels, logits: reference.logits)
            #expect(isNear(scaling.temperature, reference.temperature))
        }
    }

    @Test func `temperatures end where logits are faultless, or wrong`() {
        let range = TemperatureScaling.range
        #expect(isNear(TemperatureScaling.fit(labels: [0, 1], logits: [-1, 1]).temperature, range.lowerBound))
        #expect(isNear(TemperatureScaling.fit(labels: [1, 0], logits: [-1, 1]).temperature, range.upperBound))
        #expect(TemperatureScaling.fit(labels: [1, 0], logits: [0, 0]).temperature == 1)
        // Two of three right at odds of e^2: a temperature of 2 / log 2 makes the odds 2.
        let softer = TemperatureScaling.fit(labels: [1, 1, 0], logits: [2, 2, 2])
        #expect(isNear(softer.predict(2), 2.0 / 3) && softer.predict(0) == 0.5)
    }

    @Test func `isotonic curves are scikit-learn's, with ties and weights`() throws {
        for reference in try fixture(Calibration.self, from: "calibration.json").isotonic {
            let curve = IsotonicRegression.fit(
                scores: reference.scores, values: reference.values, weights: reference.weights)
            for (score, expected) in zip(reference.at, reference.predicted) {
                #expect(isNear(curve.predict(score), expected), "\(score)")
            }
            #expect(zip(curve.values, curve.values.dropFirst()).allSatisfy { $0 <= $1 })
        }
    }

    @Test func `a level stretch of an isotonic curve is its two ends`() {
        let curve = IsotonicRegression.fit(scores: [1, 2, 3, 4], values: [0, 1, 0.5, 2])
        #expect(curve.scores == [1, 2, 3, 4] && curve.values == [0, 0.75, 0.75, 2])
        #expect(curve.predict(1.5) == 0.375 && curve.predict(0) == 0 && curve.predict(9) == 2)
        let falling = IsotonicRegression.fit(scores: [1, 2, 3], values: [3, 2, 1])
        #expect(falling.scores == [1, 3] && falling.values == [2, 2])
        #expect(IsotonicRegression.fit(scores: [2, 2], values: [0, 1]).predict(7) == 0.5)
    }

    @Test func `cross-fitting predicts by what has not seen the sample`() {
        let predicted = crossFitted(folds: [0, 1, 0, 3]) { places in
            places
        } predict: { places, place in
            "\(place): \(places)"
        }
        #expect(predicted == ["0: [1, 3]", "1: [0, 2, 3]", "2: [1, 3]", "3: [0, 1, 2]"])
        #expect(
            crossFitted(folds: []) {
                $0
            } predict: {
                $0[$1]
            } == [])
    }
}

private struct Calibration: Decodable {
    let isotonic: [Isotonic]
    let scaling: [Scaling]

    struct Isotonic: Decodable {
        let scores, values, at, predicted: [Double]
        let weights: [Double]?
    }

    struct Scaling: Decodable {
        let labels: [Int]
        let scores, logits: [Double]
        let slope, intercept, temperature: Double
    }
}
