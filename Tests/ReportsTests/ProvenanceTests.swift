import Notebooks
import Sessions
import Testing

@testable import Reports
@testable import Running

/// Two runs of the same notebook give the same page, but for one block.
@Suite struct ProvenanceTests {
    private static let text = "# A\n\n\(cell("a"))\nText {{ test.auroc }}.\n\n\(cell("b"))"

    private static let first = record(
        text, outputs: [table("T", ["x"])], values: [NamedValue("test.auroc", .real(0.987))])

    /// The same on another machine, at another time, of another commit, and with a result from an earlier run.
    private static var second: RunRecord {
        var record = first
        record.seconds = 7
        record.provenance.processor = "Another, 64 cores"
        record.provenance.threads = 1
        record.provenance.commit = String(repeating: "c", count: 40)
        record.provenance.started = "2031-01-01 00:00:00 UTC"
        record.cells[0].seconds = 0.5
        record.cells[1].origin = .reused
        return record
    }

    /// The page in three pieces: before the block of circumstances, the block, after it.
    private func pieces(_ record: RunRecord) throws -> [String] {
        let page = HTMLReport(record).text
        let start = try #require(page.firstRange(of: "<div id=\"circumstances\">"))
        let end = try #require(page.firstRange(of: "</footer>"))
        return [page[..<start.lowerBound], page[start.lowerBound..<end.lowerBound], page[end.lowerBound...]].map(
            String.init)
    }

    @Test func twoReportsOfTheSameDifferInTheCircumstancesAlone() throws {
        let (one, other) = (try pieces(Self.first), try pieces(Self.second))
        #expect(one[0] == other[0] && one[2] == other[2])
        #expect(one[1] != other[1])
        #expect(one[2] == "</footer></main></body></html>\n")
    }

    @Test func theCircumstancesAreTimesMachineCommitAndWhatWasReused() throws {
        #expect(
            try pieces(Self.second)[1]
                == "<div id=\"circumstances\"><dl><dt>Run</dt><dd>2031-01-01 00:00:00 UTC, 7.0 s</dd>"
                + "<dt>Machine</dt><dd>Another, 64 cores; 1 thread</dd>"
                + "<dt>Commit</dt><dd>\(String(repeating: "c", count: 40))</dd></dl>"
                + "<svg class=\"times\" width=\"0\" height=\"0\"><text id=\"time_1\" y=\"13\">0.5 s</text>"
                + "<text id=\"time_2\" y=\"13\">1.2 s, reused</text></svg>"
                + "<details><summary>Duration of each cell</summary><table><tbody>"
                + "<tr><th scope=\"row\"><a href=\"#cell-a\">a</a></th><td class=\"number\">0.5 s</td><td></td></tr>"
                + "<tr><th scope=\"row\"><a href=\"#cell-b\">b</a></th><td class=\"number\">1.2 s</td>"
                + "<td>reused from an earlier run that did the same</td></tr></tbody></table></details></div>")
    }

    @Test func aCellShowsItsTimeFromThatBlock() {
        let page = HTMLReport(Self.second).text
        #expect(
            page.contains(
                "<p class=\"footnote\">b · <svg class=\"time\" width=\"170\" height=\"18\" role=\"img\" "
                    + "aria-labelledby=\"time_2\"><use href=\"#time_2\"/></svg></p>"))
    }

    @Test func reproducibleReportsOfTheSameAreTheSameBytes() {
        let pages = [Self.first, Self.second].map { record in
            var record = record
            record.provenance.isReproducible = true
            record.provenance.started = "2001-09-09 01:46:40 UTC"
            return HTMLReport(record.settled).text
        }
        #expect(pages[0] == pages[1])
        #expect(
            pages[0].hasSuffix(
                "<div id=\"circumstances\"><dl><dt>Dated</dt><dd>2001-09-09 01:46:40 UTC</dd></dl></div>"
                    + "</footer></main></body></html>\n"))
    }

    @Test func aReproducibleReportOfNoDateSaysNothingOfTime() throws {
        var record = Self.first
        record.provenance.isReproducible = true
        record.provenance.started = ""
        #expect(try pieces(record)[1] == "<div id=\"circumstances\"></div>")
    }

    @Test func whatIsNotToBeReproducedIsKeptAsItIs() {
        #expect(Self.second.settled.provenance == Self.second.provenance)
        #expect(Self.second.settled.cells.map(\.origin) == [.thisRun, .reused])
        #expect(Self.second.settled.seconds == 7)
    }

    @Test func theFootListsTheNotebookAndTheFilesReadAndWrittenWithTheirDigests() {
        var record = Self.first
        record.cells[0].filesRead = ["data <1>.safetensors": "aa"]
        record.cells[0].filesWritten = ["w.safetensors": "bb"]
        // What the run itself has written is not one of its sources.
        record.cells[1].filesRead = ["w.safetensors": "bb", "data <1>.safetensors": "aa"]
        record.cells[1].filesWritten = ["w.safetensors": "cc"]
        #expect(
            ReportSources(record).all == [
                .init(role: .notebook, path: "../a.md", digest: "0123"),
                .init(role: .data, path: "data <1>.safetensors", digest: "aa"),
                .init(role: .weights, path: "w.safetensors", digest: "cc"),
            ])
        #expect(
            HTMLReport(record).text.contains(
                "<dt>Read</dt><dd><span data-role=\"data\" data-path=\"data &lt;1&gt;.safetensors\" data-sha256=\"aa\">"
                    + "data &lt;1&gt;.safetensors, SHA-256 <code>aa</code></span></dd>"))
    }
}
