import Testing

@testable import Notebooks

@Suite struct CommandLanguageTests {
    private func commands(_ cell: String) -> [CommandSyntax] {
        let notebook = parsed("```halt\n\(cell)\n```\n")
        #expect(notebook.diagnostics == [])
        return notebook.cells[0].commands
    }

    private func literals(_ arguments: [ArgumentSyntax]) -> [Value] {
        arguments.compactMap { if case .literal(let value) = $0.content { value } else { nil } }
    }

    @Test func `a command is words, then options, each with its place`() {
        let command = commands("evaluate test  threshold=0.4 resamples = 100")[0]
        #expect(command.place == at(2, 1))
        #expect(literals(command.words) == [.text("evaluate"), .text("test")])
        #expect(command.words.map(\.place) == [at(2, 1), at(2, 10)])
        #expect(command.options.map(\.name) == ["threshold", "resamples"])
        #expect(command.options.map(\.place) == [at(2, 16), at(2, 30)])
        #expect(literals(command.options.map(\.argument)) == [.real(0.4), .integer(100)])
        #expect(command.options.map(\.argument.place) == [at(2, 26), at(2, 42)])
    }

    @Test(arguments: [
        ("5", Value.integer(5)), ("-5", .integer(-5)), ("+5", .integer(5)), ("0.5", .real(0.5)), (".5", .real(0.5)),
        ("1e-3", .real(0.001)), ("-1.5E2", .real(-150)), ("true", .boolean(true)), ("false", .boolean(false)),
        ("True", .text("True")), ("word", .text("word")), ("a/b-c_d.txt", .text("a/b-c_d.txt")), ("nan", .text("nan")),
        ("inf", .text("inf")), ("1e999", .text("1e999")), ("5m", .text("5m")), ("\"5\"", .text("5")),
        ("\"\"", .text("")),
        ("\"a # b\"", .text("a # b")), (#""say \"hi\" \\ \n""#, .text(#"say "hi" \ \n"#)), ("[]", .list([])),
        ("[a, 1, 0.5,\"b c\"]", .list([.text("a"), .integer(1), .real(0.5), .text("b c")])),
        ("[1,]", .list([.integer(1)])),
        ("99999999999999999999", .real(1e20)),
    ])
    func `the values`(written: String, value: Value) {
        #expect(literals(commands("a x=\(written)")[0].options.map(\.argument)) == [value])
    }

    @Test func `blank lines and comments are no commands`() {
        #expect(commands("\n  # a comment\n\nsetup # seed=3\n\t\n").map(\.place) == [at(5, 1)])
        #expect(literals(commands("load a#b")[0].words) == [.text("load"), .text("a#b")])
    }

    @Test func `a line that ends in a backslash goes on, and places stay true`() {
        let command = commands("dataset synthetic samples=300\\\n    label_noise=0.2 \\  \n    seed=1")[0]
        #expect(command.options.map(\.name) == ["samples", "label_noise", "seed"])
        #expect(command.options.map(\.place) == [at(2, 19), at(3, 5), at(4, 5)])
        #expect(literals(command.options.map(\.argument)) == [.integer(300), .real(0.2), .integer(1)])
    }

    @Test func `a command as long as a book is refused, and the one below it is read`() {
        for line in [String(repeating: "a", count: 100_001), String(repeating: "a \\\n", count: 40_000) + "b"] {
            let notebook = parsed("```halt\n\(line)\nsplit\n```\n")
            #expect(
                notebook.diagnostics.map(\.problem) == ["the command is longer than 100000 bytes"])
            #expect(notebook.cells[0].commands.last?.words.map(\.description) == ["split"])
        }
    }

    @Test func `a value alone keeps its type, and in quotation marks makes text`() {
        let command = commands("train epochs={{ parameters.epochs }}\nsave \"w-{{ a | fixed 1 }}.\\\"{{ b }}\"")
        #expect(
            command[0].options[0].argument.content
                == .reference(ValueReference(name: "parameters.epochs", place: at(2, 17))))
        let a = ValueReference(name: "a", format: .fixed(1), place: at(3, 12))
        let b = ValueReference(name: "b", place: at(3, 32))
        #expect(
            command[1].words[1].content
                == .template(Template(pieces: [.text("w-"), .value(a), .text(".\""), .value(b)])))
        #expect(command[1].words[1].description == "\"w-{{ a }}.\"{{ b }}\"")
    }

    // MARK: What is wrong

    @Test(arguments: [
        ("seed=3", 1, "the line begins with an option, not with a command", "write the command's name before `seed=…`"),
        ("a x=", 3, "option `x` has no value", "write `x=…`"),
        ("a x=# 1", 3, "option `x` has no value", "write `x=…`"),
        (
            "a x=1 b", 7, "a plain word after an option",
            "write words first, then `key=value` options; quote text with spaces in it"
        ),
        ("a = 1", 1, "the line begins with an option, not with a command", "write the command's name before `a=…`"),
        ("a x==1", 4, "`==` stands where a value should be", "write a value before it"),
        ("a ]", 3, "`]` stands where a value should be", "write a value before it"),
        ("a x=~/w", 5, "`~` stands where a value should be", "write a value before it"),
        ("a \"b", 3, "the quotation mark is not closed", "write `\"…\"`"),
        ("a \"b\\\"", 3, "the quotation mark is not closed", "write `\"…\"`"),
        ("a x=[1, 2", 5, "the list is not closed", "write `[a, b]`"),
        ("a x=[1 2]", 8, "a comma is missing in the list", "write `[a, b]`"),
        ("a x=[,]", 6, "`,` stands where a value should be", "write a value before it"),
        ("a x=[[1]]", 6, "a list holds plain values only", "write `[a, b]`"),
        ("a x=[{{ b }}]", 6, "a list holds plain values only", "write `[a, b]`"),
        ("a x={{ b", 5, "`{{` is not closed", "write `{{ name }}`, all on one line"),
        ("a x=\"b {{ c\"", 8, "`{{` is not closed", "write `{{ name }}`, all on one line"),
        (
            "a x={{ b c }}", 5, "`{{ b c }}` quotes no value",
            "write `{{ name }}` or `{{ name | fixed 4 }}`; in code spans braces are only shown"
        ),
        ("a b \\", 5, "the cell ends where a line should go on", "write the rest of the command, or remove the `\\`"),
        ("\\", 1, "the cell ends where a line should go on", "write the rest of the command, or remove the `\\`"),
    ])
    func `what a command gets wrong`(line: String, column: Int, problem: String, remedy: String) {
        #expect(
            messages("```halt\n\(line)\n```\n") == [
                """
                a.md:2:\(column): error[HB0201]: \(problem); \(remedy)
                  2 | \(line)
                    | \(String(repeating: " ", count: column - 1))^
                """
            ])
    }

    @Test func `a value does not go on in the next line`() {
        #expect(
            messages("```halt\na x={{ \\\n  b }} y=\"{{ \\\nc }}\"\n```\n") == [
                """
                a.md:2:5: error[HB0201]: `{{` is not closed; write `{{ name }}`, all on one line
                  2 | a x={{ \\
                    |     ^
                """
            ])
        #expect(parsed("```halt\na x=\"{{ \\\nb }}\"\n```\n").diagnostics == [.unclosedValue(at: at(2, 6))])
    }

    @Test func `a faulty line does not hide the next`() {
        #expect(parsed("```halt\na x=\nsetup\nb \"\n```\n").diagnostics.map(\.place) == [at(2, 3), at(4, 3)])
    }

    @Test func `lists nested without end are refused`() {
        let notebook = parsed("```halt\na x=\(String(repeating: "[", count: 10_000))\n```\n")
        #expect(
            notebook.diagnostics == [
                Diagnostic(.syntax, at: at(2, 6), "a list holds plain values only", remedy: "write `[a, b]`")
            ])
    }
}
