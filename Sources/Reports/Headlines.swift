import Figures
import Notebooks
import Running
import Sessions

/// A value that stands at the head of the page, with what the notebook expects of it.
struct Headline: Equatable {
    struct Expectation: Equatable {
        /// As written, without the value's name: `>= 0.99`.
        var text: String
        var passed: Bool
    }

    var name: String
    var value: Value
    /// Within which the value lies with a confidence of 95 %: what the run has under its name and `.low` and `.high`.
    var interval: Interval?
    var expectations: [Expectation] = []

    private var failed: Bool { expectations.contains { !$0.passed } }
    private var isScore: Bool { name.hasPrefix("test.") || name.hasPrefix("validation.") }

    /// What the notebook's expectations are about, those that fail first, then scores, others only where there are no
    /// scores; without any expectation, the scores on the test split. Nothing of it is out of date.
    static func all(of record: RunRecord) -> [Headline] {
        let expected = expected(of: record)
        let scores = expected.filter { $0.isScore && !$0.failed }
        let others = scores.isEmpty ? expected.filter { !$0.failed } : scores
        let chosen = expected.filter(\.failed) + others
        return Array((chosen.isEmpty ? testScores(of: record) : chosen).prefix(6))
    }

    /// Each value that an expectation begins with, as it was there.
    private static func expected(of record: RunRecord) -> [Headline] {
        var values: [String: Value] = [:]
        var headlines: [Headline] = []
        for cell in record.cells where !cell.isStale {
            for value in cell.values { values[value.name] = value.value }
            for case .expectation(let outcome) in cell.outputs {
                let name = String(outcome.comparison.prefix { !$0.isWhitespace })
                guard let value = values[name] else { continue }
                let expectation = Expectation(
                    text: String(outcome.comparison.dropFirst(name.count).drop(while: \.isWhitespace)),
                    passed: outcome.passed)
                if let index = headlines.firstIndex(where: { $0.name == name && $0.value == value }) {
                    headlines[index].expectations.append(expectation)
                } else {
                    let interval = interval(of: name, in: values)
                    headlines.append(
                        Headline(name: name, value: value, interval: interval, expectations: [expectation]))
                }
            }
        }
        return headlines
    }

    private static func testScores(of record: RunRecord) -> [Headline] {
        var values: [String: Value] = [:]
        var names: [String] = []
        for value in record.cells.filter({ !$0.isStale }).flatMap(\.values) where value.name.hasPrefix("test.") {
            if values.updateValue(value.value, forKey: value.name) == nil { names.append(value.name) }
        }
        return names.compactMap { name in
            guard !isEndOfInterval(name, in: values), let value = values[name] else { return nil }
            return Headline(name: name, value: value, interval: interval(of: name, in: values))
        }
    }

    private static func interval(of name: String, in values: [String: Value]) -> Interval? {
        guard let low = values[name + ".low"]?.number, let high = values[name + ".high"]?.number, low.isFinite,
            high.isFinite
        else { return nil }
        return Interval(low, high)
    }

    private static func isEndOfInterval(_ name: String, in values: [String: Value]) -> Bool {
        [".low", ".high"].contains { name.hasSuffix($0) && values[String(name.dropLast($0.count))] != nil }
    }
}
