import Notebooks
import Running
import Sessions
import Testing

@testable import Reports

/// What a report says of cells that were not brought up to date.
@Suite struct StaleCellTests {
    private static let auroc = "{{ test.auroc | fixed 2 }}"

    private func stale(_ text: String, cells: [Int] = [0]) -> RunRecord {
        var record = record(text, values: [NamedValue("test.auroc", .real(0.987))])
        for cell in cells {
            record.cells[cell].origin = .earlierRun
            record.cells[cell].staleness = ["command: train epochs=2 -> train epochs=<3>", "value a: 1… -> 2…"]
        }
        return record
    }

    @Test func aCellThatIsOutOfDateSaysSoAndWhy() {
        #expect(
            article(stale(cell("c")))
                == "<section class=\"cell succeeded stale\" id=\"cell-c\" aria-label=\"c\">"
                + "<div class=\"note warning\"><p><strong>Out of date. </strong>This is of an earlier run. Since then:</p>"
                + "<ul><li>command: train epochs=2 -&gt; train epochs=&lt;3&gt;</li><li>value a: 1… -&gt; 2…</li></ul></div>"
                + "<div class=\"source\"><pre tabindex=\"0\"><code><span class=\"ck\">setup</span></code></pre></div>"
                + "<p class=\"footnote\">c</p></section>")
    }

    @Test func aValueThatIsOutOfDateIsQuotedWithThoseWords() {
        #expect(
            article(stale(cell("c") + "\n\(Self.auroc)\n")).hasSuffix(
                "<p><span class=\"value stale\" title=\"test.auroc, of an earlier run and out of date\">"
                    + "0.99 (out of date)</span></p>"))
    }

    @Test func theNearestCellAboveTellsWhetherAValueIsOutOfDate() {
        let text = "\(cell("a"))\n\(Self.auroc)\n\n\(cell("b"))\n\(Self.auroc)\n"
        #expect(article(stale(text, cells: [0])).count(of: "(out of date)") == 1)
        #expect(
            article(stale(text, cells: [0])).hasSuffix("<span class=\"value\" title=\"test.auroc\">0.99</span></p>"))
        #expect(article(stale(text, cells: [1])).hasSuffix("0.99 (out of date)</span></p>"))
        #expect(article(stale(text, cells: [1])).count(of: "(out of date)") == 1)
    }

    @Test func theHeadCountsCellsThatAreOutOfDate() {
        let text = cell("a") + "\n" + cell("b") + "\n" + cell("c")
        #expect(
            HTMLReport(stale(text, cells: [0])).text.contains(
                "2 of 3 cells are done, as this run was asked to</span> · <span class=\"state stale\">1 cell is out of date</span> · seed 42"
            ))
        #expect(HTMLReport(stale(text, cells: [0, 2])).text.contains(">2 cells are out of date</span> · seed 42"))
        #expect(!HTMLReport(stale(text, cells: [])).text.contains("out of date<"))
    }

    @Test func aCellOfAnEarlierRunThatIsStillRightIsNotOutOfDate() {
        var record = stale(cell("c") + "\n\(Self.auroc)\n")
        record.cells[0].staleness = []
        #expect(!article(record).contains("ut of date"))
    }
}
