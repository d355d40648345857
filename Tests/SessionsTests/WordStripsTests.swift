import Figures
import LogProbs
import Testing

@testable import Sessions

@Suite struct WordStripsTests {
    /// "It is Canberra." in five tokens, of which the fourth has no log-prob at all.
    private static let line = #"""
        {"id": "capital-1", "label": 1, "logprobs": {"content": [
            {"token": "It", "logprob": -0.5, "top_logprobs": [
                {"token": "It", "logprob": -0.5}, {"token": "The\n", "logprob": -1.5}]},
            {"token": " is", "logprob": 0, "top_logprobs": [
                {"token": " is", "logprob": 0}, {"token": " was", "logprob": -9}]},
            {"token": " Can", "logprob": -2, "top_logprobs": [
                {"token": " Syd", "logprob": -0.25}, {"token": " Can", "logprob": -2}, {"token": " the", "logprob": -3},
                {"token": " a", "logprob": -4}, {"token": " Mel", "logprob": -5}]},
            {"token": "berra", "logprob": null},
            {"token": ".", "logprob": -1}
        ]}}
        """#

    private func strips(
        _ line: String = line, attributions: [Double] = [0.25, 0.5, 1, 2], keepsAlternatives: Bool = true
    ) throws -> WordStrips? {
        var responses: [TokenizedResponse] = []
        let options = ReadingOptions(keepsAlternatives: keepsAlternatives)
        try ResponseFile(Array(line.utf8), name: "a.jsonl", options).read { outcome in
            if case .response(let response, _, _) = outcome { responses.append(response) }
        }
        return WordStrips(try #require(responses.first), topK: 5, attributions: attributions)
    }

    @Test func `a word's attribution is the sum of its tokens' that HALT reads`() throws {
        let figure = try #require(try strips()).attribution
        #expect(figure.title == "Gradient × input of each word, capital-1")
        #expect(figure.dataTable.columns == ["position", "word", "gradient × input", "tokens"])
        #expect(
            figure.dataTable.rows == [
                ["1", "It", "0.25", ""], ["2", " is", "0.5", ""], ["3", " Canberra.", "3", "“ Can” 1, “.” 2"],
            ])
        #expect(
            figure.description == "gradient × input of 3 words: highest “Canberra.” 3 (word 3); "
                + "lowest “It” 0.25 (word 1); mean 1.25")
    }

    @Test func `a word is as surprising as its most surprising token, whose alternatives are told`() throws {
        let strips = try #require(try strips())
        let figure = strips.surprise(upTo: strips.greatestSurprise)
        #expect(figure.title == "Surprise of each word, capital-1")
        #expect(figure.dataTable.columns == ["position", "word", "surprise (nats)", "alternatives"])
        #expect(
            figure.dataTable.rows == [
                ["1", "It", "0.5", "“It” 60.7%, else “The⏎” 22.3%"],
                ["2", " is", "0", "“ is” 100.0%, else “ was” under 0.1%"],
                ["3", " Canberra.", "2", "“ Can” 13.5%, else “ Syd” 77.9%, “ the” 5.0%, “ a” 1.8%"],
            ])
        #expect(
            figure.description == "surprise of 3 words: highest “Canberra.” 2 (word 3); lowest “is” 0 (word 2); "
                + "mean 0.8333")
        guard case .tokens(let strip) = figure.chart else { throw CommandFailure("no strip", remedy: "") }
        #expect(strip.colors == .sequential(from: 0, to: 2))
    }

    @Test func `a token without text counts for the word before it, and is told`() throws {
        let line = #"""
            {"label": 0, "logprobs": {"content": [
                {"token": "Yes", "logprob": -1}, {"token": "", "logprob": -2, "top_logprobs": [
                    {"token": "", "logprob": -2}, {"token": "\n\tNo", "logprob": -0.25}]}]}}
            """#
        let strips = try #require(try strips(line, attributions: [1, 0.5]))
        #expect(strips.attribution.dataTable.rows == [["1", "Yes", "1.5", "“Yes” 1, no text 0.5"]])
        #expect(strips.surprise(upTo: 2).dataTable.rows == [["1", "Yes", "2", "no text 13.5%, else “⏎⇥No” 77.9%"]])
    }

    @Test func `parts of a character stay in their word`() throws {
        let line = #"""
            {"label": 0, "logprobs": {"content": [
                {"token": "Caf", "logprob": -1}, {"token": "\ufffd", "bytes": [195], "logprob": -2},
                {"token": "\ufffd", "bytes": [169], "logprob": -3}, {"token": " au", "logprob": -4}]}}
            """#
        let strips = try #require(try strips(line, attributions: [1, 2, 3, 4]))
        #expect(strips.attribution.dataTable.rows.map { $0[1] } == ["Café", " au"])
        #expect(strips.surprise(upTo: 4).dataTable.rows == [["1", "Café", "3"], ["2", " au", "4"]])
    }

    @Test func `without alternatives' texts the surprise stands alone`() throws {
        let figure = try #require(try strips(keepsAlternatives: false)).surprise(upTo: 2)
        #expect(figure.dataTable.columns == ["position", "word", "surprise (nats)"])
        #expect(figure.dataTable.rows[0] == ["1", "It", "0.5"])
    }

    @Test func `colours have an end where nothing is surprising and nothing moves`() throws {
        let line = #"{"label": 0, "logprobs": {"content": [{"token": "Yes", "logprob": 0}]}}"#
        let strips = try #require(try strips(line, attributions: [0]))
        #expect(strips.greatestSurprise == 1)
        guard case .tokens(let strip) = strips.attribution.chart else { throw CommandFailure("no strip", remedy: "") }
        #expect(strip.colors == .sequential(from: 0, to: 1))
    }

    @Test func `rows of numbers have no words`() throws {
        #expect(try strips(#"{"label": 0, "logprobs": [[-0.1, -2.5], [-0.7, -0.9]]}"#, attributions: [1, 2]) == nil)
    }
}
