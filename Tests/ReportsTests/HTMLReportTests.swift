import Figures
import Files
import FoundationEssentials
import Notebooks
import Running
import Sessions
import Testing

@testable import Reports

@Suite struct HTMLReportTests {
    @Test func proseBecomesHTMLOneHeadingLevelDown() {
        let text =
            "---\ntitle: T\n---\n# A *b*\n\nSome `code`, **bold** and [a link](https://example.org \"t\").\n\n- one\n- two\n"
        #expect(
            article(record(text))
                == "<h2 id=\"a-b\">A <em>b</em></h2>"
                + "<p>Some <code>code</code>, <strong>bold</strong> and "
                + "<a href=\"https://example.org\" title=\"t\">a link</a>.</p>"
                + "<ul><li>one</li><li>two</li></ul>")
    }

    @Test func rawHTMLIsLeftOutAndTextIsEscaped() {
        let text = "---\ntitle: T\n---\n<script>alert(1)</script>\n\na <b>c</b> &lt;i&gt; & d\n"
        #expect(article(record(text)) == "<p>a c &lt;i&gt; &amp; d</p>")
    }

    @Test func anAddressThatRunsSomethingIsNoLink() {
        let text =
            "---\ntitle: T\n---\n[a](javascript:alert(1)) [b](JaVaScRiPt&colon;alert) [c](data:text/html,x) [d](#e)\n"
        #expect(
            article(record(text))
                == "<p><span>a</span> <span>b</span> <span>c</span> <a href=\"#e\">d</a></p>")
    }

    @Test func anAddressIsWrittenAsAddressesAre() {
        let text = "---\ntitle: T\n---\n[a](<b c\"é>) [d](e?f=1&g=%20)\n"
        #expect(
            article(record(text)) == "<p><a href=\"b%20c%22%C3%A9\">a</a> <a href=\"e?f=1&amp;g=%20\">d</a></p>")
    }

    @Test func anImageIsALinkSinceAPageLoadsNothing() {
        let text = "---\ntitle: T\n---\n![a cat](https://example.org/cat.png)\n"
        #expect(article(record(text)) == "<p><a href=\"https://example.org/cat.png\">[image: a cat]</a></p>")
    }

    @Test func aValueIsThatOfTheCellsBeforeIt() {
        let text =
            "---\ntitle: T\n---\n{{ parameters.epochs }} {{ test.auroc }}\n\n```halt\nsetup\n```\n\n{{ test.auroc | fixed 2 }}\n"
        let html = article(record(text, values: [NamedValue("test.auroc", .real(0.987))]))
        #expect(html.hasPrefix("<p><span class=\"value\" title=\"parameters.epochs\">5</span> <span class=\"missing\""))
        #expect(html.hasSuffix("<p><span class=\"value\" title=\"test.auroc\">0.99</span></p>"))
    }

    @Test func aCellShowsSourceOutputsAndCaption() {
        let text = "```halt\n#| label: c\n#| caption: From <{{ parameters.epochs }}>.\nsetup seed=1\n```\n"
        let table = Table("T", columns: ["Name", "Value"], rows: [[.text("<a>"), .real(0.5, digits: 2)]])
        #expect(
            article(record(text, outputs: [.table(table), .note("n")]))
                == "<section class=\"cell succeeded\" id=\"cell-c\" aria-label=\"c\">"
                + "<div class=\"source\"><pre tabindex=\"0\"><code><span class=\"ck\">setup</span> "
                + "<span class=\"cn\">seed</span>=<span class=\"cv\">1</span></code></pre></div>"
                + "<div class=\"scroll\" id=\"tbl:c-1\" tabindex=\"0\" role=\"group\" aria-label=\"T\"><table>"
                + "<caption><span class=\"ordinal\">Table\u{A0}1.</span> T</caption>"
                + "<thead><tr><th scope=\"col\">Name</th><th scope=\"col\" class=\"number\">Value</th></tr></thead>"
                + "<tbody><tr><td>&lt;a&gt;</td><td class=\"number\">0.50</td></tr></tbody></table></div>"
                + "<p class=\"note\">n</p><p class=\"caption\">From &lt;5&gt;.</p><p class=\"footnote\">c</p></section>"
        )
    }

    @Test func displayOptionsHideWhatTheySayUnlessTheCellFailed() {
        let folded = "```halt\n#| fold: true\nsetup\n```\n"
        let silent = "```halt\n#| echo: false\nsetup\n```\n"
        let absent = "```halt\n#| include: false\nsetup\n```\n"
        #expect(article(record(folded)).contains("<details class=\"source\"><summary>Commands</summary>"))
        #expect(!article(record(silent)).contains("<pre"))
        #expect(article(record(absent)) == "")
        let problem = Diagnostic(.commandFailed, at: SourcePlace(line: 3, column: 1), "it <broke>", remedy: "mend it")
        for text in [folded, silent, absent] {
            let html = article(record(text, outcome: .failed, problem: problem))
            #expect(
                html.contains(
                    "<div class=\"source\"><pre tabindex=\"0\"><code><span class=\"ck\">setup</span></code></pre></div>"
                ))
            #expect(html.contains("a.md:3:1: error[HB0501]: it &lt;broke&gt;; mend it"))
        }
    }

    @Test func aCellThatDidNotRunSaysSo() {
        #expect(article(record("```halt\nsetup\n```\n", outcome: .notRun)).contains("cell 1 · not run"))
    }

    @Test func theHeadSaysHowManyCellsAreDone() {
        func state(_ cells: String) -> String {
            let html = HTMLReport(record("# A\n\n" + cells)).text
            return html.firstMatch(of: /<span class="state good">(.*?)<\/span>/).map { String($0.1) } ?? ""
        }
        #expect(state("Prose.\n") == "No cells to run")
        #expect(state(cell("a")) == "The only cell is done")
        #expect(state(cell("a") + "\n" + cell("b")) == "All 2 cells are done")
    }

    @Test func thePageLoadsNothing() {
        let figure = Figure(title: "F", chart: .lines(.roc([(0, 0), (1, 1)], area: 0.5)))
        let html = HTMLReport(record("# A\n\n```halt\nsetup\n```\n\n# A\n", outputs: [.figure(figure)])).text
        for part in [
            "<script", "<link", "<img", "<iframe", "<object", "<embed", "<image", "src=", "srcset=", "poster=",
            "@import", "url(", "http:", "https:", "refresh", " style=",
        ] {
            #expect(!html.contains(part), "\(part)")
        }
        #expect(html.contains("<svg"))
        // What is drawn from elsewhere is of the page itself.
        #expect(html.count(of: "<use") == 1 && html.contains("<use href=\"#time_1\"/>"))
    }

    @Test func thePolicyAllowsThePagesOwnStyleAndNoOther() throws {
        let html = HTMLReport(record("# A\n")).text
        let start = try #require(html.firstRange(of: "<style>")).upperBound
        let style = html[start..<(try #require(html.firstRange(of: "</style>")).lowerBound)]
        var digest = SHA256()
        digest.update(Array(style.utf8))
        let hash = Data(digest.finalize()).base64EncodedString()
        #expect(
            html.contains(
                "content=\"default-src 'none'; style-src 'sha256-\(hash)'; img-src data:; base-uri 'none'; "
                    + "form-action 'none'\""))
    }

    @Test func aFiguresWidthIsAClassOfTheStyle() {
        let figure = Figure(title: "F", chart: .lines(.roc([(0, 0), (1, 1)], area: 0.5)))
        let html = HTMLReport(record("```halt\n#| width: 70%\nsetup\n```\n", outputs: [.figure(figure)])).text
        #expect(html.contains("<figure id=\"fig:cell@1-1\" class=\"width-70\">"))
        #expect(html.contains(".width-70{max-width:70%}"))
    }

    @Test func aColumnWithoutANameHasNoHead() {
        let table = Table("T", columns: ["", "A"], rows: [[.text("x"), .text("y")]])
        #expect(
            article(record("```halt\nsetup\n```\n", outputs: [.table(table)])).contains(
                "<thead><tr><td></td><th scope=\"col\">A</th></tr></thead>"))
    }

    @Test func headingsAreLinkedFromTheContentsEachByItsOwnAnchor() {
        let html = HTMLReport(record("---\ntitle: T\n---\n# A\n\n## B\n\n# A\n")).text
        #expect(
            html.contains(
                "<ol><li><a href=\"#a\">A</a><ol><li><a href=\"#b\">B</a></li></ol></li><li><a href=\"#a-2\">A</a></li></ol>"
            ))
    }

    @Test func noTwoPlacesOfAPageHaveTheSameName() {
        let cells = ["", "#| label: \"1\"\n", "#| label: a.b\n", "#| label: a-b\n"].map { "```halt\n\($0)setup\n```\n" }
        let headings = [
            "Content", "Provenance", "A 2", "A", "A", "A", "Cell 1", "Cell a b", "Figure 1 0 title", "!", "!",
        ]
        let text = cells.joined(separator: "\n") + headings.map { "\n# \($0)\n" }.joined()
        let figure = Figure(title: "F", chart: .lines(.roc([(0, 0), (1, 1)], area: 0.5)))
        let html = HTMLReport(record("---\ntitle: T\n---\n" + text, outputs: [.figure(figure)])).text
        let ids = html.split(separator: " id=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
        #expect(
            ids.filter { !$0.hasPrefix("figure_") } == [
                "content", "cell_1", "fig:cell@1-1", "cell-1", "fig:1-1", "cell-a.b", "fig:a.b-1", "cell-a-b",
                "fig:a-b-1", "content-2", "provenance-2", "a-2", "a", "a-3",
                "a-4",
                "cell-1-2", "cell-a-b-2", "figure-1-0-title", "section", "section-2", "provenance", "circumstances",
                "time_1", "time_2", "time_3", "time_4",
            ])
        #expect(Set(ids).count == ids.count)
    }

    @Test func theHeadTellsTheOutcomeAndTheParameters() {
        let html = HTMLReport(record("# A\n\n```halt\n#| label: c\nsetup\n```\n", outcome: .failed)).text
        #expect(html.contains("<h1>A</h1>"))
        #expect(html.contains("<a href=\"#cell-c\"><span class=\"state bad\">c failed</span></a> · seed 42"))
        #expect(
            html.contains(
                "<div data-parameter=\"epochs\" data-value=\"5\"><dt><code>epochs</code></dt><dd class=\"amount\">5"
                    + "<span class=\"origin\"> default</span></dd><dd>Passes &lt;over&gt; it.</dd></div>"))
    }
}
