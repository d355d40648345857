import Testing

@testable import Notebooks

@Suite struct FrontMatterTests {
    @Test func `title, description, authors and date are read`() {
        let notebook = parsed(
            """
            ---
            title: "Small: a notebook"
            description: >-
              Two
              lines.
            authors: [A. Author, B. Author]
            date: 2026-01-31
            ---
            Prose.
            """)
        #expect(notebook.diagnostics == [])
        #expect(notebook.title == "Small: a notebook")
        #expect(notebook.frontMatter.description == "Two lines.")
        #expect(notebook.frontMatter.authors == ["A. Author", "B. Author"])
        #expect(notebook.frontMatter.date == "2026-01-31")
        #expect(notebook.blocks == [.paragraph([.text("Prose.")])])
    }

    @Test func `one author needs no list`() {
        #expect(parsed("---\nauthor: A. Author\n---\n").frontMatter.authors == ["A. Author"])
    }

    @Test func `without a title, the first heading is it, then the file's name`() {
        #expect(parsed("Prose.\n\n# A *first* heading\n").title == "A first heading")
        #expect(parsed("Prose.\n").title == "a.md")
    }

    @Test func `an empty notebook, and one of front matter alone, are notebooks`() {
        #expect(parsed("").blocks == [])
        #expect(parsed("---\n---").blocks == [])
        #expect(parsed("---\n# nothing but a comment\n...\n").diagnostics == [])
    }

    @Test func `a byte-order mark and Windows line ends change nothing`() {
        let notebook = parsed("\u{FEFF}---\r\ntitle: T\r\n---\r\n\r\n```halt\r\nsetup seed=3\r\n```\r\n")
        #expect(notebook.diagnostics == [])
        #expect(notebook.title == "T")
        #expect(notebook.cells[0].source == "setup seed=3")
        #expect(notebook.cells[0].commands[0].place == at(6, 1))
    }

    @Test func `a thematic break at the head, with no other below, is a thematic break`() {
        #expect(parsed("---\n\nProse.\n").blocks == [.thematicBreak, .paragraph([.text("Prose.")])])
    }

    @Test func `an indented rule inside the front matter does not end it`() {
        #expect(parsed("---\ndescription: |\n  ---\ntitle: T\n---\n").title == "T")
    }

    @Test func `asterisks and ampersands in text are no aliases`() {
        let notebook = parsed("---\ndescription: |\n  * one & two\n  *three*\ntitle: R&D\n---\n")
        #expect(notebook.diagnostics == [])
        #expect(notebook.frontMatter.description == "* one & two\n*three*\n")
    }

    // MARK: What is wrong

    @Test func `front matter that is not closed`() {
        #expect(
            messages("---\ntitle: T\n\nProse.\n") == [
                """
                a.md:1:1: error[HB0102]: the front matter is not closed; write `---` on a line of its own after it
                  1 | ---
                    | ^
                """
            ])
    }

    @Test func `front matter that is not YAML`() {
        #expect(
            messages("---\ntitle: a: b\n---\n") == [
                """
                a.md:2:9: error[HB0102]: this is not YAML: mapping values are not allowed in this context; write \
                `name: value`, and put text that holds `: ` or begins with a sign in quotation marks
                  2 | title: a: b
                    |         ^
                """
            ])
    }

    @Test func `front matter that is a list`() {
        #expect(
            messages("---\n- a\n---\n") == [
                """
                a.md:2:1: error[HB0102]: the front matter is not `name: value`; write `title: …`, or begin the notebook \
                with something else than `---`
                  2 | - a
                    | ^
                """
            ])
    }

    @Test func `a key that stands twice`() {
        #expect(
            messages("---\ntitle: a\ndate: b\ntitle: c\n---\n") == [
                """
                a.md:2:1: error[HB0102]: `title` stands twice; remove one of them
                  2 | title: a
                    | ^
                """
            ])
    }

    @Test func `an unknown key is a warning`() {
        #expect(
            messages("---\ntitel: T\nkernel: x\n---\n") == [
                """
                a.md:2:1: warning[HB0102]: unknown key `titel` in the front matter; did you mean `title`?
                  2 | titel: T
                    | ^
                """,
                """
                a.md:3:1: warning[HB0102]: unknown key `kernel` in the front matter; remove it; known are title, \
                description, authors, author, date, markdown, parameters, bibliography, citation-style
                  3 | kernel: x
                    | ^
                """,
            ])
    }

    @Test func `values of the wrong type`() {
        #expect(
            messages("---\ntitle: [a]\nauthors: [{ name: b }]\n---\n") == [
                """
                a.md:2:8: error[HB0102]: `title` takes text; write `title: …`
                  2 | title: [a]
                    |        ^
                """,
                """
                a.md:3:11: error[HB0102]: `authors` takes text; write `authors: …`
                  3 | authors: [{ name: b }]
                    |           ^
                """,
            ])
    }

    @Test func `aliases are refused, since a few lines of them stand for more than memory holds`() {
        let bomb = "---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n"
        #expect(
            messages(bomb) == [
                """
                a.md:3:8: error[HB0102]: the alias `*a` is not read; write out what it stands for
                  3 | b: &b [*a, *a]
                    |        ^
                """
            ])
    }

    @Test(arguments: [
        String(repeating: "[", count: 10_000), String(repeating: "- ", count: 10_000),
        String(repeating: "? ", count: 10_000),
        String(repeating: "{a: ", count: 10_000), String(repeating: " ", count: 10_000) + "a: b",
    ])
    func `nesting without end is refused`(nested: String) {
        let notebook = parsed("---\n\(nested)\n---\n")
        #expect(
            notebook.diagnostics == [
                Diagnostic(
                    .frontMatter, at: at(2, 1), "this YAML is nested too deeply",
                    remedy: "write it with fewer brackets and less indentation")
            ])
    }

    @Test func `front matter longer than any is refused`() {
        let notebook = parsed("---\ntitle: \(String(repeating: "a", count: 100_000))\n---\n")
        #expect(
            notebook.diagnostics == [
                Diagnostic(
                    .frontMatter, at: at(2, 1), "this YAML is longer than 100000 bytes", remedy: "make it shorter")
            ])
    }

    @Test func `a control character is found, and not sent to the terminal`() {
        #expect(
            messages("---\ntitle: a\ndate: \u{1B}[2J\n---\n") == [
                """
                a.md:3:7: error[HB0102]: this is not YAML: it holds a control character; remove it
                  3 | date:  [2J
                    |       ^
                """
            ])
    }

    @Test func `columns count characters, after letters that take more bytes`() {
        #expect(
            messages("---\n\"é🙂\": [a, \"b\"}\n---\n") == [
                """
                a.md:2:14: error[HB0102]: this is not YAML: did not find expected ',' or ']'; write `name: value`, and put \
                text that holds `: ` or begins with a sign in quotation marks
                  2 | "é🙂": [a, "b"}
                    |              ^
                """
            ])
    }
}
