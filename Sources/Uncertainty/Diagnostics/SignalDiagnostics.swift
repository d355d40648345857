package import Statistics

/// What one signal is like in labelled samples: described on all of them, and nothing chosen.
package struct SignalDiagnostics: Sendable, Equatable, Codable {
    /// The samples of one class that score lowest or highest.
    package struct Examples: Sendable, Equatable, Codable {
        package struct Example: Sendable, Equatable, Codable {
            package let id: String
            package let group: String?
            package let score: Double
        }

        /// 1 is hallucinated, 0 is correct.
        package let label: Int
        package let isLowest: Bool
        /// The outermost first.
        package let examples: [Example]
    }

    package let signal: String
    package let count: Int
    /// How many labelled samples lack the signal, or another that is looked at with it.
    package let missing: Int
    package let lowest: Double
    package let highest: Double
    package let hallucinationRate: Proportion
    package let hallucinated: ClassSummary
    package let correct: ClassSummary
    /// Of the hallucinated less the correct; nil where a class has fewer than two samples.
    package let difference: StandardizedDifference?
    package let direction: DirectionCheck
    /// The area under the precision-recall curve, as declared, beside what a score that tells nothing comes to.
    package let averagePrecision: AveragePrecision
    /// Hallucinated lowest and highest, then correct lowest and highest.
    package let examples: [Examples]

    /// - Parameters:
    ///   - samples: at least one.
    ///   - column: which of their signals.
    ///   - exampleCount: how many examples each of the four kinds has at most.
    package init(
        _ samples: ScoredSamples, column: Int = 0, declared: ScoreDirection, exampleCount: Int = 5
    ) {
        let (labels, scores) = (samples.labels, samples.scores[column])
        let sides = [1, 0].map { label in scores.indices.filter { labels[$0] == label } }
        let classes = sides.map { places in places.map { scores[$0] } }
        signal = samples.signals[column]
        count = samples.count
        missing = samples.missing
        lowest = scores.min() ?? 0
        highest = scores.max() ?? 0
        hallucinationRate = Proportion(sides[0].count, of: labels.count)
        (hallucinated, correct) = (ClassSummary(classes[0]), ClassSummary(classes[1]))
        difference = StandardizedDifference(classes[0], classes[1])
        direction = DirectionCheck(samples, column: column, declared: declared)
        averagePrecision = AveragePrecision(labels: labels, scores: declared.oriented(scores))
        examples = zip([1, 0], sides).flatMap { label, places in
            [true, false].map { isLowest in
                // Equal scores in the file's order.
                let order = places.sorted {
                    scores[$0] == scores[$1] ? $0 < $1 : (scores[$0] < scores[$1]) == isLowest
                }
                return Examples(
                    label: label, isLowest: isLowest,
                    examples: order.prefix(exampleCount).map { place in
                        Examples.Example(
                            id: samples.ids[place], group: samples.groups?[place], score: scores[place])
                    })
            }
        }
    }
}
