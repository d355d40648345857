import Testing

@testable import Notebooks

@Suite struct ExtendedProseTests {
    private func formulas(_ text: String) -> [String] { formulas(parsed(text).blocks) }

    private func formulas(_ blocks: [MarkdownBlock]) -> [String] {
        blocks.flatMap { block -> [String] in
            switch block {
            case .paragraph(let inlines), .heading(_, let inlines, _): formulas(inlines)
            case .blockQuote(let inner): formulas(inner)
            case .list(let list): list.items.flatMap(formulas)
            case .table(let table): (table.header + table.rows.joined()).flatMap(formulas)
            default: []
            }
        }
    }

    private func formulas(_ inlines: [MarkdownInline]) -> [String] {
        inlines.flatMap { inline -> [String] in
            switch inline {
            case .math(let source, let isDisplay, let place):
                ["\(place.line):\(place.column) \(isDisplay ? "$$" : "$")\(source)"]
            case .emphasis(let inner), .strong(let inner), .strikethrough(let inner), .link(_, _, let inner):
                formulas(inner)
            default: []
            }
        }
    }

    // MARK: Formulas

    @Test(arguments: [
        ("$x$", ["1:1 $x"]), ("a $a_1*b_2*c$ d", ["1:3 $a_1*b_2*c"]),
        ("$\\{a\\}\\\\ b \\$ c$", ["1:1 $\\{a\\}\\\\ b \\$ c"]),
        ("$a &lt; <b> [c](d) `e$", ["1:1 $a &lt; <b> [c](d) `e"]), ("é **$x_i$** *$y$*", ["1:5 $x_i", "1:14 $y"]),
        ("$a\nb  \nc$", ["1:1 $a\nb  \nc"]), ("$$a$$ and $$ b $$.", ["1:1 $$a", "1:11 $$ b "]), ("# $x$", ["1:3 $x"]),
        ("$\\frac{{a}}{b}$", ["1:1 $\\frac{{a}}{b}"]), ("\\\\$x$", ["1:3 $x"]), ("~~$a~~b$~~", ["1:3 $a~~b"]),
        ("[$x_1$](https://example.org/$y$z)", ["1:2 $x_1"]),
    ])
    func `what stands between dollars is as it is written`(_ text: String, _ found: [String]) {
        #expect(formulas(text) == found)
    }

    @Test(arguments: [
        "$5 or $6", "$ x$", "$x $", "\\$x$", "$x\\$", "`$x$`", "$", "$$", "$$ $$", "$x$5", "    $x$", "```\n$x$\n```",
        "<a title=\"$x$\">", "<https://example.org/$x$>", "$a\n\nb$", "[a]: /u$x$v", "$a `$` b",
    ])
    func `what is no formula`(_ text: String) {
        #expect(formulas(text) == [])
    }

    @Test func `dollars that are none of a formula are dollars`() {
        #expect(parsed("\\$5, $6 and `$`").blocks == [.paragraph([.text("$5, $6 and "), .code("$")])])
    }

    @Test func `two dollars on lines of their own hold what CommonMark would take for blocks`() {
        #expect(formulas("$$\na\n- b\n+ c\n# d\n= e\n    f\n$$\n") == ["1:1 $$\na\n- b\n+ c\n# d\n= e\n    f\n"])
        #expect(
            parsed("Then\n$$\n- b\n$$\nso.\n").blocks == [
                .paragraph([.text("Then")]),
                .paragraph([.math(source: "\n- b\n", isDisplay: true, place: at(2, 1))]),
                .paragraph([.text("so.")]),
            ])
        #expect(formulas("> $$\n> a\n> $$\n\n- $$\n  - b\n  $$\n") == ["1:3 $$\na\n", "5:3 $$\n- b\n"])
        #expect(formulas("$$\na\n\nb\n$$\n") == [])
    }

    @Test func `a formula in a cell of a table keeps its bars`() {
        #expect(formulas("| a | b |\n|---|---|\n| $|x| \\| y$ | é $z$ |\n") == ["3:3 $|x| \\| y", "3:18 $z"])
    }

    // MARK: Places

    @Test func `values in tables, footnotes, callouts and beside formulas have their places`() {
        let text = """
            $x_1$ {{ a }} and *{{ b }}* \\~ {{ c }} $y$
            more $z$ {{ d }}

            | x | {{ e | fixed 2 }} |
            |---|---|
            | $y$ *{{ f }}* | `|` |

            > [!NOTE]
            > $x$ {{ g }}

            [^1]: $x$ {{ h }}

                {{ i }}

            - [x] {{ j }} ~~{{ k }}~~[^1]
            """
        #expect(
            parsed(text).proseReferences.map {
                "\($0.reference.name) \($0.reference.place.line):\($0.reference.place.column)"
            }
                == [
                    "a 1:10", "b 1:23", "c 1:35", "d 2:13", "e 4:10", "f 6:11", "g 9:10", "h 11:14", "i 13:8",
                    "j 15:10",
                    "k 15:20",
                ])
    }

    @Test func `cells are found in footnotes and callouts, and know how many stand before`() {
        let notebook = parsed(
            "x[^1]\n\n[^1]: a\n\n    ```halt\n    setup seed=1\n    ```\n\n> [!TIP]\n> ```halt\n> model\n> ```\n")
        #expect(
            notebook.cells.map { "\($0.commands[0].place.line):\($0.commands[0].place.column)" } == ["6:5", "11:3"])
        #expect(notebook.diagnostics == [])
    }

    // MARK: What is unclear

    @Test func `footnotes that are not defined, not used, or defined twice`() {
        #expect(
            messages("a[^seed]\n\n[^seeds]: x\n\n[^seeds]: y\n") == [
                """
                a.md:1:2: warning[HB0107]: no footnote `seed` is defined; did you mean `seeds`?
                  1 | a[^seed]
                    |  ^
                """,
                """
                a.md:3:1: warning[HB0107]: no text refers to footnote `seeds`; write `[^seeds]` where it belongs, or \
                remove it
                  3 | [^seeds]: x
                    | ^
                """,
                """
                a.md:5:1: warning[HB0107]: footnote `seeds` is defined twice; choose another label; the first one counts
                  5 | [^seeds]: y
                    | ^
                """,
            ])
    }

    @Test func `a footnote that only an unused one refers to is not used`() {
        #expect(parsed("[^a]: x[^b]\n\n[^b]: y\n").footnotes == [])
        #expect(parsed("z[^a]\n\n[^a]: x[^b]\n\n[^b]: y[^a]\n").footnotes == ["a", "b"])
    }

    @Test(arguments: ["\\[^a]", "`[^a]`", "[^a](b)", "[a]^", "[^]", "[^a b]", "```\n[^a]: b\n```", "    [^a]: b"])
    func `what is no footnote`(_ text: String) {
        #expect(parsed(text).diagnostics == [])
        #expect(parsed(text).footnotes == [])
    }

    @Test func `a callout of no known kind`() {
        #expect(
            messages("> [!NOTES]\n> a\n") == [
                """
                a.md:1:3: warning[HB0107]: `[!NOTES]` is no callout; did you mean `NOTE`?
                  1 | > [!NOTES]
                    |   ^
                """
            ])
    }
}
