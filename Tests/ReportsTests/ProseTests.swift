import Testing

@testable import Reports

/// What the extensions of Markdown become on a page.
@Suite struct ProseTests {
    @Test func `a table has the alignments of its delimiters, and inline marks in its cells`() {
        #expect(
            prose("| A | *B* | C |\n|:--|--:|:-:|\n| `x \\| y` | 1 | _z_ |\n| {{ parameters.epochs | grouped }} |\n")
                == "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table: A, B, C\"><table><thead><tr>"
                + "<th scope=\"col\">A</th><th scope=\"col\" class=\"right\"><em>B</em></th>"
                + "<th scope=\"col\" class=\"centre\">C</th></tr></thead><tbody>"
                + "<tr><td><code>x | y</code></td><td class=\"right\">1</td><td class=\"centre\"><em>z</em></td></tr>"
                + "<tr><td><span class=\"value\" title=\"parameters.epochs\">5</span></td><td class=\"right\"></td>"
                + "<td class=\"centre\"></td></tr></tbody></table></div>")
    }

    @Test func `a table ends a paragraph, and stands in quotes and lists`() {
        #expect(texts("Text\na | b\n--|--\n1 | 2\n\nMore\n") == "<p>Text</p>[a b 1 2]<p>More</p>")
        #expect(texts("> a | b\n> --|--\n> 1 | 2\n") == "<blockquote>[a b 1 2]</blockquote>")
        #expect(
            texts("- x\n\n  a | b\n  --|--\n  1 | 2\n- y\n") == "<ul><li><p>x</p>[a b 1 2]</li><li><p>y</p></li></ul>")
    }

    @Test(arguments: [
        "a | b\n--|\n", "a\n---|---\n", "a | b\n--|x\n", "a | b\n\n--|--\n", "`a | b`\n\n    a | b\n    --|--\n",
    ])
    func `a table needs a delimiter for each column, and to be no code`(_ text: String) {
        #expect(!prose(text).contains("<table"))
    }

    @Test func `a cell's links find their definitions, and its address is a link`() {
        #expect(
            texts("[a] | b\n--|--\nhttps://example.org/a_b_ | x\n\n[a]: /url\n")
                == "[<a href=\"/url\">a</a> b <a class=\"bare\" href=\"https://example.org/a_b\">https://example.org/a_b</a>_ x]"
        )
    }

    @Test(arguments: [
        ("a ~~b *c*~~ d", "a <del>b <em>c</em></del> d"), ("~~a~~b", "<del>a</del>b"), ("~~ a ~~", "~~ a ~~"),
        ("~~a", "~~a"), ("~a~ ~~~b~~~", "~a~ ~~~b~~~"), ("\\~~a~~", "~~a~~"), ("`~~a~~`", "<code>~~a~~</code>"),
        ("**a ~~b** c~~", "<strong>a ~~b</strong> c~~"), ("~~**a.**~~", "<del><strong>a.</strong></del>"),
    ])
    func `two tildes strike through`(_ text: String, _ html: String) {
        #expect(prose(text + "\n") == "<p>\(html)</p>")
    }

    @Test(arguments: [
        (
            "https://example.org/a_b_c.",
            "<a class=\"bare\" href=\"https://example.org/a_b_c\">https://example.org/a_b_c</a>."
        ),
        ("(www.example.org/(x))", "(<a class=\"bare\" href=\"http://www.example.org/(x)\">www.example.org/(x)</a>)"),
        ("www.example.org&hl;", "<a class=\"bare\" href=\"http://www.example.org\">www.example.org</a>&amp;hl;"),
        (
            "*https://example.org/x*",
            "<em><a class=\"bare\" href=\"https://example.org/x\">https://example.org/x</a></em>"
        ),
        ("a.b+c@example.org.", "<a class=\"bare\" href=\"mailto:a.b+c@example.org\">a.b+c@example.org</a>."),
        ("a@b", "a@b"), ("www.", "www."), ("xhttps://example.org", "xhttps://example.org"),
        ("http://a_b.example_x.org", "http://a_b.example_x.org"), ("`www.example.org`", "<code>www.example.org</code>"),
        ("[www.example.org](x)", "<a href=\"x\">www.example.org</a>"),
    ])
    func `an address in text is a link, without the signs at its end`(_ text: String, _ html: String) {
        #expect(prose(text + "\n") == "<p>\(html)</p>")
    }

    @Test(arguments: [
        ("<https://a.example>", true), ("<a@b.example>", true), ("[https://a.example](https://a.example)", true),
        ("[a.example](https://a.example)", true), ("[A](https://a.example)", false),
        ("[*https://a.example*](https://a.example)", false), ("![https://a.example](https://a.example)", false),
    ])
    func `a link whose words are its address is bare, so that print does not add the address`(
        _ text: String, _ isBare: Bool
    ) {
        #expect(prose(text + "\n").contains("<a class=\"bare\" ") == isBare)
        #expect(ReportStyle.text.contains("article a[href^=\"http\"]:not(.bare)::after{content:\" (\" attr(href)"))
    }

    @Test func `tasks have boxes, with words for those who do not see them`() {
        let box = { (words: String, sign: String) in
            "<span class=\"box\" role=\"img\" aria-label=\"\(words)\">\(sign)</span>"
        }
        #expect(
            prose("- [x] *a*\n- [ ] b\n- \\[x] c\n- [y] d\n")
                == "<ul><li class=\"task\">\(box("done:", "☑")) <em>a</em></li>"
                + "<li class=\"task\">\(box("to do:", "☐")) b</li><li>[x] c</li><li>[y] d</li></ul>")
    }

    @Test func `a callout has its kind as its title, or one of its own`() {
        #expect(
            prose("> [!NOTE]\n> a\n>\n> b\n")
                == "<div class=\"callout callout-note\" role=\"note\"><p class=\"title\">Note</p><p>a</p><p>b</p></div>"
        )
        #expect(
            prose("> [!WARNING] Of *it*\n>\n> - a\n")
                == "<div class=\"callout callout-warning\" role=\"note\"><p class=\"title\">Of <em>it</em></p><ul><li>a</li></ul></div>"
        )
        #expect(prose("> \\[!NOTE]\n> a\n") == "<blockquote><p>[!NOTE]\na</p></blockquote>")
        #expect(prose("> [!HINT]\n") == "<blockquote><p>[!HINT]</p></blockquote>")
    }

    @Test(arguments: [
        ("let $x$, so", "let [x,] so"), ("(as $x$) is", "(as [x)] is"), ("a ($x$) b", "a [(x)] b"),
        ("$n$-dimensional", "[n-]dimensional"), ("the $n$th, $k$'s", "the [nth,] [k's]"), ("$x$ and $y$", "x and y"),
        ("Eq.\u{A0}$x$", "[Eq.\u{A0}x]"), ("$x$/$y$.", "[x/][y.]"), ("non-$x$ *$y$*.", "non-x <em>y</em>."),
        ("数 $x$，数", "数 [x，]数"), ("$x$ 0123456789abcdefg", "x 0123456789abcdefg"), ("$x$\n, y", "x\n, y"),
        ("[$x$].", "[[x].]"), ("$x$\\\n.", "x<br>."),
    ])
    func `no line ends between a formula and what touches it`(_ text: String, _ words: String) {
        let html = prose(text + "\n").replacing(/<span class="formula">.*?<annotation[^>]*>(.*?)<.*?<\/span><\/span>/) {
            String($0.1)
        }
        #expect(html.replacing(/<span class="unbroken">(.*?)<\/span>/) { "[\($0.1)]" } == "<p>\(words)</p>")
    }

    @Test func `no line ends between a formula and its footnote's mark`() {
        let html = prose("$x$[^1], y\n\n[^1]: A\n")
        #expect(
            html.contains("</sup>,</span> y</p>")
                && html.hasPrefix("<p><span class=\"unbroken\"><span class=\"formula\">"))
    }

    // MARK: Footnotes

    @Test func `footnotes are numbered in the order of their use, and lead back to each`() {
        let mark = { (number: Int, use: Int) in
            "<sup id=\"use_\(number)_\(use)\"><a href=\"#footnote_\(number)\" role=\"doc-noteref\">\(number)</a></sup>"
        }
        let back = { (number: Int, use: Int, words: String) in
            " <a href=\"#use_\(number)_\(use)\" role=\"doc-backlink\" aria-label=\"\(words)\">↩</a>"
        }
        #expect(
            article(record("---\ntitle: T\n---\nx[^b] **y.**[^A] z[^b]\n\n[^a]: *A*\n[^b]: B\n\n    - C\n"))
                == "<p>x\(mark(1, 1)) <strong>y.</strong>\(mark(2, 1)) z\(mark(1, 2))</p>"
                + "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Footnotes\"><ol>"
                + "<li id=\"footnote_1\"><p>B</p><ul><li>C</li></ul>"
                + "<p>\(back(1, 1, "Back to the text"))\(back(1, 2, "Back to the text, place 2"))</p></li>"
                + "<li id=\"footnote_2\"><p><em>A</em>\(back(2, 1, "Back to the text"))</p></li></ol></section>")
    }

    @Test func `a mark without a footnote stays text, and a footnote without a mark stays where it is`() {
        #expect(article(record("---\ntitle: T\n---\nx[^a]\n\n[^b]: B\n")) == "<p>x[^a]</p><p>B</p>")
    }

    @Test func `lists beside footnotes stay as tight as they are`() {
        #expect(prose("- a\n- b\n\n[^1]: c\n") == "<ul><li>a</li><li>b</li></ul><p>c</p>")
    }

    @Test func `a footnote's mark ends an address`() {
        #expect(
            prose("www.example.org[^1]\n\n[^1]: x\n").hasPrefix(
                "<p><a class=\"bare\" href=\"http://www.example.org\">www.example.org</a><sup id=\"use_1_1\">"))
    }

    // MARK: What they are not

    @Test func `plain CommonMark has none of it`() {
        #expect(
            prose(
                "---\nmarkdown: commonmark\n---\na | b\n--|--\n~~c~~ $d$ www.example.org\n\n> [!NOTE]\n\n- [x] e[^1]\n")
                == "<p>a | b\n--|--\n~~c~~ $d$ www.example.org</p><blockquote><p>[!NOTE]</p></blockquote><ul><li>[x] e[^1]</li></ul>"
        )
    }

    @Test func `characters of the notebook's own are none of the program's marks`() {
        let marks = (1...31).map { String(UnicodeScalar(UInt8($0))) }.filter { !$0.contains(where: \.isWhitespace) }
        let html = prose("| a\(marks.joined()) |\n|--|\n| $x$ |\n\n\u{1E} b\\$\u{18}c\\$ ^\u{1A}d^\n")
        #expect(!html.contains("*") && !html.contains("[^"))
        #expect(html.contains("<p>\u{FFFD} b$\u{FFFD}c$ ^\u{FFFD}d^</p>"))
    }

    /// The prose as HTML, with a table as the texts of its cells.
    private func texts(_ text: String) -> String {
        prose(text).replacing(/<div class="scroll".*?<\/div>/) { table in
            let cells = table.0.matches(of: /<t[hd](?:\ [^>]*)?>(.*?)<\/t[hd]>/).map { String($0.1) }
            return "[\(cells.joined(separator: " "))]"
        }
    }
}
