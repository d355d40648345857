import HALT

/// Responses with their scores and verdicts.
struct PredictionTable {
    let table: Table

    init(names: [String], responses: [Response], logits: [Float], _ arguments: Arguments) {
        let threshold = Float(arguments[SharedOptions.threshold])
        let rows = zip(zip(names, responses), logits).map { entry, logit in
            let probability = Loss.probability(of: logit)
            return [
                TableEntry.text(entry.0), .integer(entry.1.inputs.tokens),
                .text(entry.1.label == 1 ? "hallucinated" : "correct"), .real(Double(logit), digits: 4),
                .real(Double(probability), digits: 4),
                .text(probability >= threshold ? "hallucinated" : "not hallucinated"),
            ]
        }
        table = Table(
            "Predictions",
            columns: ["Response", "Tokens", "Truth", "Logit", "P(hallucinated)", "Verdict"], rows: rows)
    }
}
