import Statistics
import Testing

@Suite struct LogisticRegressionTests {
    @Test func `coefficients and probabilities are scikit-learn's`() throws {
        for reference in try fixture([Regression].self, from: "logistic.json") {
            let model = LogisticRegression.fit(
                features: reference.features, labels: reference.labels, l2: reference.l2)
            for (coefficient, expected) in zip(model.coefficients, reference.coefficients) {
                #expect(isNear(coefficient, expected))
            }
            #expect(isNear(model.intercept, reference.intercept))
            for (row, expected) in zip(reference.features, reference.predicted) {
                #expect(isNear(model.predict(row), expected))
            }
        }
    }

    @Test func `without features it knows the share of positives`() {
        let model = LogisticRegression.fit(features: [[], [], [], []], labels: [1, 0, 0, 0], l2: 1)
        #expect(isNear(model.predict([]), 0.25))
    }

    @Test func `one class gives finite coefficients, and nearly certain probabilities`() {
        let model = LogisticRegression.fit(features: [[1], [2]], labels: [1, 1], l2: 1)
        #expect(model.coefficients.allSatisfy(\.isFinite) && model.intercept.isFinite)
        #expect(model.predict([1.5]) > 0.999_999)
    }

    @Test func `hundreds of features are fitted`() {
        var generator = TestGenerator(state: 1)
        let rows = (0..<600).map { _ in (0..<200).map { _ in Double(generator.normal()) } }
        let labels = rows.map { $0[0] + Double(generator.normal()) > 0 ? 1 : 0 }
        let model = LogisticRegression.fit(features: rows, labels: labels, l2: 1)
        // At the least sum, the derivative by each coefficient is 0.
        let errors = zip(rows, labels).map { model.predict($0) - Double($1) }
        for column in [0, 57, 199] {
            let slope = zip(rows, errors).reduce(0) { $0 + model.standardization($1.0)[column] * $1.1 }
            #expect(abs(slope + model.coefficients[column]) < 1e-9)
        }
    }

    @Test func `standard features have mean 0 and deviation 1, constants 0`() {
        let rows: [[Double]] = [[1, 0.1], [2, 0.1], [6, 0.1]]
        let standardization = Standardization(rows)
        let scaled = rows.map { standardization($0) }
        #expect(isNear(mean(scaled.map { $0[0] }), 0) && isNear(standardDeviation(scaled.map { $0[0] }), 1))
        #expect(scaled.allSatisfy { isNear($0[1], 0) })
    }
}

private struct Regression: Decodable {
    let features: [[Double]]
    let labels: [Int]
    let l2, intercept: Double
    let coefficients, predicted: [Double]
}
