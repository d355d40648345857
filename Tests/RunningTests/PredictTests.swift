import Files
import Notebooks
import Testing

@testable import Running
@testable import Sessions

@Suite struct PredictTests {
    /// What `predict` shows after 40 responses were read from such lines.
    private func outputs(_ predict: String, line: (Int) -> String) throws -> [Output] {
        let bench = try Workbench()
        let lines = (0..<40).map { line($0) + "\n" }.joined()
        try SafeFile.write(lines, to: bench.folder + "/responses.jsonl")
        let text = """
            ```halt
            config projection_size=8 hidden_size=8 layers=1
            dataset responses path=responses.jsonl
            split
            model
            ```

            ```halt
            \(predict)
            ```
            """
        return try bench.run(text).cells[1].outputs
    }

    private func line(_ number: Int, group: Bool = true) -> String {
        let token = #"{"token": "Yes", "logprob": -0.1, "top_logprobs": [{"token": "No", "logprob": -2.5}]}"#
        let task = group ? #", "task": "task \#(number % 2)""# : ""
        return #"{"id": "r\#(number)"\#(task), "label": \#(number % 2), "logprobs": {"content": [\#(token)]}}"#
    }

    private func table(_ outputs: [Output]) throws -> Table {
        guard case .table(let table) = try #require(outputs.first) else {
            throw CommandFailure("no table", remedy: "")
        }
        return table
    }

    private func figures(_ outputs: [Output]) -> Int { outputs.count { if case .figure = $0 { true } else { false } } }

    @Test func `two figures a response, of the first five at most`() throws {
        #expect(figures(try outputs("predict train count=2") { line($0) }) == 4)
        #expect(figures(try outputs("predict train count=7") { line($0) }) == 10)
    }

    @Test func `no figures where they are not wanted, nor of rows of numbers`() throws {
        #expect(try outputs("predict train count=2 words=false") { line($0) }.count == 1)
        #expect(
            try outputs("predict train count=2") { #"{"logprobs": [[-0.1, -2.5]], "label": \#($0 % 2)}"# }.count == 1)
    }

    @Test func `the table names responses by their ids, and groups where there are several`() throws {
        let table = try table(try outputs("predict train count=3") { line($0) })
        #expect(table.columns == ["Response", "Group", "Tokens", "Truth", "Logit", "P(hallucinated)", "Verdict"])
        for row in table.rows {
            guard case .text(let id) = row[0], let number = Int(id.dropFirst()) else {
                Issue.record("\(row[0])")
                continue
            }
            #expect(
                row[1...3] == [
                    .text("task \(number % 2)"), .integer(1), .text(number % 2 == 1 ? "hallucinated" : "correct"),
                ])
        }
        let alone = try self.table(try outputs("predict train count=3") { line($0, group: false) })
        #expect(alone.columns == ["Response", "Tokens", "Truth", "Logit", "P(hallucinated)", "Verdict"])
    }

    @Test func `without ids the table names responses by their places`() throws {
        let bench = try Workbench()
        let outputs = try bench.run(tinySession + "```halt\npredict test count=2\n```\n").cells[1].outputs
        #expect(outputs.count == 1)
        for row in try table(outputs).rows {
            guard case .text(let name) = row[0] else { continue }
            #expect(name.hasPrefix("response "))
        }
    }
}
