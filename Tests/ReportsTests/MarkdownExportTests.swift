import Figures
import Notebooks
import Running
import Testing

@testable import Reports
@testable import Sessions

@Suite struct MarkdownExportTests {
    /// The page without its provenance.
    private func page(_ record: RunRecord) -> String {
        let text = MarkdownExport(record, figuresIn: "a-figures").text
        return text.firstRange(of: "<details><summary>Provenance").map { String(text[..<$0.lowerBound]) } ?? text
    }

    /// What stands below the line on how the run ended.
    private func body(_ record: RunRecord) -> String {
        let page = page(record)
        return page.firstRange(of: "seed 42\n\n").map { String(page[$0.upperBound...]) } ?? page
    }

    @Test func theWholePageIsExactlyThis() {
        let text = """
            ---
            title: A *b*
            description: About it.
            authors: [C, D]
            ---
            # One

            It ran for {{ parameters.epochs }} epochs.

            ```halt
            #| label: c
            #| caption: Of {{ parameters.epochs }}.
            setup
            ```
            After | it.

            """
        let outputs: [Output] = [
            .expectation(ExpectationOutcome(comparison: "1 == 1", passed: true, detail: "1 == 1")), .note("n"),
        ]
        #expect(
            MarkdownExport(record(text, outputs: outputs), figuresIn: "f").text == """
                # A \\*b\\*

                About it.

                *C, D*

                **The only cell is done** · 1 of 1 expectations hold · seed 42

                # One

                It ran for 5 epochs.

                ```halt
                setup
                ```

                - ✓ holds `expect 1 == 1` (1 == 1)

                n

                *Of 5.*

                After | it.

                <details><summary>Provenance</summary>

                | Parameter | Value |  |  |
                | --- | ---: | --- | --- |
                | `epochs` | 5 | default | Passes \\<over\\> it. |

                |  |  |
                | --- | --- |
                | Made with | haltbook 0.1.0, oneDNN 2.6.3 |
                | Seed | 42 |
                | Products | of fp32 factors |
                | Random draws | From the streams of NumPy. |
                | Notebook | ../a.md, SHA-256 `0123` |
                | Run | 2026-11-22 17:00:00 UTC, 1 min 05 s |
                | Machine | A processor, 2 cores; 2 threads |

                </details>

                """)
    }

    @Test func aFirstHeadingIsTheTitle() {
        #expect(
            page(record("\n# A {{ parameters.epochs }}\n\nb\n"))
                == "# A 5\n\n**No cells to run** · seed 42\n\nb\n\n")
        #expect(page(record("a\n\n# B\n")) == "**No cells to run** · seed 42\n\na\n\n# B\n\n")
    }

    @Test func valuesAreReadAsTheyStand() {
        let values = [
            NamedValue("a.text", .text("*x* | <b>\n- y")), NamedValue("a.count", .integer(5)),
            NamedValue("a.share", .real(-0.5)),
        ]
        let text =
            cell("c")
            + "\n{{ a.text }}\n{{a.count}}. {{ a.count }}\n> {{ a.count}}) {{ a.share | fixed 2 }} `{{ a }}` \\{{ b }}\n"
        #expect(
            body(record(text, values: values))
                == "```halt\nsetup\n```\n\n\\*x\\* \\| \\<b\\> - y\n5\\. 5\n> 5\\) \\-0.50 `{{ a }}` \\{{ b }}\n\n")
    }

    @Test func aValueThatNoCellHasGivenIsMarked() {
        #expect(body(record("é {{ test.auroc }} 👩‍👩‍👧 {{ parameters.epochs }}\n")) == "é — 👩‍👩‍👧 5\n\n")
    }

    @Test func aTableIsOneOfPipes() {
        let table = Table(
            "T|", columns: ["Name", "Value"],
            rows: [[.text("a|b\n*c*"), .real(0.5, digits: 2)], [.code("d|`e"), .integer(1000)], [.text("f")]])
        #expect(
            body(record(cell("c"), outputs: [.table(table)]))
                == "```halt\nsetup\n```\n\n**Table 1. T\\|**\n\n| Name | Value |\n| --- | ---: |\n| a\\|b \\*c\\* | 0.50 |\n"
                + "| ``d\\|`e`` | 1,000 |\n| f |  |\n\n")
    }

    @Test func aFigureIsAFileWithItsDescription() {
        let chart = Chart.bars(BarChart(category: "Feature", value: Axis("share"), bars: [.init("a", 0.25)]))
        let figure = Figure(title: "Shares", chart: chart, alternative: "a has [1/4]")
        let export = MarkdownExport(
            record(cell("c"), outputs: [.figure(figure), .figure(figure)]), figuresIn: "a-figures")
        #expect(export.figures.map(\.name) == ["c-1.svg", "c-2.svg"])
        #expect(export.figures[0].text == figure.svgFile)
        #expect(export.text.contains("\n![Shares: a has \\[1/4\\]](a-figures/c-1.svg)\n"))
    }

    @Test func whatWentWrongIsABlockQuote() {
        let problem = Diagnostic(.commandFailed, at: SourcePlace(line: 3, column: 1), "no `data`", remedy: "make some")
        let text = "```halt\n#| include: false\nsetup\n```\n"
        #expect(
            body(record(text, outcome: .failed, problem: problem)) == """
                ```halt
                setup
                ```

                > [!CAUTION]
                > **cell 1: failed**
                >
                > ```text
                > a.md:3:1: error[HB0501]: no `data`; make some
                >   3 | setup
                >     | ^
                > ```


                """)
    }

    @Test func aWarningIsSetOff() {
        #expect(
            body(record(cell("c"), outputs: [.warning("a < b")]))
                == "```halt\nsetup\n```\n\n> [!WARNING]\n> a \\< b\n\n")
    }

    @Test func aCellStaysInItsListsAndBlockQuotes() {
        let text = "1. a\n\n   ```halt\n   setup\n   ```\n   b\n> - ```halt\n>   split\n>   ```\n> c\n"
        #expect(
            body(record(text, outputs: [.note("n")]))
                == "1. a\n\n   ```halt\n   setup\n   ```\n\n   n\n\n   b\n> - ```halt\n>   split\n>   ```\n>\n>   n\n>\n> c\n\n"
        )
    }

    @Test func whatAnAuthorHidesIsHidden() {
        #expect(body(record("a\n```halt\n#| include: false\nsetup\n```\nb\n", outputs: [.note("n")])) == "a\nb\n\n")
        #expect(body(record("```halt\n#| echo: false\nsetup\n```\n", outputs: [.note("n")])) == "n\n\n")
        #expect(
            body(record("```halt\n#| fold: true\nsetup\n```\n"))
                == "<details><summary>Commands</summary>\n\n```halt\nsetup\n```\n\n</details>\n\n")
    }

    @Test func aReproducibleRunSaysNothingOfItsCircumstances() {
        var record = record("a\n")
        record.provenance.isReproducible = true
        record.provenance.started = ""
        let text = MarkdownExport(record, figuresIn: "f").text
        #expect(!text.contains("| Run |") && !text.contains("| Machine |"))
    }
}
