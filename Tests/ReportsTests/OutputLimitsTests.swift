import Figures
import Notebooks
import Sessions
import Testing

@testable import Reports

@Suite struct OutputLimitsTests {
    private let names = (1...15).map { "row \($0)" }

    /// The texts of the article's table entries and notes, in order.
    private func shown(_ outputs: [Output], _ limits: OutputLimits, text: String = cell("c")) -> [String] {
        article(record(text, outputs: outputs), limits: limits).matches(
            of: /<(?:td|p class="note[ a-z]*")>(.*?)<\/(?:td|p)>/
        )
        .map { String($0.1) }
    }

    @Test func aTableIsCutAfterSoManyRowsAndSaysHowManyAreLeftOut() {
        #expect(
            shown([table("T", names)], OutputLimits(rows: 3))
                == ["row 1", "row 2", "row 3", "… 12 rows more in run.json"])
        #expect(
            shown([table("T", ["a", "b"])], OutputLimits(rows: 1)) == ["a", "… 1 row more in run.json"])
        #expect(
            shown([table("T", (0...1234).map { "\($0)" })], OutputLimits(rows: 1))
                == ["0", "… 1,234 rows more in run.json"])
        #expect(shown([table("T", names)], OutputLimits(rows: 0)) == ["… 15 rows more in run.json"])
    }

    @Test func nothingIsCutAtTheLimitExactly() {
        #expect(shown([table("T", names)], OutputLimits(rows: 15)) == names)
        #expect(shown([table("T", ["1234", "56"])], OutputLimits(text: 6)) == ["1234", "56"])
        #expect(shown([.note("123456")], OutputLimits(text: 6)) == ["123456"])
        #expect(shown([table("T", ["1234"]), .note("56")], OutputLimits(rows: 1, text: 6)) == ["1234", "56"])
    }

    @Test func theTablesOfACellShareItsRows() {
        let tables = ["S", "T", "U"].map { table($0, ["\($0)1", "\($0)2"]) }
        #expect(
            shown(tables, OutputLimits(rows: 3))
                == ["S1", "S2", "T1", "… 1 row more in run.json", "… 2 rows more in run.json"])
    }

    @Test func eachCellHasRowsOfItsOwn() {
        #expect(
            shown([table("T", ["a", "b"])], OutputLimits(rows: 1), text: cell("c") + "\n" + cell("d"))
                == ["a", "… 1 row more in run.json", "a", "… 1 row more in run.json"])
    }

    @Test func theDataOfAFigureAreRowsAndTheFigureIsWhole() {
        let figure = Output.figure(Figure(title: "F", chart: .lines(.roc([(0, 0), (0.5, 1), (1, 1)], area: 0.5))))
        let whole = article(record(cell("c"), outputs: [figure]))
        let count = figure.dataRows.count
        #expect(article(record(cell("c"), outputs: [figure]), limits: OutputLimits(rows: count)) == whole)
        let cut = article(record(cell("c"), outputs: [figure]), limits: OutputLimits(rows: count - 1))
        #expect(cut.count(of: "<tr>") == whole.count(of: "<tr>") - 1)
        #expect(cut.contains("</table><p class=\"note\">… 1 row more in run.json</p>"))
        #expect(drawing(cut) == drawing(whole) && !drawing(cut).isEmpty)
        // The table after it finds no room.
        #expect(
            shown([figure, table("T", ["a"])], OutputLimits(rows: count)).last == "… 1 row more in run.json")
    }

    @Test func theDataOfAFigureCanBeSavedWhereTheyAreWhole() {
        let chart = BarChart(category: "a", value: Axis("b"), bars: [.init("c, d", 0.5)])
        let figures = [Output](repeating: .figure(Figure(title: "F", chart: .bars(chart))), count: 2)
        func links(_ limits: OutputLimits) -> [String] {
            article(record(cell("c"), outputs: figures), limits: limits).matches(of: /<a download="[^>]*>[^<]*/)
                .map { String($0.output) }
        }
        let address = "data:text/csv;charset=utf-8,a,b%0D%0A%22c,%20d%22,0.5%0D%0A"
        let all = ["1", "2"].map { "<a download=\"c-\($0).csv\" href=\"\(address)\">Save as CSV" }
        #expect(links(OutputLimits()) == all)
        #expect(links(OutputLimits(rows: 1)) == [all[0]])
        // Each table has seven bytes of text.
        let needed = 2 * (7 + address.utf8.count)
        #expect(links(OutputLimits(text: needed)) == all)
        #expect(links(OutputLimits(text: needed - 1)) == [all[0]])
    }

    private func drawing(_ html: String) -> Substring { html.firstMatch(of: /<svg.*?<\/svg>/)?.output ?? "" }

    @Test func aRowOfTooMuchTextEndsItsTableAndTheNextRowsDoNotPassIt() {
        #expect(
            shown([table("T", ["1234", "too long", "5"])], OutputLimits(text: 6))
                == ["1234", "… 2 rows more in run.json"])
    }

    @Test func aNoteIsCutBetweenCharacters() {
        #expect(shown([.note("123456789")], OutputLimits(text: 6)) == ["123456… 3 characters more in run.json"])
        #expect(
            shown([.warning("123456")], OutputLimits(text: 4))
                == ["<strong>Warning. </strong>1234… 2 characters more in run.json"])
        // Three characters of two bytes each.
        #expect(shown([.note("äöü")], OutputLimits(text: 6)) == ["äöü"])
        #expect(shown([.note("äöü")], OutputLimits(text: 5)) == ["äö… 1 character more in run.json"])
        #expect(shown([.note("äöü")], OutputLimits(text: 1)) == ["… 3 characters more in run.json"])
        #expect(
            shown([.note("12345"), .note("67")], OutputLimits(text: 6))
                == ["12345", "6… 1 character more in run.json"])
    }

    @Test func byDefaultACellHasRoomForFiveThousandRowsAndAMillionBytes() {
        #expect(OutputLimits().rows == 5000 && OutputLimits().text == 1_000_000)
    }
}

extension Output {
    /// The rows of a figure's data.
    fileprivate var dataRows: [[String]] {
        if case .figure(let figure) = self { figure.dataTable.rows } else { [] }
    }
}
