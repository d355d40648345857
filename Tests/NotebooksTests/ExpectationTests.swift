import Testing

@testable import Notebooks

@Suite struct ExpectationTests {
    @Test(arguments: Comparison.Operator.allCases.filter { ![.near, .reported].contains($0) })
    func `expect compares by each operator`(operation: Comparison.Operator) {
        for line in ["expect test.auroc \(operation.rawValue) -0.5", "expect test.auroc\(operation.rawValue)-0.5"] {
            let notebook = parsed("```halt\n\(line)\n```\n")
            #expect(notebook.diagnostics == [])
            let comparison = notebook.cells[0].commands[0].comparison
            #expect(comparison?.operation == operation)
            #expect(comparison?.left.content == .literal(.text("test.auroc")))
            #expect(comparison?.right.content == .literal(.real(-0.5)))
            #expect(comparison?.tolerance == nil)
            #expect(comparison?.source == "test.auroc \(operation.rawValue) -0.5")
        }
    }

    @Test(arguments: ["expect a.b ~ 0.5 +- 1e-2", "expect a.b~0.5+-1e-2"])
    func `a tilde compares within a tolerance`(line: String) {
        let comparison = parsed("```halt\n\(line)\n```\n").cells[0].commands[0].comparison
        #expect(comparison?.operation == .near)
        #expect(comparison?.tolerance?.content == .literal(.real(0.01)))
        #expect(comparison?.source == "a.b ~ 0.5 +- 0.01")
    }

    @Test func `quoted values and text are sides, too`() {
        let comparison = parsed("```halt\nexpect {{ a.b }} == \"c.d\"\n```\n").cells[0].commands[0].comparison
        #expect(comparison?.left.content == .reference(ValueReference(name: "a.b", place: at(2, 11))))
        #expect(comparison?.right.isQuoted == true)
        #expect(comparison?.source == "a.b == \"c.d\"")
    }

    @Test(arguments: [
        ("expect", 1, "`expect` compares nothing"), ("expect a", 1, "a comparison is missing"),
        ("expect a = 1", 10, "a comparison is missing"), ("expect a b", 10, "a comparison is missing"),
        ("expect a >=", 10, "`>=` compares with nothing"), ("expect a ~ 1", 10, "`~` has no tolerance"),
        ("expect a ~ 1 +-", 14, "the tolerance is missing"), ("expect a == 1 +- 2", 15, "only `~` has a tolerance"),
        ("expect a == 1 b", 15, "the comparison ends before this"),
        ("expect a < 1 < 2", 14, "the comparison ends before this"),
    ])
    func `what an expectation gets wrong`(line: String, column: Int, problem: String) {
        #expect(
            messages("```halt\n\(line)\n```\n") == [
                """
                a.md:2:\(column): error[HB0201]: \(problem); write `expect NAME >= VALUE`, or `expect NAME ~ VALUE +- TOLERANCE`
                  2 | \(line)
                    | \(String(repeating: " ", count: column - 1))^
                """
            ])
    }
}
