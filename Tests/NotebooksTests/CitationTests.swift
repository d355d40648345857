import Testing

@testable import Notebooks

/// What the text of a notebook cites and refers to.
@Suite struct CitationTests {
    private static let head = "---\nbibliography: works.bib\n---\n"

    /// Each item as `line:column before@name behind`, with `-` where only the year is wanted.
    private func citations(_ text: String) -> [String] {
        parsed(Self.head + text).citations.map { placed in
            let items = placed.citation.items.map { item in
                let place = "\(item.place.line - 3):\(item.place.column)"
                let words = [item.prefix, (item.omitsAuthors ? "-" : "") + item.description, item.suffix]
                return "\(place) " + words.filter { !$0.isEmpty }.joined(separator: "|")
            }
            return placed.citation.isBracketed ? "[\(items.joined(separator: "; "))]" : items.joined()
        }
    }

    @Test(arguments: [
        ("As @cho2014 show.", ["1:4 @cho2014"]), ("As @cho:2014.", ["1:4 @cho:2014"]), ("(@a-b_c/d)", ["1:2 @a-b_c/d"]),
        ("[@a]", ["[1:2 @a]"]), ("[see @a, p. 3; -@b]", ["[1:6 see|@a|p. 3; 1:17 -@b]"]),
        ("é [@a;\n  also @b]", ["[1:4 @a; 2:8 also|@b]"]), ("> - [see\n>   @a]", ["[2:5 see|@a]"]),
        ("@fig:one-2 and [@tbl:x; @eq:y]", ["1:1 @fig:one-2", "[1:17 @tbl:x; 1:25 @eq:y]"]),
        ("*[@a_b_c]* and **@d**", ["[1:3 @a_b_c]", "1:18 @d"]), ("# On @a\n", ["1:6 @a"]), ("_@a_", ["1:2 @a"]),
        ("| x |\n|---|\n| [@a] |\n", ["[3:4 @a]"]), ("x[^1]\n\n[^1]: [@a]\n", ["[3:8 @a]"]),
        ("[text @a](https://example.org)", ["1:7 @a"]), ("$x$ [@a] $y$", ["[1:6 @a]"]),
        ("@a, @b; @c.", ["1:1 @a", "1:5 @b", "1:9 @c"]),
    ])
    func `a name after an @ is cited, alone or in brackets`(text: String, expected: [String]) {
        #expect(citations(text) == expected)
    }

    @Test(arguments: [
        "a@b.c", "\\@a", "`@a`", "$@a$", "{{ parameters.a }}@", "[@](x)", "@", "@.", "https://example.org/@a",
        "<a@b.c>",
        "[a](x@y)", "x/@a", "    @a", "```\n@a\n```", "@@", "_@",
    ])
    func `other @ are none`(text: String) {
        #expect(citations(text) == [])
    }

    @Test func `brackets that hold something else are text`() {
        #expect(citations("[@a and @b]") == ["1:2 @a", "1:9 @b"])
        #expect(citations("[@a; b]") == ["1:2 @a"])
        #expect(citations("[@a]: https://example.org\n\n[@a]") == ["[3:2 @a]"])
        #expect(citations("[\(String(repeating: "x", count: 2000)) @a]").count == 1)
    }

    @Test func `a bracket is as it stands where it is no citation`() {
        #expect(
            parsed("[@a](b) \\[@c] d").blocks == [
                .paragraph([.link(destination: "b", title: "", [.text("@a")]), .text(" [@c] d")])
            ])
    }

    @Test func `without a bibliography a name in a sentence is a name, and one in brackets is a citation`() {
        let notebook = parsed("Ask @somebody. [@a] @fig:x")
        #expect(notebook.citations.flatMap(\.citation.items).map(\.description) == ["@a", "@fig:x"])
    }

    @Test func `commonmark knows no citations`() {
        #expect(parsed("---\nmarkdown: commonmark\nbibliography: a.bib\n---\n# A {#sec:a}\n\n@a [@b]").citations == [])
    }

    // MARK: Labels

    @Test func `headings, tables and formulas have labels`() {
        let text = """
            # One *two* {#sec:one}

            Two {#sec:two}
            ===

            | a |
            |---|
            | 1 |

            : Some *numbers*. {#tbl:numbers}

            $$ x \\label{eq:x} $$

            $$ y \\tag{*} \\label{y} $$

            $$ z \\label{z} $$
            """
        let notebook = parsed(text)
        #expect(notebook.diagnostics == [])
        #expect(notebook.labels == [.section: ["one", "two"], .table: ["numbers"], .equation: ["x", "y", "z"]])
        #expect(notebook.equations == ["x": "1", "y": "*", "z": "2"])
        #expect(notebook.blocks[0] == .heading(level: 1, [.text("One "), .emphasis([.text("two")])], label: "one"))
        #expect(notebook.blocks[1] == .heading(level: 1, [.text("Two")], label: "two"))
        guard case .table(let table) = notebook.blocks[2] else { Issue.record("no table"); return }
        #expect(table.label == "numbers")
        #expect(table.caption == [.text("Some "), .emphasis([.text("numbers")]), .text(".")])
        #expect(notebook.blocks.count == 6)
    }

    @Test(arguments: [
        "# A {sec:a}", "# A {#sec:a b}", "# A {#sec:}", "# A {#a}", "# `{#sec:a}`", ": No table. {#tbl:a}",
    ])
    func `other braces are text`(text: String) {
        #expect(parsed(text).labels == [:])
    }

    @Test func `a label stands once`() {
        #expect(
            messages("# A {#sec:a}\n\n- > # B {#sec:a}\n") == [
                """
                a.md:3:9: error[HB0106]: section `a` stands on line 1 already; choose another label
                  3 | - > # B {#sec:a}
                    |         ^
                """
            ])
    }
}
