import Testing

@testable import Notebooks

@Suite struct ReportedTests {
    private func command(_ line: String) -> CommandSyntax {
        let notebook = parsed("```halt\n\(line)\n```\n")
        #expect(notebook.diagnostics == [])
        return notebook.cells[0].commands[0]
    }

    @Test(arguments: [
        "reported test.auroc = 0.930 source=\"paper, Table 2\"", "reported test.auroc=0.930 source=\"paper, Table 2\"",
    ])
    func `reported names a value, what it was, and where that stands`(line: String) {
        let command = command(line)
        #expect(command.words.map(\.description) == ["reported"])
        #expect(command.comparison?.operation == .reported)
        #expect(command.comparison?.left.content == .literal(.text("test.auroc")))
        #expect(command.comparison?.right.content == .literal(.real(0.93)))
        #expect(command.comparison?.tolerance == nil)
        #expect(command.comparison?.source == "test.auroc = 0.93")
        #expect(command.options.map(\.name) == ["source"])
        #expect(command.options.map(\.argument.content) == [.literal(.text("paper, Table 2"))])
    }

    @Test func `a tolerance may follow, and no option needs to`() {
        let command = command("reported a.b = 0.5 +- 1e-2")
        #expect(command.comparison?.tolerance?.content == .literal(.real(0.01)))
        #expect(command.comparison?.source == "a.b = 0.5 +- 0.01")
        #expect(command.options == [])
    }

    @Test func `quoted values are sides, too`() {
        let comparison = command("reported {{ a.b }} = {{ parameters.paper }} +- {{ parameters.near }}").comparison
        #expect(comparison?.left.references.map(\.name) == ["a.b"])
        #expect(comparison?.right.references.map(\.name) == ["parameters.paper"])
        #expect(comparison?.tolerance?.references.map(\.name) == ["parameters.near"])
        #expect(comparison?.decimals == nil)
    }

    @Test(arguments: [
        ("0.930", 3), ("0.93", 2), ("12", 0), ("12.", 0), ("-0.25", 2), ("1.23e-3", 5), ("1.23E-3", 5), ("1.5e3", 0),
        ("1.2345e2", 2), ("1e-30", 17), ("1e-9223372036854775808", 17), ("1.5e9223372036854775807", 0), ("a.b", nil),
        ("\"0.93\"", nil),
    ])
    func `the digits after the point are those that were written`(written: String, decimals: Int?) {
        #expect(command("reported a.b = \(written)").comparison?.decimals == decimals)
    }

    private static let usage = "write `reported NAME = VALUE source=\"paper, Table 2\"`, with `+- TOLERANCE` if need be"

    @Test(arguments: [
        ("reported", 1, "`reported` names no value", usage),
        ("reported a", 10, "what was reported is missing", usage),
        ("reported a 1", 10, "what was reported is missing", usage),
        ("reported a == 1", 10, "what was reported is missing", usage),
        ("reported a ~ 1 +- 2", 10, "what was reported is missing", usage),
        ("reported a =", 12, "what was reported is missing", usage),
        ("reported a = 1 +-", 16, "the tolerance is missing", usage),
        ("reported a = 1 2", 16, "the comparison ends before this", usage),
        ("reported a = 1 paper", 16, "the comparison ends before this", usage),
        ("reported a = 1 +- 2 +- 3", 21, "the comparison ends before this", usage),
        ("reported a = 1 source=b +- 2", 25, "the comparison ends before this", usage),
        ("reported a = 1 source=", 16, "option `source` has no value", "write `source=…`"),
        ("reported = 1", 10, "`=` stands where a value should be", "write a value before it"),
        ("reported a = ]", 14, "`]` stands where a value should be", "write a value before it"),
        ("reported a = 1 +- =", 19, "`=` stands where a value should be", "write a value before it"),
    ])
    func `what a reported figure gets wrong`(line: String, column: Int, problem: String, remedy: String) {
        #expect(
            messages("```halt\n\(line)\n```\n") == [
                """
                a.md:2:\(column): error[HB0201]: \(problem); \(remedy)
                  2 | \(line)
                    | \(String(repeating: " ", count: column - 1))^
                """
            ])
    }

    @Test func `an expectation does not compare by the sign of reported`() {
        #expect(
            messages("```halt\nexpect a = 1\n```\n") == [
                """
                a.md:2:10: error[HB0201]: a comparison is missing; write `expect NAME >= VALUE`, or `expect NAME ~ VALUE +- TOLERANCE`
                  2 | expect a = 1
                    |          ^
                """
            ])
    }
}
