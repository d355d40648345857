import Figures
import Foundation
import Notebooks
import Running
@testable import Sessions
import Testing

@testable import Reports

@Suite struct JupyterExportTests {
    private func json(_ bytes: [UInt8]) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    }

    private func cells(_ bytes: [UInt8]) throws -> [[String: Any]] {
        try #require(try json(bytes)["cells"] as? [[String: Any]])
    }

    private func outputs(_ outputs: [Output], outcome: CellOutcome = .succeeded, problem: Diagnostic? = nil) throws
        -> [[String: Any]]
    {
        let record = record(cell("c"), outcome: outcome, outputs: outputs, problem: problem)
        return try #require(try cells(JupyterExport(record).bytes())[0]["outputs"] as? [[String: Any]])
    }

    private func lines(_ value: Any?) -> [String] { value as? [String] ?? [] }

    @Test func aNotebookWithoutOutputsIsExactlyThis() throws {
        let bytes = try JupyterExport("---\ntitle: T\n---\n\nA.\n\n```halt\n#| label: c\nsetup\n```\n", name: "b/a.md")
            .bytes()
        #expect(
            String(decoding: bytes, as: UTF8.self) == """
                {
                  "cells" : [
                    {
                      "cell_type" : "raw",
                      "id" : "f699e23b",
                      "metadata" : {
                        "haltbook" : {
                          "digest" : "f699e23bfc5f73aa",
                          "front_matter" : true,
                          "place" : 0
                        },
                        "raw_mimetype" : "text/yaml"
                      },
                      "source" : [
                        "---\\n",
                        "title: T\\n",
                        "---\\n"
                      ]
                    },
                    {
                      "cell_type" : "markdown",
                      "id" : "46842372",
                      "metadata" : {
                        "haltbook" : {
                          "digest" : "46842372505089cf",
                          "place" : 1
                        }
                      },
                      "source" : [
                        "\\n",
                        "A.\\n",
                        "\\n"
                      ]
                    },
                    {
                      "cell_type" : "code",
                      "execution_count" : null,
                      "id" : "aa4b0fbb",
                      "metadata" : {
                        "haltbook" : {
                          "digest" : "aa4b0fbbfe3e4303",
                          "name" : "c",
                          "place" : 2
                        }
                      },
                      "outputs" : [

                      ],
                      "source" : [
                        "#| label: c\\n",
                        "setup"
                      ]
                    }
                  ],
                  "metadata" : {
                    "haltbook" : {
                      "format" : 1,
                      "sha256" : "27c6e998c2fd3d32eb721700f42b498975ab322c9c5e9243f3eca3badaeff138",
                      "source" : "a.md"
                    },
                    "kernelspec" : {
                      "display_name" : "Haltbook",
                      "language" : "halt",
                      "name" : "haltbook"
                    },
                    "language_info" : {
                      "file_extension" : ".md",
                      "name" : "halt",
                      "pygments_lexer" : "text"
                    },
                    "title" : "T"
                  },
                  "nbformat" : 4,
                  "nbformat_minor" : 5
                }

                """)
    }

    @Test func idsAreOfContentAndPlaceAndNoTwoAreTheSame() throws {
        let text = "```halt\nsetup\n```\n```halt\nsetup\n```\na\n"
        let first = try cells(JupyterExport(text, name: "a.md").bytes()).compactMap { $0["id"] as? String }
        let second = try cells(JupyterExport(text + "b\n", name: "c.md").bytes()).compactMap { $0["id"] as? String }
        #expect(Set(first).count == 3 && first.allSatisfy { $0.count == 8 && $0.allSatisfy(\.isHexDigit) })
        #expect(first[..<2] == second[..<2] && first[2] != second[2])
    }

    @Test func aCellInAListStaysInTheTextAndSaysSo() throws {
        let text = "- a\n\n  ```halt\n  #| label: held\n  setup\n  ```\n\n```halt\nsplit\n```\n"
        let export = JupyterExport(record(text, outputs: [.note("n")]))
        #expect(export.cellsWithoutOutputs == ["held"])
        let cells = try cells(export.bytes())
        #expect(cells.map { $0["cell_type"] as? String } == ["markdown", "code"])
        let place = (cells[0]["metadata"] as? [String: Any])?["haltbook"] as? [String: Any]
        #expect(place?["held_cells"] as? [String] == ["held"])
        #expect(cells[1]["execution_count"] as? Int == 2)
    }

    @Test func aTableIsHTMLAndText() throws {
        let table = Table(
            "T", columns: ["Name", "Value"],
            rows: [[.text("<a>"), .real(0.5, digits: 2)], [.code("b"), .integer(1000)]])
        let data = try outputs([.table(table)])[0]["data"] as? [String: Any]
        #expect(
            lines(data?["text/html"]) == [
                "<table><caption>T</caption><thead><tr><th scope=\"col\" style=\"text-align:left\">Name</th><th scope=\"col\" style=\"text-align:right\">Value</th></tr></thead>"
                    + "<tbody><tr><td style=\"text-align:left\">&lt;a&gt;</td><td style=\"text-align:right\">0.50</td></tr>"
                    + "<tr><td style=\"text-align:left\"><code>b</code></td><td style=\"text-align:right\">1,000</td></tr></tbody></table>"
            ])
        #expect(lines(data?["text/plain"]) == ["T\n", "Name  Value\n", "<a>    0.50\n", "b     1,000"])
    }

    @Test func aFigureIsAnImageAndItsDescription() throws {
        let chart = Chart.bars(BarChart(category: "Feature", value: Axis("share"), bars: [.init("a", 0.25)]))
        let figure = Figure(title: "Shares", chart: chart, alternative: "a has a quarter")
        let data = try outputs([.figure(figure)])[0]["data"] as? [String: Any]
        #expect(lines(data?["text/plain"]) == ["Shares: a has a quarter"])
        let image = lines(data?["image/svg+xml"]).joined()
        #expect(image == figure.svgDocument.rendered)
        #expect(image.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\""))
    }

    @Test func notesAndExpectationsAreStreams() throws {
        let shown = try outputs([
            .note("n"), .warning("w"), .check(CheckOutcome("shapes", passed: true, detail: "")),
            .expectation(ExpectationOutcome(comparison: "1 == 2", passed: false, detail: "1 == 2")),
        ])
        #expect(
            shown.map { [$0["name"] as? String ?? ""] + lines($0["text"]) } == [
                ["stdout", "n\n"], ["stderr", "Warning. w\n"], ["stdout", "✓ holds shapes\n"],
                ["stderr", "✗ fails expect 1 == 2 (1 == 2)\n"],
            ])
    }

    @Test func whatWentWrongIsAnError() throws {
        let problem = Diagnostic(.commandFailed, at: SourcePlace(line: 3, column: 1), "no data", remedy: "make some")
        let shown = try outputs([], outcome: .failed, problem: problem)
        #expect(shown.map { $0["output_type"] as? String } == ["error"])
        #expect(shown[0]["ename"] as? String == "HB0501")
        #expect(shown[0]["evalue"] as? String == "no data; make some")
        #expect(
            lines(shown[0]["traceback"]) == ["a.md:3:1: error[HB0501]: no data; make some", "  3 | setup", "    | ^"])
    }

    @Test func aCellThatWasNotRunHasNeitherCountNorOutputs() throws {
        let cell = try cells(JupyterExport(record(cell("c"), outcome: .notRun)).bytes())[0]
        #expect(cell["execution_count"] is NSNull)
        #expect((cell["outputs"] as? [Any])?.isEmpty == true)
    }

    @Test func whatAnAuthorHidesIsFoldedAway() throws {
        func hidden(_ option: String, outcome: CellOutcome = .succeeded) throws -> [String: Bool]? {
            let text = "```halt\n#| \(option)\nsetup\n```\n"
            let cell = try cells(JupyterExport(record(text, outcome: outcome)).bytes())[0]
            return (cell["metadata"] as? [String: Any])?["jupyter"] as? [String: Bool]
        }
        #expect(try hidden("echo: false") == ["source_hidden": true])
        #expect(try hidden("fold: true") == ["source_hidden": true])
        #expect(try hidden("include: false") == ["source_hidden": true, "outputs_hidden": true])
        #expect(try hidden("include: false", outcome: .failed) == nil)
        #expect(try hidden("echo: true") == nil)
    }
}
