import Figures
import Notebooks
import Sessions
import Testing

@testable import Reports
@testable import Running

/// What a page says of its run, read back from what `HTMLReport` wrote.
@Suite struct ReportReaderTests {
    /// Text that would break any page that does not escape it, or unescapes it twice.
    private static let awkward = "<td>&lt;a href=\"b\">&amp;amp; 'c' </table> é🙂 = > /"

    private static var sample: RunRecord {
        let figure = Figure(title: awkward, chart: .lines(.roc([(0, 0), (1, 1)], area: 0.5)))
        var record = record(
            "# \(awkward)\n\n\(cell("a"))\n```halt\nsetup\n```\n",
            outputs: [
                .table(
                    Table(
                        awkward, columns: ["Name", "<&>"], rows: [[.code(awkward), .real(0.5, digits: 2)], [.missing]])),
                .note(awkward), .figure(figure),
            ], values: [NamedValue("test.name", .text(awkward)), NamedValue("test.auroc", .real(0.98765432109))])
        record.parameters = [
            ParameterRecord(name: "name", value: .text(awkward), isDefault: false, help: awkward),
            ParameterRecord(name: "epochs", value: .integer(5), isDefault: true, help: ""),
        ]
        record.provenance.notebookPath = "../<a> & \"b\".md"
        record.cells[0].filesWritten = ["w.safetensors": "bb"]
        return record
    }

    @Test func theSourcesAreThoseThatTheFootLists() throws {
        let page = try #require(ReportReader(HTMLReport(Self.sample).text))
        #expect(page.sources == ReportSources(Self.sample).all)
        #expect(page.sources.map(\.path) == ["../<a> & \"b\".md", "w.safetensors"])
    }

    @Test func theParametersAreThoseOfTheHead() throws {
        let page = try #require(ReportReader(HTMLReport(Self.sample).text))
        #expect(page.parameters.map(\.name) == ["name", "epochs"])
        #expect(page.parameters.map(\.value) == [Self.awkward, "5"])
    }

    @Test func theValuesHaveAllTheirDigits() throws {
        let page = try #require(ReportReader(HTMLReport(Self.sample).text))
        #expect(
            page.values
                == ["a", "cell 2"].flatMap { cell in
                    [
                        ReportReader.NamedText(cell: cell, name: "test.name", text: Self.awkward),
                        .init(cell: cell, name: "test.auroc", text: "0.98765432109"),
                    ]
                })
    }

    @Test func theTablesAreThoseOfTheCellsWithTheDataOfFigures() throws {
        let page = try #require(ReportReader(HTMLReport(Self.sample).text))
        #expect(page.tables.map(\.cell) == ["cell-a", "cell-a", "cell_2", "cell_2"])
        #expect(
            page.tables[0]
                == .init(
                    cell: "cell-a", caption: Self.awkward,
                    rows: [["Name", "<&>"], [Self.awkward, "0.50"], ["–"]]))
        #expect(page.tables[1].caption == "")
        #expect(page.tables[1].rows.count > 2)
        #expect(page.tables[2].rows == page.tables[0].rows && page.tables[3].rows == page.tables[1].rows)
    }

    @Test func aReportOfACellThatFailedIsReadAsAnyOther() throws {
        var record = Self.sample
        record.cells[1].outcome = .failed
        record.outcome = .failed
        #expect(try #require(ReportReader(HTMLReport(record).text)).tables.count == 4)
    }

    @Test(arguments: [
        "", "<", "text", "<!DOCTYPE html><html><body><p>Another page.</p></body></html>",
        "<table><tr><td>1</td></tr></table>", "<span data-role=\"data\" data-path=\"a\" data-sha256=\"b\">",
        "<span data-role=\"notebook\" data-path=\"a\">", "<span data-role=\"notebook\" data-sha256=\"b\">",
    ])
    func anyOtherPageIsNoReport(text: String) {
        #expect(ReportReader(text) == nil)
    }

    private static let scraps = [
        "<", ">", "\"", "=", "/", "</", "&", "&lt", "&lt;", "&amp;", "</table>", "<table>", "<tr>", "</td>", "<td",
        "<td ",
        "</section>", "<section class=\"cell \"", "data-name=\"", " data-cell=", "<tr data-name=\"a\" data-cell=\"b\">",
        "data-role=\"notebook\"", "\0", "é", "🙂", "\u{301}", "\u{FFFD}", "<!--", "]]>", "<caption>", "</caption>", "",
    ]

    @Test func hundredsOfGarbledPagesAreReadOrRefused() {
        let page = Array(HTMLReport(Self.sample).text.unicodeScalars)
        // The style at the page's head says nothing that could be misread.
        let start = page.count - 9000
        var random = SplitMix64(state: 42)
        var read = 0
        for _ in 0..<500 {
            var scalars = page[start...]
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                let at = Int.random(in: scalars.startIndex...scalars.endIndex, using: &random)
                let length = min(Int.random(in: 0...40, using: &random), scalars.endIndex - at)
                let scrap = Self.scraps.randomElement(using: &random).map { Array($0.unicodeScalars) } ?? []
                scalars.replaceSubrange(at..<(at + length), with: scrap)
            }
            if Bool.random(using: &random) {
                scalars = scalars.prefix(Int.random(in: 0...scalars.count, using: &random))
            }
            let reader = ReportReader(String(String.UnicodeScalarView(scalars)))
            guard let reader else { continue }
            read += 1
            // Whatever was read can be held against what it should be, and against itself.
            #expect(ReportComparison(reader, reader, tolerance: 0.1).differences == [])
        }
        #expect((1..<500).contains(read))
    }

    @Test(arguments: [
        "<", "&", "\"", "<table>", "<td>", "<a =\"", "</section>", "<tr data-name=\"a\" data-cell=\"b\">",
    ])
    func repetitionWithoutEndIsReadInTime(part: String) {
        #expect(ReportReader(String(repeating: part, count: 20_000)) == nil)
    }
}

/// A small seeded generator (Steele, Lea and Flood 2014), so that a failure comes again.
private struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
