import LogProbs
import ReferenceRandom
import Uncertainty

/// A generation under way: chooses tokens, measures them, and keeps what the options want kept.
struct GenerationCourse {
    private let options: GenerationOptions
    private var generator: NumPyGenerator
    private var recorder = TokenRecorder()
    private var scores = SemanticScores()
    private var trajectory: [GeneratedToken] = []
    private var withheld: GeneratedToken?
    private var text: [UInt8] = []
    private var step = 0
    /// The last block's state when the token before was chosen.
    private var previous: [Float]?

    /// The token that was chosen last.
    private(set) var chosen = 0
    var end = GenerationEnd.length

    init(_ options: GenerationOptions) {
        self.options = options
        generator = NumPyGenerator(seed: options.seed)
    }

    /// The next token of the answer; nil where the answer ends, and `end` says why.
    mutating func choose(
        _ reading: TokenReading, _ engine: some TokenEngine
    ) throws(LanguageModelProblem) -> GeneratedToken? {
        step += 1
        guard let distribution = NextTokenDistribution(logits: reading.logits) else { throw .noNumbers(step: step) }
        chosen =
            options.temperature == 0
            ? distribution.likeliest
            : distribution.token(at: generator.random(), temperature: options.temperature)
        let kind = engine.kind(of: chosen)
        guard kind != .end else {
            end = .endOfText
            return nil
        }
        let signals = TokenSignals(
            choosing: chosen, of: distribution, states: reading.states, previous: previous)
        guard signals.uncertainty.isFinite, signals.perplexityRisk.isFinite else { throw .noNumbers(step: step) }
        previous = Array(reading.states.last)
        let token = GeneratedToken(
            step: step, bytes: engine.bytes(of: chosen), isSpecial: kind == .control,
            logProb: distribution.logProb(of: chosen), signals: signals,
            failureProbability: options.monitor.failureProbability(of: signals))
        if options.mode == .full, options.monitor.halts(at: step, signals) {
            end = .halted(step: step)
            withheld = token
            return nil
        }
        keep(token, distribution, engine)
        return token
    }

    private mutating func keep(
        _ token: GeneratedToken, _ distribution: NextTokenDistribution, _ engine: some TokenEngine
    ) {
        scores.add(token.signals)
        if !token.isSpecial { text += token.bytes }
        if options.mode == .full { trajectory.append(token) }
        let listed = distribution.likeliest(options.topLogProbs).map { other in
            TokenRecorder.Entry(id: other, logProb: distribution.logProb(of: other), bytes: engine.bytes(of: other))
        }
        recorder.add(
            TokenRecorder.Entry(id: chosen, logProb: token.logProb, bytes: token.bytes), listed: listed,
            flags: token.isSpecial ? .special : [])
    }

    func generation(promptTokens: Int) -> Generation {
        Generation(
            text: String(decoding: text, as: UTF8.self), tokens: recorder.tokens, end: end, promptTokens: promptTokens,
            scores: scores, trajectory: trajectory, withheld: withheld)
    }
}
