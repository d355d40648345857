import Files
import LogProbs
import Statistics
import Testing

@testable import Uncertainty

/// Where a response was unsure, and the regression on it.
@Suite struct AnswerFeaturesTests {
    /// A response whose tokens have these texts and surprises, each beside one alternative.
    private func features(_ tokens: [(text: String, surprise: Double)]) throws -> [String: Double] {
        let items = tokens.map { token in
            let chosen = "\"token\":\"\(token.text)\",\"logprob\":\(-token.surprise)"
            return "{\(chosen),\"top_logprobs\":[{\(chosen)},{\"token\":\"~\",\"logprob\":-20}]}"
        }
        let line =
            "{\"choices\":[{\"message\":{\"content\":\"x\"},\"logprobs\":{\"content\":[\(items.joined(separator: ","))]}}]}\n"
        let file = try ResponseFile(Array(line.utf8), name: "a.jsonl")
        guard case .response(let response, _, _)? = file.all().first else { return [:] }
        return Dictionary(
            uniqueKeysWithValues: zip(AnswerFeatures.names, AnswerFeatures(response.tokens).values))
    }

    @Test func `the answer is what has digits or a capital letter, but the first word's`() throws {
        let found = try features([("The", 1), (" capital", 2), (" is", 3), (" Pa", 4), ("ris", 5), (" 4", 7)])
        #expect(found["answer_length"] == 2)
        #expect(found["answer_begins_at"] == 0.5)
        #expect(abs((found["answer_mean_surprise"] ?? 0) - 5.5) < 1e-6)
        #expect(found["answer_first_surprise"] == 4 && found["answer_last_surprise"] == 7)
        #expect(found["first_surprise"] == 1 && found["last_surprise"] == 7)
        #expect(found["first_half_surprise"] == 2 && found["greatest_at"] == 5.0 / 6)
    }

    @Test func `where nothing looks like an answer all of it is`() throws {
        let found = try features([("no", 1), (" idea", 3)])
        #expect(found["answer_length"] == 2 && found["answer_mean_surprise"] == 2)
    }

    @Test func `without texts and alternatives there is no answer to be seen, and nothing traps`() {
        let found = AnswerFeatures(TokenLogProbs(rows: [[-1], [-2]])).values
        #expect(found.count == AnswerFeatures.names.count && found[0] == 1)
        let none = AnswerFeatures(TokenLogProbs()).values
        #expect(none.count { $0.isNaN } == none.count)
    }

    // MARK: The regression

    @Test func `it ranks within groups where levels differ and features agree`() {
        // In each group higher is wrong; between them, the group with the lower values is wrong more often.
        let groups = (0..<200).map { $0 % 2 }
        let steps = (0..<200).map { $0 / 2 % 10 }
        let labels = zip(steps, groups).map { step, group in step >= (group == 0 ? 2 : 8) ? 1 : 0 }
        let rows = zip(steps, groups).map { step, group in [Double(step + 20 * group)] }
        let within = WithinGroupRegression.fit(features: rows, labels: labels, groups: groups)
        let pooled = WithinGroupRegression.fit(features: rows, labels: labels, groups: nil)
        func area(_ regression: WithinGroupRegression) -> Double {
            AUROCEstimate(labels: labels, scores: rows.map { regression.score($0) }, groups: groups).value
        }
        #expect(area(within) == 1)
        #expect(area(pooled) == 0)
    }

    @Test func `what a response lacks is the mean of the others`() {
        let rows = [[1.0, .nan], [2, 1], [3, 3], [4, 2]]
        let fitted = WithinGroupRegression.fit(features: rows, labels: [0, 0, 1, 1], groups: nil)
        #expect(fitted.score([2, .nan]) == fitted.score([2, 2]))
    }
}
