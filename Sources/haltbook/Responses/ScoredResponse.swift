import HALT
import LogProbs
import Uncertainty

/// A response's scores, and the line that tells them.
struct ScoredResponse {
    let id: String
    let group: String?
    let item: String?
    let label: Int?
    /// How many tokens are looked at: neither the prompt's nor the model's own.
    let tokens: Int
    /// How many log-probs most of its tokens have, the chosen one's among them.
    let k: Int
    /// In the catalogue's order; NaN where there is none.
    let scores: [Double]
    /// Those that the response brought with it.
    let measured: [String: Double]
    /// The model's, where there is one and it could read the response.
    var logit: Float?
    var warnings: [String]

    init(_ response: TokenizedResponse) {
        id = response.id
        group = response.group
        item = response.item
        label = response.label
        tokens = TokenSelection().places(in: response.tokens).count
        k = response.tokens.usualCount
        scores = ScoreCatalogue.values(of: response.tokens)
        measured = response.scores
        warnings = ResponseNote.allCases.filter(response.notes.contains).map(\.rawValue)
    }

    mutating func warn(of input: HALTInput, topK: Int) {
        if input.filled > 0 {
            warnings.append("filled-up: \(input.filled) of \(tokens) tokens have fewer than \(topK) log-probs")
        }
        if input.chosenMissing > 0 {
            warnings.append("chosen-missing: \(input.chosenMissing) of \(tokens) chosen tokens have no log-prob")
        }
        if input.leftOut > 0 {
            warnings.append("left-out: \(input.leftOut) of \(tokens) tokens have no log-prob at all")
        }
    }

    /// Nil where there is no model, or no number.
    var probability: Float? {
        logit.map { Loss.probability(of: $0) }.flatMap { $0.isNaN ? nil : $0 }
    }

    /// One line of JSON, its end included.
    func line(file: String?, _ judge: Judge?) -> [UInt8] {
        let (isHallucinated, reason) = judge?.verdict(on: self) ?? (nil, nil)
        var text = LineText(file: file)
        text.add("\"id\":")
        text.addString(id)
        if let group {
            text.add(",\"group\":")
            text.addString(group)
        }
        if let item {
            text.add(",\"item\":")
            text.addString(item)
        }
        if let label {
            text.add(",\"label\":")
            text.add(label)
        }
        text.add(",\"tokens\":")
        text.add(tokens)
        text.add(",\"probability\":")
        text.add(probability ?? .nan)
        text.add(",\"verdict\":")
        switch isHallucinated {
        case true?: text.add("\"hallucinated\"")
        case false?: text.add("\"not hallucinated\"")
        case nil: text.add("null")
        }
        text.add(",\"scores\":{")
        for (place, identifier) in ScoreCatalogue.identifiers.enumerated() {
            if place > 0 { text.add(",") }
            text.addString(identifier)
            text.add(":")
            text.add(scores[place])
        }
        for (name, value) in measured.sorted(by: { $0.key < $1.key }) where ScoreCatalogue.place(of: name) == nil {
            text.add(",")
            text.addString(name)
            text.add(":")
            text.add(value)
        }
        text.add("},\"warnings\":")
        text.addList(warnings + (reason.map { [$0] } ?? [])) { $0.addString($1) }
        text.add("}\n")
        return text.bytes
    }
}

extension ResponseProblem {
    /// The line that stands where a response could not be read, its end included.
    func line(file: String?, _ line: Int) -> [UInt8] {
        var text = LineText(file: file)
        text.add("\"line\":")
        text.add(line)
        text.add(",\"error\":")
        text.addString("\(kind.rawValue): \(reason)")
        text.add("}\n")
        return text.bytes
    }
}

/// The program has a `JSONText` of its own, for whole documents.
private typealias LineText = LogProbs.JSONText

extension LogProbs.JSONText {
    /// The beginning of a line's object, with its file where that is to be told.
    fileprivate init(file: String?) {
        self.init()
        add("{")
        if let file {
            add("\"file\":")
            addString(file)
            add(",")
        }
    }
}
