import Testing

@testable import Notebooks

@Suite struct ParameterDeclarationTests {
    private func parameters(_ yaml: String) -> [Parameter] {
        parsed("---\nparameters:\n\(yaml)\n---\n").frontMatter.parameters
    }

    private func messages(_ yaml: String) -> [String] {
        NotebooksTests.messages("---\nparameters:\n\(yaml)\n---\n")
    }

    @Test func `the long form says type, default, bounds and help`() {
        #expect(
            parameters("  epochs: { type: integer, default: 5, minimum: 1, maximum: 9, help: \"Passes.\" }") == [
                Parameter(
                    name: "epochs", type: .integer, defaultValue: .integer(5), minimum: 1, maximum: 9, choices: [],
                    help: "Passes.", place: at(3, 3))
            ])
    }

    @Test func `in the short form the default says the type`() {
        let all = parameters("  a: 5\n  b: 0.5\n  c: true\n  d: word\n  e: \"5\"")
        #expect(all.map(\.type) == [.integer, .real, .boolean, .text, .text])
        #expect(all.map(\.defaultValue) == [.integer(5), .real(0.5), .boolean(true), .text("word"), .text("5")])
    }

    @Test func `an integer is made a real, and a number the text, that the type asks for`() {
        let all = parameters(
            "  rate: { type: real, default: 1, choices: [1, 2.5] }\n  name: { type: text, default: 5 }")
        #expect(all.map(\.defaultValue) == [.real(1), .text("5")])
        #expect(all[0].choices == [.real(1), .real(2.5)])
    }

    @Test func `a parameter takes what its type, bounds and choices let it`() throws {
        let all = parameters(
            "  epochs: { default: 5, minimum: 1 }\n  rate: { type: real, default: 1, maximum: 2 }\n"
                + "  part: { default: test, choices: [train, test] }")
        #expect(try all[0].value(of: "7") == .integer(7))
        #expect(try all[1].value(of: "2") == .real(2))
        #expect(try all[2].value(of: "train") == .text("train"))
    }

    @Test(arguments: [
        (0, "0", "takes an integer of at least 1, not `0`"), (0, "2.5", "takes an integer of at least 1, not `2.5`"),
        (0, "many", "takes an integer of at least 1, not `many`"), (1, "3", "takes a number of at most 2, not `3`"),
        (1, "nan", "takes a number of at most 2, not `nan`"), (2, "tset", "takes one of `train`, `test`, not `tset`"),
    ])
    func `a parameter says what it takes`(index: Int, text: String, problem: String) {
        let all = parameters(
            "  epochs: { default: 5, minimum: 1 }\n  rate: { type: real, default: 1, maximum: 2 }\n"
                + "  part: { default: test, choices: [train, test] }")
        do throws(ParameterProblem) {
            let value = try all[index].value(of: text)
            Issue.record("it took \(value)")
        } catch {
            #expect(error.description == problem)
        }
    }

    // MARK: What is wrong

    @Test(arguments: [
        ("  epochs: { type: integer }", 3, "parameter `epochs` has no default", "write `epochs: { default: … }`"),
        (
            "  epochs: { default: [1] }", 22, "the default of `epochs` is not a plain value",
            "write one number, word or text"
        ),
        ("  epochs: [1]", 11, "parameter `epochs` takes a plain default", "write `epochs: 5`"),
        ("  a.b: 1", 3, "a parameter's name is letters, digits, `_` and `-`", "write `epochs: …`"),
        ("  a: { type: int, default: 1 }", 14, "unknown type `int`", "write `integer`, `real`, `boolean` or `text`"),
        ("  a: { type: list, default: 1 }", 14, "unknown type `list`", "write `integer`, `real`, `boolean` or `text`"),
        ("  a: { defualt: 1, default: 2 }", 8, "unknown key `defualt` of parameter `a`", "did you mean `default`?"),
        (
            "  a: { default: 2, unit: m }", 20, "unknown key `unit` of parameter `a`",
            "a parameter has type, default, minimum, maximum, choices, help"
        ),
        ("  a: { default: 1, minimum: low }", 29, "`minimum` takes a number", "write `minimum: 1`"),
        (
            "  a: { default: b, maximum: 3 }", 29, "`maximum` is for numbers",
            "remove it, or write `type: integer` or `type: real`"
        ),
        ("  a: { default: 1, choices: 1 }", 29, "`choices` takes a list", "write `choices: [a, b]`"),
        (
            "  a: { default: 1, choices: [1, b] }", 33, "a choice is not an integer",
            "write choices of the parameter's type"
        ),
        ("  a: { default: 1, help: [b] }", 26, "`help` takes text", "write `help: …`"),
        (
            "  a: { default: 1, minimum: 2 }", 17,
            "parameter `a` takes an integer of at least 2, not `1`, its own default",
            "write a default that it takes"
        ),
        (
            "  a: { default: c, choices: [a, b] }", 17, "parameter `a` takes one of `a`, `b`, not `c`, its own default",
            "write a default that it takes"
        ),
        (
            "  a: { type: integer, default: \"5\" }", 32,
            "parameter `a` takes an integer, not `\"5\"`, its own default",
            "write a default that it takes"
        ),
        (
            "  a: { type: boolean, default: yes }", 32, "parameter `a` takes true or false, not `yes`, its own default",
            "write a default that it takes"
        ),
    ])
    func `what a declaration gets wrong`(yaml: String, column: Int, problem: String, remedy: String) {
        #expect(
            messages(yaml) == [
                """
                a.md:3:\(column): error[HB0401]: \(problem); \(remedy)
                  3 | \(yaml)
                    | \(String(repeating: " ", count: column - 1))^
                """
            ])
    }

    @Test func `a parameter with a faulty default is a parameter all the same`() {
        #expect(parameters("  a: { default: 1, minimum: 2 }").map(\.name) == ["a"])
    }

    @Test func `parameters without names`() {
        #expect(
            NotebooksTests.messages("---\nparameters: 5\n---\n") == [
                """
                a.md:2:13: error[HB0401]: `parameters` takes names; write `epochs: { type: integer, default: 5 }` below it
                  2 | parameters: 5
                    |             ^
                """
            ])
    }

    @Test func `a parameter that is declared twice`() {
        #expect(
            messages("  a: 1\n  a: 2") == [
                """
                a.md:3:3: error[HB0102]: `a` stands twice; remove one of them
                  3 |   a: 1
                    |   ^
                """
            ])
    }
}
