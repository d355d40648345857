import Figures
import Notebooks
import Sessions
import Testing

@testable import Reports
@testable import Running

/// The numbers of figures and tables, what text refers to, and the list of works.
@Suite struct ReferenceTests {
    private static let works = """
        @inproceedings{cho2014, author = {Cho, Kyunghyun and others}, title = {GRUs}, booktitle = {EMNLP}, year = 2014}
        @misc{ba2016, author = {Ba, Jimmy and Kiros, Ryan}, title = {Layers <norm>}, eprint = {1607.06450},
          archiveprefix = {arXiv}, year = 2016}
        """

    private static let figure = Output.figure(Figure(title: "F", chart: .lines(.roc([(0, 0), (1, 1)], area: 0.5))))
    private static let scores = table("T", ["a"])

    private func citing(_ text: String, style: String = "author-year") -> RunRecord {
        let front = "---\ntitle: T\nbibliography: works.bib\ncitation-style: \(style)\n---\n"
        var record = record(front + text)
        let entries = BibTeXParser(Self.works).entries
        let keys = Notebook(parsing: record.notebook).citations.flatMap(\.citation.items).map(\.description)
        record.worksCited.entries = entries.filter { keys.contains("@\($0.key)") }.sorted {
            (keys.firstIndex(of: "@\($0.key)") ?? 0) < (keys.firstIndex(of: "@\($1.key)") ?? 0)
        }
        record.worksCited.files = ["works.bib": "0123"]
        return record
    }

    /// The text of the page's article, without tags.
    private func text(_ record: RunRecord) -> String {
        article(record).replacing(/<[^>]*>/, with: "").replacing("\u{A0}", with: "~").replacing("&lt;", with: "<")
            .replacing("&gt;", with: ">")
    }

    // MARK: Works

    @Test func `works are cited by author and year, and listed by them`() {
        #expect(
            text(citing("@cho2014 and [see @cho2014, p. 3; @ba2016], Cho [-@cho2014].\n"))
                == "Cho et al. (2014) and (see Cho et al., 2014, p. 3; Ba and Kiros, 2016), Cho (2014)."
                + "ReferencesJ. Ba and R. Kiros (2016). Layers <norm>. arXiv:1607.06450. https://arxiv.org/abs/1607.06450"
                + "K. Cho et al. (2014). GRUs. EMNLP. ")
    }

    @Test func `works are cited by number, and listed in their order`() {
        #expect(
            text(citing("@cho2014 and [@ba2016; @cho2014], [see @cho2014, p. 3; @ba2016].\n", style: "numeric"))
                == "Cho et al. [1] and [2, 1], [see 1, p. 3; 2].ReferencesK. Cho et al. (2014). GRUs. EMNLP. "
                + "J. Ba and R. Kiros (2016). Layers <norm>. arXiv:1607.06450. https://arxiv.org/abs/1607.06450")
    }

    @Test func `a citation leads to its work, and says which it is`() {
        let html = article(citing("[@ba2016]\n"))
        #expect(
            html.hasPrefix(
                "<p>(<a href=\"#work_1\" title=\"J. Ba and R. Kiros (2016). Layers &lt;norm&gt;. arXiv:1607.06450.\">"
                    + "Ba and Kiros, 2016</a>)</p><h2 id=\"references\">References</h2>"))
        #expect(
            html.hasSuffix(
                "<ul class=\"works\"><li id=\"work_1\">J. Ba and R. Kiros (2016). <cite>Layers &lt;norm&gt;</cite>. "
                    + "arXiv:1607.06450. <a class=\"bare\" href=\"https://arxiv.org/abs/1607.06450\">https://arxiv.org/abs/1607.06450</a>"
                    + "</li></ul></section>"))
    }

    @Test func `a work that nobody is named for begins with its title`() {
        var record = citing("[@ba2016]\n")
        record.worksCited.entries =
            BibTeXParser("@misc{ba2016, title={A long title}, shorttitle={Long}, year=2026}").entries
        #expect(text(record) == "(Long, 2026)ReferencesA long title (2026). ")
    }

    @Test func `a heading at the end names the list, which else has its own in the contents`() {
        let own = HTMLReport(citing("# A\n\n[@ba2016]\n\n# Literature\n")).text
        #expect(!own.contains("References</h2>") && own.contains("<h2 id=\"literature\">Literature</h2><section"))
        #expect(HTMLReport(citing("# A\n\n[@ba2016]\n")).text.contains("<a href=\"#references\">References</a>"))
        #expect(!HTMLReport(citing("# A\n")).text.contains("doc-bibliography"))
    }

    @Test func `the foot names the files`() {
        #expect(HTMLReport(citing("[@ba2016]\n")).text.contains("data-role=\"data\" data-path=\"works.bib\""))
    }

    @Test func `an address that would run something is no link`() {
        var record = citing("[@ba2016]\n")
        record.worksCited.entries =
            BibTeXParser(
                "@misc{ba2016, title={<b>x</b>}, url={javascript:alert(1)}}"
            ).entries
        let html = article(record)
        #expect(html.contains("<span>javascript:alert(1)</span>") && html.contains("<cite>&lt;b&gt;x&lt;/b&gt;</cite>"))
    }

    // MARK: Figures, tables, equations and sections

    @Test func `what is shown is numbered through the whole report, whatever kind of cell or prose shows it`() {
        let prose = "| a |\n|---|\n| 1 |\n\n: In prose. {#tbl:own}\n\n| b |\n|---|\n\n"
        let record = record(
            "---\ntitle: T\n---\n" + cell("a") + prose + "> - " + cell("b").replacing("\n", with: "\n>   ") + "\n",
            outputs: [Self.scores, Self.figure, Self.figure])
        let html = article(record)
        #expect(
            html.matches(of: /<span class="ordinal">([^<]*)<\/span> ([^<]*)</).map { "\($0.1) \($0.2)" } == [
                "Table\u{A0}1. T", "Figure\u{A0}1. F", "Figure\u{A0}2. F", "Table\u{A0}2. In prose.", "Table\u{A0}3. T",
                "Figure\u{A0}3. F", "Figure\u{A0}4. F",
            ])
        #expect(
            ["tbl:a-1", "fig:a-1", "fig:a-2", "tbl:own", "tbl:b-1", "fig:b-1", "fig:b-2"].allSatisfy {
                html.contains("id=\"\($0)\"")
            })
    }

    @Test func `text refers to what comes before it and after it`() {
        let record = record(
            "---\ntitle: T\n---\nSee @fig:a, @fig:a-2, [@tbl:a; @fig:b] and @fig:a-4 and @fig:none.\n\n" + cell("a")
                + "\n"
                + cell("b").replacing("#| label: b", with: "#| label: b\n#| include: false"),
            outputs: [Self.scores, Self.figure, Self.figure, Self.figure])
        #expect(
            article(record).hasPrefix(
                "<p>See <a href=\"#fig:a-1\">Figures\u{A0}1–3</a>, <a href=\"#fig:a-2\">Figure\u{A0}2</a>, "
                    + "<a href=\"#tbl:a-1\">Table\u{A0}1</a>, "
                    + "<span class=\"missing\" title=\"@fig:b is not shown in this report\">(@fig:b)</span> and "
                    + "<span class=\"missing\" title=\"@fig:a-4 is not shown in this report\">(@fig:a-4)</span> and "
                    + "<span class=\"missing\" title=\"@fig:none is not shown in this report\">(@fig:none)</span>.</p>")
        )
    }

    @Test func `equations and sections`() {
        let html = article(
            record(
                "---\ntitle: T\n---\n# On *loss* {#sec:loss}\n\n@eq:y, @eq:x, @sec:loss\n\n$$x\\label{x}$$\n\n$$y\\tag{*}\\label{eq:y}$$\n"
            ))
        #expect(
            html.hasPrefix(
                "<h2 id=\"sec:loss\">On <em>loss</em></h2><p><a href=\"#eq:y\">Equation\u{A0}*</a>, "
                    + "<a href=\"#eq:x\">Equation\u{A0}1</a>, <a href=\"#sec:loss\">On loss</a></p>"))
        #expect(html.contains("<span id=\"eq:x\"") && html.contains("<span id=\"eq:y\""))
    }

    @Test func `a link's text refers to nothing`() {
        #expect(
            article(
                record("---\ntitle: T\n---\n[see @fig:a](https://example.org)\n\n" + cell("a"), outputs: [Self.figure])
            )
            .hasPrefix("<p><a href=\"https://example.org\">see Figure\u{A0}1</a></p>"))
    }

    @Test func `a page of Markdown has the same words`() {
        var record = citing("# A {#sec:a}\n\n@cho2014 [@ba2016] @sec:a, @fig:c.\n\n" + cell("c"))
        record.cells[0].outputs = [Self.figure]
        let text = MarkdownExport(record, figuresIn: "f").text
        #expect(text.contains("\n# A\n\nCho et al. (2014) (Ba and Kiros, 2016) A, Figure\u{A0}1.\n"))
        #expect(text.contains("**Figure 1. F**"))
        #expect(
            text.contains(
                "## References\n\n- J. Ba and R. Kiros (2016). *Layers \\<norm\\>*. arXiv:1607.06450. "
                    + "<https://arxiv.org/abs/1607.06450>\n- K. Cho et al. (2014). *GRUs*. EMNLP.\n"))
    }
}
