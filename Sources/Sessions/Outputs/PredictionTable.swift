import HALT

/// Responses with their scores and verdicts.
struct PredictionTable {
    let table: Table

    /// With a column for the groups where there are several.
    init(
        names: [String], groups: [String]? = nil, responses: [Response], logits: [Float], _ arguments: Arguments
    ) {
        let threshold = Float(arguments[SharedOptions.threshold])
        let rows = names.indices.map { index in
            let (response, logit) = (responses[index], logits[index])
            let probability = Loss.probability(of: logit)
            let group = groups.map { [TableEntry.text($0[index].isEmpty ? "no group" : $0[index])] } ?? []
            return [TableEntry.text(names[index])] + group + [
                .integer(response.inputs.tokens),
                .text(response.label == 1 ? "hallucinated" : "correct"), .real(Double(logit), digits: 4),
                .real(Double(probability), digits: 4),
                .text(probability >= threshold ? "hallucinated" : "not hallucinated"),
            ]
        }
        table = Table(
            "Predictions",
            columns: ["Response"] + (groups == nil ? [] : ["Group"])
                + ["Tokens", "Truth", "Logit", "P(hallucinated)", "Verdict"], rows: rows)
    }
}
