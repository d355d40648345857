import HALT
import LogProbs
import Uncertainty

/// Makes lines of scores of a part of a file, on whichever thread it is.
struct ResponseScorer: Sendable {
    /// Nil where only scores are wanted that need no training.
    let model: ScoringModel?
    let judge: Judge?
    let shard: Shard

    /// What becomes of a part of a file.
    struct Part: Sendable {
        var lines: [UInt8] = []
        var problems = 0
    }

    /// Scores all of a part's responses together.
    ///
    /// - Parameters:
    ///   - file: the name that each line gets, if any.
    ///   - place: which of the files it is, from 0.
    func score(_ outcomes: [ReadOutcome], file: String?, _ place: Int) -> Part {
        let outcomes = outcomes.filter { shard.contains(line: $0.line, ofFile: place) }
        var scored = outcomes.map { outcome -> ScoredResponse? in
            guard case .response(let response, _, _) = outcome else { return nil }
            return ScoredResponse(response)
        }
        if let model { addLogits(model, to: &scored, outcomes) }
        var part = Part()
        for (outcome, response) in zip(outcomes, scored) {
            if let response {
                part.lines += response.line(file: file, judge)
            } else if case .problem(let problem, let line) = outcome {
                part.lines += problem.line(file: file, line)
                part.problems += 1
            }
        }
        return part
    }

    private func addLogits(_ model: ScoringModel, to scored: inout [ScoredResponse?], _ outcomes: [ReadOutcome]) {
        var inputs: [FeatureMatrix] = []
        var places: [Int] = []
        for (place, outcome) in outcomes.enumerated() {
            guard case .response(let response, _, _) = outcome else { continue }
            do throws(HALTInputProblem) {
                let input = try HALTInput(response.tokens, topK: model.topK)
                scored[place]?.warn(of: input, topK: model.topK)
                inputs.append(FeatureMatrix(input.logProbs))
                places.append(place)
            } catch {
                scored[place]?.warnings.append("no-probability: \(error)")
            }
        }
        for (place, logit) in zip(places, model.logits(of: inputs)) { scored[place]?.logit = logit }
    }
}

extension ReadOutcome {
    fileprivate var line: Int {
        switch self {
        case .response(_, let line, _), .problem(_, let line): line
        }
    }
}
