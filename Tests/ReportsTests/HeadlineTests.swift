import Figures
import Notebooks
import Testing

@testable import Reports
@testable import Running
@testable import Sessions

@Suite struct HeadlineTests {
    private let values = [
        NamedValue("dataset.count", .integer(4000)), NamedValue("test.auroc", .real(0.98765)),
        NamedValue("test.count", .integer(600)), NamedValue("test.auroc.low", .real(0.97)),
        NamedValue("test.auroc.high", .real(0.99)),
    ]

    private func expectation(_ comparison: String, _ passed: Bool) -> Output {
        .expectation(ExpectationOutcome(comparison: comparison, passed: passed, detail: ""))
    }

    private func names(_ outputs: [Output]) -> [String] {
        Headline.all(of: record(cell("c"), outputs: outputs, values: values)).map(\.name)
    }

    @Test func scoresThatANotebookExpectsSomethingOfAreItsHeadlines() {
        #expect(
            names([expectation("dataset.count == 4000", true), expectation("test.auroc >= 0.9", true)])
                == ["test.auroc"])
    }

    @Test func whatFailsComesFirstWhateverItIs() {
        #expect(
            names([expectation("test.auroc >= 0.9", true), expectation("dataset.count > 5000", false)])
                == ["dataset.count", "test.auroc"])
    }

    @Test func withoutScoresOtherValuesAreHeadlines() {
        #expect(names([expectation("dataset.count == 4000", true), expectation("1 == 1", true)]) == ["dataset.count"])
    }

    @Test func withoutExpectationsTheScoresOnTheTestSplitAreHeadlines() {
        #expect(names([.note("n")]) == ["test.auroc", "test.count"])
    }

    @Test func anEndOfAnIntervalIsAHeadlineOnlyWhereSomethingIsExpectedOfIt() {
        #expect(
            names([expectation("test.auroc >= 0.9", true), expectation("test.auroc.low >= 0.9", true)])
                == ["test.auroc", "test.auroc.low"])
    }

    @Test func anIntervalThatIsNoneIsNotShown() {
        let ends = [NamedValue("test.auroc.low", .real(.nan)), NamedValue("test.auroc.high", .real(.nan))]
        let headlines = Headline.all(of: record(cell("c"), values: [values[1]] + ends))
        #expect(headlines == [Headline(name: "test.auroc", value: .real(0.98765))])
    }

    @Test func whatIsOutOfDateIsNoHeadline() {
        var record = record(cell("c"), outputs: [expectation("test.auroc >= 0.9", true)], values: values)
        record.cells[0].origin = .earlierRun
        record.cells[0].staleness = ["command: split"]
        #expect(Headline.all(of: record) == [])
    }

    @Test func aHeadlineIsACardWithTheValueAndEachExpectation() {
        let outputs = [expectation("test.auroc >= 0.9", true), expectation("test.auroc > 0.99", false)]
        let html = HTMLReport(record(cell("c"), outputs: outputs, values: values)).text
        #expect(
            html.contains(
                "<dl class=\"cards headlines\"><div><dt><code>test.auroc</code></dt><dd class=\"amount\">0.9877</dd>"
                    + "<dd>95\u{A0}%\u{A0}interval 0.9700\u{A0}to\u{A0}0.9900</dd>"
                    + "<dd class=\"passed\"><span class=\"mark\">✓ holds</span> <code>&gt;= 0.9</code></dd>"
                    + "<dd class=\"refuted\"><span class=\"mark\">✗ fails</span> <code>&gt; 0.99</code></dd></div></dl>"
            ))
    }
}
