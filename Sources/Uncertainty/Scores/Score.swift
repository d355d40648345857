package import Statistics

/// One score that needs no training: what it is called, what it says, what it takes, and how it comes of a response's tokens.
package struct Score: Sendable {
    /// Stable: notebooks, files of scores and files of thresholds name it so.
    package let identifier: String
    package let title: String
    /// One sentence.
    package let meaning: String
    /// In words, with s for a token's surprise, l for its log-probs and p for its probabilities, in nats.
    package let formula: String
    package let source: String
    /// Which way it points by its definition; data may say otherwise.
    package let direction: ScoreDirection
    /// What it can be; infinite where there is no bound.
    package let range: ClosedRange<Double>
    package let needs: ScoreNeeds
    /// Whether its value would be another, had the server returned more or fewer alternatives.
    package let dependsOnK: Bool
    /// Whether tokens that are alike raise or lower it by being more.
    package let isLengthSensitive: Bool
    /// Whether it can be carried on token by token, as the response is written: none is judged by those after it.
    package let isCausal: Bool
    /// Its value; NaN where tokens lack what it needs.
    let value: @Sendable (ResponseMeasures) -> Double

    init(
        _ identifier: String, _ title: String, _ meaning: String, formula: String, source: String,
        direction: ScoreDirection = .higherIsPositive, range: ClosedRange<Double>, needs: ScoreNeeds,
        dependsOnK: Bool = false, isLengthSensitive: Bool = false, isCausal: Bool = true,
        value: @escaping @Sendable (ResponseMeasures) -> Double
    ) {
        self.identifier = identifier
        self.title = title
        self.meaning = meaning
        self.formula = formula
        self.source = source
        self.direction = direction
        self.range = range
        self.needs = needs
        self.dependsOnK = dependsOnK
        self.isLengthSensitive = isLengthSensitive
        self.isCausal = isCausal
        self.value = value
    }
}

/// What a score needs of every token that it looks at, and how many tokens.
package struct ScoreNeeds: Sendable, Hashable {
    /// The chosen token's log-prob.
    package var chosen: Bool
    /// How many log-probs, the chosen token's among them where it is known.
    package var logProbs: Int
    package var tokens: Int

    init(chosen: Bool, logProbs: Int, tokens: Int = 1) {
        self.chosen = chosen
        self.logProbs = logProbs
        self.tokens = tokens
    }

    /// Nothing but that there are tokens.
    static let nothing = ScoreNeeds(chosen: false, logProbs: 0)
    static let chosen = ScoreNeeds(chosen: true, logProbs: 1)
    static let alternatives = ScoreNeeds(chosen: false, logProbs: 2)
    static let chosenAndAlternatives = ScoreNeeds(chosen: true, logProbs: 2)

    /// The same of so many tokens or more.
    func atLeast(tokens: Int) -> ScoreNeeds { ScoreNeeds(chosen: chosen, logProbs: logProbs, tokens: tokens) }
}
