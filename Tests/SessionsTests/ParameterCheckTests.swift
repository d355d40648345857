import Notebooks
import Testing

@testable import Sessions

@Suite struct ParameterCheckTests {
    private let notebook =
        "---\nparameters:\n  epochs: { default: 5, minimum: 1 }\n  name: { type: text, default: a }\n---\n"

    @Test func `without overrides the defaults hold`() throws {
        let parameters = try #require(try check(notebook).notebook).parameters
        #expect(parameters.entries.map(\.value) == [.integer(5), .text("a")])
        #expect(parameters.entries.map(\.isDefault) == [true, true])
    }

    @Test func `the last override wins, and text needs no quotation marks`() throws {
        let parameters = try #require(
            try check(notebook, parameters: ["epochs=2", "epochs=3", "name=5 = five"]).notebook
        ).parameters
        #expect(parameters.entries.map(\.value) == [.integer(3), .text("5 = five")])
        #expect(parameters.entries.map(\.isDefault) == [false, false])
    }

    @Test func `an override is what options are checked with`() throws {
        let text = notebook + cell("setup threads={{ parameters.epochs }}")
        #expect(try check(text).diagnostics.map(\.diagnostic.code) == [.outOfRange])
        #expect(try check(text, parameters: ["epochs=2"]).diagnostics.map(\.message) == [])
    }

    @Test func `overrides that are wrong are said before what is wrong in the notebook`() throws {
        #expect(
            try problems(notebook + cell("stup"), parameters: ["epoch=2", "epochs=0", "epochs=many"]) == [
                """
                command line:1:4: error[HB0402]: there is no parameter `epoch`; did you mean `epochs`?
                  1 | -p epoch=2
                    |    ^
                """,
                """
                command line:1:4: error[HB0403]: parameter `epochs` takes an integer of at least 1, not `0`; write for \
                example `epochs=5`
                  1 | -p epochs=0
                    |    ^
                """,
                """
                command line:1:4: error[HB0403]: parameter `epochs` takes an integer of at least 1, not `many`; write for \
                example `epochs=5`
                  1 | -p epochs=many
                    |    ^
                """,
                message(7, 1, "HB0202", "stup", "there is no command `stup`; did you mean `setup`?"),
            ])
        #expect(
            try problems("", parameters: ["epochs=2"]) == [
                """
                command line:1:4: error[HB0402]: there is no parameter `epochs`; the notebook declares none
                  1 | -p epochs=2
                    |    ^
                """
            ])
    }

    @Test(arguments: ["epochs", "=5", ""])
    func `an override is a name and a value`(text: String) {
        do throws(SourcedDiagnostic) {
            _ = try ParameterValues.Override(commandLine: text)
            Issue.record("it took `\(text)`")
        } catch {
            #expect(
                error.message == """
                    command line:1:4: error[HB0403]: `-p` takes a name and a value; write `-p name=value`
                      1 | -p \(text)
                        |    ^
                    """)
        }
    }

    @Test func `a parameter file's value is of its own type`() throws {
        let source = NotebookSource(name: "p.yml", text: "epochs: many\nname: b\n")
        let overrides = try ParameterFileParser.entries(of: source).map {
            ParameterValues.Override(name: $0.name, value: $0.value, place: $0.place, source: source)
        }
        let result = NotebookChecker.check(
            Notebook(parsing: NotebookSource(name: "a.md", text: notebook)), overrides: overrides,
            files: SessionFiles(notebookFolder: "/nonexistent"))
        #expect(
            result.diagnostics.map(\.message) == [
                """
                p.yml:1:1: error[HB0403]: parameter `epochs` takes an integer of at least 1, not `many`; write for example \
                `epochs: 5`
                  1 | epochs: many
                    | ^
                """
            ])
    }
}
