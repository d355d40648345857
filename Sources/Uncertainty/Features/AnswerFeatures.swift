import Glibc
package import LogProbs
import Statistics

/// Where in a response the model was unsure: its beginning, its halves, its end, and the words that are likely its answer.
///
/// Scores of a whole response miss that an answer's end and its names and numbers tell more than the words that lead up to
/// them. An answer is taken to be the tokens with a digit, and those after the first that begin with a capital letter; where
/// there are none, or no texts, all tokens are.
package struct AnswerFeatures: Sendable, Equatable {
    package static let names = [
        "first_surprise", "first_3_surprise", "last_3_surprise", "last_surprise", "first_half_surprise",
        "second_half_surprise", "surprise_deviation", "first_entropy", "last_entropy", "greatest_at", "log_length",
        "least_margin", "least_top", "answer_mean_surprise", "answer_greatest_surprise", "answer_mean_entropy",
        "answer_greatest_entropy", "answer_first_surprise", "answer_first_entropy", "answer_last_surprise",
        "answer_last_entropy", "answer_mean_margin", "answer_least_margin", "answer_length", "answer_begins_at",
    ]

    /// One for each of `names`; NaN where tokens lack what it needs.
    package let values: [Double]

    package init(_ response: TokenLogProbs, _ options: ScoringOptions = ScoringOptions()) {
        let measures = ResponseMeasures(response, options)
        let surprise = measures.values(of: .surprise)
        guard !surprise.isEmpty else {
            values = Array(repeating: .nan, count: Self.names.count)
            return
        }
        let entropy = measures.values(of: .entropyProduction)
        let margin = measures.values(of: .margin)
        let places = options.selection.places(in: response)
        let answer = Self.answer(response, places)
        let count = surprise.count
        let greatest = surprise.indices.max { surprise[$0] < surprise[$1] } ?? 0
        let tops = Self.tops(response, places)
        let answerSurprise = answer.map { surprise[$0] }
        let answerEntropy = answer.map { entropy[$0] }
        let answerMargin = answer.map { margin[$0] }
        values = [
            surprise[0], mean(Array(surprise.prefix(3))), mean(Array(surprise.suffix(3))), surprise[count - 1],
            mean(Array(surprise.prefix((count + 1) / 2))), mean(Array(surprise.suffix(count - count / 2))),
            standardDeviation(surprise), entropy[0],
            entropy[count - 1], Double(greatest) / Double(count), log(Double(count)), margin.min() ?? .nan,
            tops.min() ?? .nan, mean(answerSurprise), answerSurprise.max() ?? .nan, mean(answerEntropy),
            answerEntropy.max() ?? .nan, answerSurprise[0], answerEntropy[0], answerSurprise[answer.count - 1],
            answerEntropy[answer.count - 1], mean(answerMargin), answerMargin.min() ?? .nan, Double(answer.count),
            Double(answer[0]) / Double(count),
        ]
    }

    /// The greatest probability of each token's row.
    private static func tops(_ response: TokenLogProbs, _ places: [Int]) -> [Double] {
        places.map { place in
            exp(Double(response.logProbs[response.row(place)].filter { !$0.isNaN }.max() ?? .nan))
        }
    }

    /// Which of the tokens at these places are likely the answer; at least one of them.
    private static func answer(_ response: TokenLogProbs, _ places: [Int]) -> [Int] {
        let answer = places.indices.filter { index in
            let text = response.text(places[index])
            if text.contains(where: { $0.isASCII && $0.isNumber }) { return true }
            return index > 0 && text.first { !$0.isWhitespace }?.isUppercase == true
        }
        return answer.isEmpty ? Array(places.indices) : answer
    }
}
