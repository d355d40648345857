import Notebooks
import Testing

@testable import Sessions

@Suite struct ReportedCommandTests {
    /// What the one command of a cell shows, where `test.auroc` is 0.92967 and `test.count` 60.
    private func figure(_ line: String) throws -> ReportedFigure {
        let syntax = Notebook(parsing: NotebookSource(name: "a.md", text: cell(line))).cells[0].commands[0]
        var binder = CommandBinder()
        let bound = binder.bind(syntax)
        let command = try #require(bound)
        let arguments = try command.arguments(values: [
            "test.auroc": .real(0.92967), "test.count": .integer(60), "parameters.paper": .real(0.9),
        ])
        let outputs = try command.command.run(arguments, in: Session(files: SessionFiles(notebookFolder: "."))).outputs
        guard case .reported(let figure) = try #require(outputs.first) else {
            throw CommandFailure("no reported figure", remedy: "")
        }
        return figure
    }

    @Test(arguments: [
        ("test.auroc = 0.93", "reproduced, to the digits reported"),
        ("test.auroc = 0.930", "reproduced, to the digits reported"),
        ("test.auroc = 0.9297", "reproduced, to the digits reported"),
        ("test.auroc = 0.9300", "not reproduced"),
        ("test.auroc = 0.92", "not reproduced"),
        ("test.auroc = 9.3e-1", "reproduced, to the digits reported"),
        ("test.auroc = 1", "reproduced, to the digits reported"),
        ("test.auroc = 0.92 +- 0.01", "reproduced within ±0.01"),
        ("test.auroc = 0.92 +- 0.009", "not reproduced"),
        ("test.count = 60", "reproduced, to the digits reported"),
        ("test.count = 61", "not reproduced"),
        ("test.count = 61 +- 1", "reproduced within ±1"),
        ("test.auroc = {{ parameters.paper }}", "not reproduced"),
        ("test.auroc = {{ parameters.paper }} +- 0.03", "reproduced within ±0.03"),
        ("test.auroc = parameters.paper +- 0.03", "reproduced within ±0.03"),
    ])
    func `a value agrees in all digits that were reported, or within the tolerance`(
        comparison: String, verdict: String
    ) throws {
        let figure = try figure("reported \(comparison)")
        #expect(figure.verdict == verdict)
        #expect(figure.agrees == (verdict != "not reproduced"))
    }

    @Test func `numbers that differ in the sign of nothing agree`() {
        let figure = ReportedFigure(name: "a", reported: 0, reproduced: -0.0001, decimals: 3)
        #expect(figure.agrees)
    }

    @Test func `a figure keeps what was written and what came of it`() throws {
        #expect(
            try figure("reported test.auroc = 0.930 source=\"paper, Table 2\"")
                == ReportedFigure(
                    name: "test.auroc", reported: 0.93, reproduced: 0.92967, decimals: 3, tolerance: nil,
                    source: "paper, Table 2"))
    }

    @Test func `the table has a row for each, with at least four digits of what was reproduced`() throws {
        let table = Table([
            try figure("reported test.auroc = 0.93 source=\"paper, Table 2\""),
            try figure("reported test.auroc = 0.92999 +- 0.1"),
            try figure("reported test.auroc = {{ parameters.paper }}"),
            try figure("reported test.count = 60"),
        ])
        let difference = [0.92967 - 0.93, 0.92967 - 0.92999, 0.92967 - 0.9]
        #expect(
            table
                == Table(
                    "Reported and reproduced",
                    columns: ["Value", "Source", "Reported", "Reproduced", "Difference", "Verdict"],
                    rows: [
                        [
                            .code("test.auroc"), .text("paper, Table 2"), .real(0.93, digits: 2),
                            .real(0.92967, digits: 4), .real(difference[0], digits: 4),
                            .text("reproduced, to the digits reported"),
                        ],
                        [
                            .code("test.auroc"), .text(""), .real(0.92999, digits: 5), .real(0.92967, digits: 5),
                            .real(difference[1], digits: 5), .text("reproduced within ±0.1"),
                        ],
                        [
                            .code("test.auroc"), .text(""), .real(0.9, digits: 4), .real(0.92967, digits: 4),
                            .real(difference[2], digits: 4), .text("not reproduced"),
                        ],
                        [
                            .code("test.count"), .text(""), .real(60, digits: 0), .real(60, digits: 4),
                            .real(0, digits: 4), .text("reproduced, to the digits reported"),
                        ],
                    ]))
    }

    @Test(arguments: [
        (
            "reported setup.precision = 1", 10, "HB0206",
            "`reported` takes numbers, and `setup.precision` is not a number"
        ),
        ("reported setup.seed = high", 23, "HB0206", "`reported` takes numbers, and `high` is not a number"),
        ("reported setup.seed = \"42\"", 23, "HB0206", "`reported` takes numbers, and `\"42\"` is not a number"),
        ("reported setup.seed = 42 +- true", 29, "HB0206", "`reported` takes numbers, and `true` is not a number"),
    ])
    func `check finds what is no number`(line: String, column: Int, code: String, words: String) throws {
        #expect(
            try problems(cell("setup\n\(line)")) == [
                message(3, column, code, line, "\(words); name a value that is one")
            ])
    }

    @Test func `check finds a value that no command gives`() throws {
        #expect(
            try problems(cell("setup\nreported setup.sed = 42")) == [
                message(
                    3, 10, "HB0302", "reported setup.sed = 42",
                    "no command before gives `setup.sed`; did you mean `setup.seed`?")
            ])
    }

    @Test func `check finds an option that reported has not`() throws {
        #expect(
            try problems(cell("setup\nreported setup.seed = 42 sauce=\"paper\"")) == [
                message(
                    3, 26, "HB0203", "reported setup.seed = 42 sauce=\"paper\"",
                    "`reported` has no option `sauce`; its options are source")
            ])
    }

    @Test func `more digits are another question, and so another key`() throws {
        func key(_ written: String) throws -> String? {
            let checked = try #require(try check(cell("setup\nreported setup.seed = \(written)")).notebook)
            let environment = KeyEnvironment(program: "p", kernels: "k", machine: "m")
            let keys = NotebookKeys(
                checked, files: SessionFiles(notebookFolder: "/nonexistent"), environment: environment)
            return keys.cells[0].key?.digest
        }
        #expect(try key("42.0") != key("42.00"))
        #expect(try key("42.0") == key("  42.0   # as reported"))
    }
}
