import Testing

@testable import Notebooks

@Suite struct QuotedValueTests {
    /// The values that a text quotes: name, format and place.
    private func references(_ text: String) -> [ValueReference] {
        let notebook = parsed(text)
        #expect(notebook.diagnostics == [])
        return notebook.proseReferences.map(\.reference)
    }

    private func value(_ name: String, _ format: ValueFormat? = nil, _ place: SourcePlace) -> ValueReference {
        ValueReference(name: name, format: format, place: place)
    }

    @Test func `prose is text and values`() {
        #expect(
            parsed("Macro-F1 is {{ test.macro_f1 | fixed 4 }}.").blocks == [
                .paragraph([
                    .text("Macro-F1 is "), .value(value("test.macro_f1", .fixed(4), at(1, 16))), .text("."),
                ])
            ])
    }

    @Test(arguments: [
        ("fixed", ValueFormat.fixed(2)), ("fixed 0", .fixed(0)), ("percent 1", .percent(1)),
        ("scientific 17", .scientific(17)),
        ("grouped", .grouped),
    ])
    func `the formats`(written: String, format: ValueFormat) {
        #expect(references("{{ a | \(written) }}") == [value("a", format, at(1, 4))])
        #expect(references("{{a|\(written)}}") == [value("a", format, at(1, 3))])
    }

    @Test(arguments: [
        ("*{{ a }}*", at(1, 5)), ("**{{ a_b_c }}**", at(1, 6)), ("# {{ a }}", at(1, 6)), ("{{ a }}\n===", at(1, 4)),
        ("[{{ a }}](b)", at(1, 5)), ("![{{ a }}](b)", at(1, 6)), ("> - {{ a }}", at(1, 8)), ("x\n   {{ a }}", at(2, 7)),
        ("> x\n> {{ a }}", at(2, 6)), ("> x\n{{ a }}", at(2, 4)), ("> - x\n>\n>   y\n>   {{ a }}", at(4, 8)),
        ("- x\n\n\ty {{ a }}", at(3, 7)), ("é🙂 {{ a }}", at(1, 7)), ("\\* &amp; {{ a }}", at(1, 13)),
        ("`{{ a }}` and {{ a }}", at(1, 18)), ("`a\nb` {{ a }}", at(2, 7)), ("<b\nc> {{ a }}", at(2, 7)),
        ("[r]: /url\nx {{ a }}", at(2, 6)), ("[x](y\n\"t\") {{ a }}", at(2, 9)),
        ("---\ntitle: T\n---\n{{ a }}", at(4, 4)),
    ])
    func `a value knows its place`(text: String, place: SourcePlace) {
        #expect(references(text).map(\.place) == [place])
    }

    @Test func `several values on a line have a place each`() {
        #expect(references("{{ a }} *{{ a }}* {{ a }}").map(\.place) == [at(1, 4), at(1, 13), at(1, 22)])
    }

    @Test func `a value knows its place below many lines that a backslash breaks`() {
        let verse = String(repeating: "Shall I compare thee to a summer's day?\\\n", count: 100)
        #expect(references(verse + "{{ a }}").map(\.place) == [at(101, 4)])
    }

    @Test(arguments: ["`{{ a }}`", "```\n{{ a }}\n```", "    {{ a }}", "<b c='{{ a }}'>", "[x](<{{ a }}>)"])
    func `code, raw HTML and addresses quote no values`(text: String) {
        #expect(references(text) == [])
    }

    @Test func `a backslash makes braces text`() {
        #expect(
            parsed("\\{{ a }} {{ b }}").blocks == [.paragraph([.text("{{ a }} "), .value(value("b", nil, at(1, 13)))])])
    }

    @Test func `single braces, and closing ones alone, are text`() {
        #expect(references("{ a } }} {a}}") == [])
    }

    @Test func `a value knows how many cells stand before it`() {
        let notebook = parsed("{{ a }}\n\n```halt\n```\n\n{{ b }}\n\n- ```halt\n  ```\n\n  {{ c }}\n")
        #expect(notebook.proseReferences.map(\.precedingCells) == [0, 1, 2])
    }

    // MARK: What is wrong

    @Test(arguments: [
        ("a {{ b", 3, "HB0201", "`{{` is not closed", "write `{{ name }}`, all on one line"),
        (
            "a {{ }} b", 3, "HB0201", "`{{ }}` quotes no value",
            "write `{{ name }}` or `{{ name | fixed 4 }}`; in code spans braces are only shown"
        ),
        (
            "{{ 1 + 2 }}", 1, "HB0201", "`{{ 1 + 2 }}` quotes no value",
            "write `{{ name }}` or `{{ name | fixed 4 }}`; in code spans braces are only shown"
        ),
        (
            "{{ a | fixed | grouped }}", 1, "HB0201", "`{{ a | fixed | grouped }}` quotes no value",
            "write `{{ name }}` or `{{ name | fixed 4 }}`; in code spans braces are only shown"
        ),
        ("{{ a | fixd 4 }}", 1, "HB0303", "`fixd 4` is not a format", "did you mean `fixed`?"),
        (
            "{{ a | fixed 18 }}", 1, "HB0303", "`fixed 18` is not a format",
            "write `fixed 4`, `percent 1`, `scientific 2` or `grouped`"
        ),
        ("{{ a | }}", 1, "HB0303", "`` is not a format", "write `fixed 4`, `percent 1`, `scientific 2` or `grouped`"),
        (
            "{{ a | grouped 2 }}", 1, "HB0303", "`grouped 2` is not a format",
            "write `fixed 4`, `percent 1`, `scientific 2` or `grouped`"
        ),
    ])
    func `what a quotation gets wrong`(text: String, column: Int, code: String, problem: String, remedy: String) {
        #expect(
            messages(text) == [
                """
                a.md:1:\(column): error[\(code)]: \(problem); \(remedy)
                  1 | \(text)
                    | \(String(repeating: " ", count: column - 1))^
                """
            ])
    }

    @Test func `every faulty quotation of a paragraph is found`() {
        let notebook = parsed("{{ }} {{ ok }} {{ a | b }}\n{{ c")
        #expect(notebook.diagnostics.map(\.place) == [at(1, 1), at(1, 16), at(2, 1)])
        #expect(notebook.proseReferences.map(\.reference.name) == ["ok"])
    }
}
