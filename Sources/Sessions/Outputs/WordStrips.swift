import Figures
import Glibc
import HALT
import LogProbs
import Uncertainty

/// A response's words, coloured by how much each moves HALT's logit and by how much each surprised the model that wrote it.
struct WordStrips {
    private let name: String
    private let tokens: TokenLogProbs
    private let words: [Word]
    /// For each token; NaN for those that HALT does not read.
    private let attributions: [Double]

    /// Nil where the texts of the response's tokens are not known.
    ///
    /// `attributions` has one for each row that HALT reads of the response, `topK` log-probs of a token.
    init?(_ response: TokenizedResponse, topK: Int, attributions: [Double]) {
        tokens = response.tokens
        guard !tokens.textBytes.isEmpty, let input = try? HALTInput(tokens, topK: topK) else { return nil }
        precondition(
            input.places.count == attributions.count, "\(attributions.count) values for \(input.places.count) rows")
        name = response.id
        words = Word.words(of: tokens)
        var values = [Double](repeating: .nan, count: tokens.count)
        for (place, value) in zip(input.places, attributions) { values[place] = value }
        self.attributions = values
    }

    /// A word's is its tokens' together, as gradient x input adds up; of tokens that HALT does not read there is none.
    var attribution: Figure {
        let marks = words.map { word in
            let read = word.tokens.filter { !attributions[$0].isNaN }
            let sum = read.isEmpty ? .nan : read.reduce(0) { $0 + attributions[$1] }
            let parts = read.map { "\(quoted(tokens.bytes($0))) \(short(attributions[$0]))" }
            return TokenStrip.Token(word.text, sum, detail: parts.count > 1 ? parts.joined(separator: ", ") : nil)
        }
        return figure(
            "Gradient × input", marks, Axis("gradient × input"), upTo: greatest(marks.map(\.value)), detail: "tokens")
    }

    /// Up to a value, so that several responses can have the same colours.
    func surprise(upTo limit: Double) -> Figure {
        let marks = words.map { word in
            let token = mostSurprising(of: word)
            return TokenStrip.Token(
                word.text, token.map(surprise(ofToken:)) ?? .nan, detail: token.flatMap(alternatives(to:)))
        }
        return figure("Surprise", marks, Axis("surprise", unit: "nats"), upTo: limit, detail: "alternatives")
    }

    var greatestSurprise: Double { greatest(words.compactMap(mostSurprising).map(surprise(ofToken:))) }

    private func figure(
        _ what: String, _ marks: [TokenStrip.Token], _ measure: Axis, upTo limit: Double, detail: String
    ) -> Figure {
        let strip = TokenStrip(
            tokens: marks, measure: measure, colors: .sequential(from: 0, to: limit), noun: "word", detail: detail)
        return Figure(title: "\(what) of each word, \(name)", chart: .tokens(strip))
    }

    /// Of colours, so never zero.
    private func greatest(_ values: [Double]) -> Double {
        let greatest = values.filter(\.isFinite).max() ?? 0
        return greatest > 0 ? greatest : 1
    }

    // MARK: Surprise

    /// The negative log-prob of the chosen token, in nats.
    private func surprise(ofToken token: Int) -> Double { 0 - Double(tokens.logProbs[tokens.row(token).lowerBound]) }

    /// A word's first token with the greatest surprise, for a word of several tokens is often surprising in one of them only.
    private func mostSurprising(of word: Word) -> Int? {
        word.tokens.filter { surprise(ofToken: $0).isFinite }.reduce(nil) { best, token in
            best.map { surprise(ofToken: token) > surprise(ofToken: $0) ? token : $0 } ?? token
        }
    }

    /// "“ Sydney” 2.5%, else “ Canberra” 61.0%, “ Melbourne” 4.0%": the three best of those whose texts were kept.
    private func alternatives(to token: Int) -> String? {
        let row = tokens[token]
        let others = zip(tokens.alternatives(token), row.dropFirst()).filter { !$0.0.isEmpty && !$0.1.isNaN }.prefix(3)
        guard !others.isEmpty else { return nil }
        let chosen = "\(quoted(tokens.bytes(token))) \(probability(row[0]))"
        return "\(chosen), else " + others.map { "\(quoted($0)) \(probability($1))" }.joined(separator: ", ")
    }

    private func probability(_ logProb: Float) -> String {
        let probability = exp(Double(logProb))
        return probability < 0.0005 ? "under 0.1%" : percent(probability, digits: 1)
    }

    /// Servers write the token that ends a response without text.
    private func quoted(_ bytes: ArraySlice<UInt8>) -> String {
        bytes.isEmpty ? "no text" : "“\(TokenStrip.inLine(String(decoding: bytes, as: UTF8.self)))”"
    }
}
