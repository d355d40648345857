import Figures
import Notebooks
import Sessions
import Testing

@testable import Reports
@testable import Running

/// In what two pages differ, in words.
@Suite struct ReportComparisonTests {
    private static let sample = record(
        cell("training"),
        outputs: [
            .table(
                Table(
                    "Metrics", columns: ["Metric", "Value"],
                    rows: [
                        [.text("AUROC"), .interval(0.93, low: 0.9, high: 0.95, digits: 3)], [.text("F1"), .integer(1)],
                    ]))
        ], values: [NamedValue("test.auroc", .real(0.93)), NamedValue("test.count", .integer(60))])

    /// What changes when the first cell's record is changed.
    private func differences(tolerance: Double = 0, _ change: (inout CellRecord) -> Void) throws -> [String] {
        var other = Self.sample
        change(&other.cells[0])
        let pages = try [Self.sample, other].map { try #require(ReportReader(HTMLReport($0).text)) }
        return ReportComparison(pages[0], pages[1], tolerance: tolerance).differences
    }

    private func table(_ auroc: TableEntry, title: String = "Metrics", rows: Int = 2) -> Output {
        let rows = [[TableEntry.text("AUROC"), auroc], [.text("F1"), .integer(1)], [.text("Loss"), .integer(0)]].prefix(
            rows)
        return .table(Table(title, columns: ["Metric", "Value"], rows: Array(rows)))
    }

    @Test func theSamePageDiffersInNothing() throws {
        let page = try #require(ReportReader(HTMLReport(Self.sample).text))
        let comparison = ReportComparison(page, page)
        #expect(comparison.differences == [])
        #expect(comparison.values == 2 && comparison.tables == 1)
    }

    @Test func timesAndMachinesAreNoDifference() throws {
        #expect(
            try differences { cell in
                cell.seconds = 99
                cell.origin = .reused
            } == [])
    }

    @Test func aValueThatIsAnother() throws {
        #expect(
            try differences { $0.values[0].value = .real(0.9300000001) }
                == ["test.auroc of training: 0.93 -> 0.9300000001"])
    }

    @Test func aValueThatACellGivesTwiceIsHeldAgainstItsOwnTurn() throws {
        let twice = [0.93, 0.5].map { NamedValue("test.auroc", .real($0)) }
        var sample = Self.sample
        sample.cells[0].values = twice
        let page = try #require(ReportReader(HTMLReport(sample).text))
        #expect(ReportComparison(page, page).differences == [])
        #expect(
            try differences { $0.values = twice } == [
                "test.count of training: 60 -> nothing", "test.auroc of training: nothing -> 0.5",
            ])
    }

    @Test func aValueThatIsMissingOrNew() throws {
        #expect(try differences { $0.values.removeLast() } == ["test.count of training: 60 -> nothing"])
        #expect(
            try differences { $0.values.append(NamedValue("test.loss", .real(0.5))) }
                == ["test.loss of training: nothing -> 0.5"])
    }

    @Test func aRowThatIsAnother() throws {
        #expect(
            try differences { $0.outputs = [table(.interval(0.94, low: 0.9, high: 0.95, digits: 3))] }
                == [
                    "table “Metrics” in cell-training, row 1: AUROC | 0.930 [0.900, 0.950] -> AUROC | 0.940 [0.900, 0.950]"
                ])
    }

    @Test func aTableOfOtherRowsOrAnotherNameOrMissing() throws {
        let entry = TableEntry.interval(0.93, low: 0.9, high: 0.95, digits: 3)
        #expect(
            try differences { $0.outputs = [table(entry, rows: 3)] }
                == ["table “Metrics” in cell-training: 3 rows -> 4"])
        #expect(
            try differences { $0.outputs = [table(entry, title: "Scores")] }
                == ["table “Metrics” in cell-training: now “Scores”"])
        #expect(try differences { $0.outputs = [] } == ["cell-training: 1 table -> 0"])
    }

    @Test func aFiguresData() throws {
        func figure(_ area: Double) -> Output {
            .figure(
                Figure(title: "F", chart: .bars(BarChart(category: "c", value: Axis("v"), bars: [.init("b", area)]))))
        }
        var (one, other) = (Self.sample, Self.sample)
        one.cells[0].outputs = [figure(0.5)]
        other.cells[0].outputs = [figure(0.25)]
        let pages = try [one, other].map { try #require(ReportReader(HTMLReport($0).text)) }
        #expect(
            ReportComparison(pages[0], pages[1]).differences
                == ["a figure's data in cell-training, row 1: b | 0.5 -> b | 0.25"])
    }

    @Test func numbersWithinTheToleranceAreTheSame() throws {
        func change(_ cell: inout CellRecord) {
            cell.values[0].value = .real(0.9393)
            cell.outputs = [table(.interval(0.939, low: 0.909, high: 0.95, digits: 3))]
        }
        #expect(try differences(tolerance: 0.01, change) == [])
        #expect(try differences(tolerance: 0.009, change).count == 2)
        #expect(try differences(change).count == 2)
    }

    @Test func theToleranceIsOfNumbersAlone() throws {
        #expect(
            try differences(tolerance: 1) { $0.values[1].value = .text("sixty") }
                == ["test.count of training: 60 -> sixty"])
    }
}
