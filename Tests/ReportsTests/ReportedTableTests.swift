import Notebooks
import Testing

@testable import Reports
@testable import Sessions

/// How a report sets reported figures beside what was reproduced.
@Suite struct ReportedTableTests {
    private func figure(_ name: String, _ reported: Double, _ reproduced: Double, source: String? = nil) -> Output {
        .reported(ReportedFigure(name: name, reported: reported, reproduced: reproduced, decimals: 2, source: source))
    }

    private func entries(_ html: String) -> [String] {
        html.matches(of: /<td[^>]*>(.*?)<\/td>/).map { String($0.1) }
    }

    @Test func neighboursShareATable() {
        let html = article(
            record(
                cell("c"),
                outputs: [
                    figure("test.auroc", 0.93, 0.9267, source: "<paper>"), figure("test.f1", 0.9, 0.97),
                ]))
        #expect(html.count(of: "</span> Reported and reproduced</caption>") == 1)
        #expect(
            html.matches(of: /<th scope[^>]*>(.*?)<\/th>/).map { String($0.1) }
                == ["Value", "Source", "Reported", "Reproduced", "Difference", "Verdict"])
        #expect(
            entries(html) == [
                "<code>test.auroc</code>", "&lt;paper&gt;", "0.93", "0.9267", "-0.0033",
                "reproduced, to the digits reported",
                "<code>test.f1</code>", "", "0.90", "0.9700", "0.0700", "not reproduced",
            ])
    }

    @Test func whatStandsBetweenPartsThem() {
        let html = article(
            record(
                cell("c"),
                outputs: [
                    .note("before"), figure("a", 1, 1), .note("between"), figure("b", 1, 1), figure("c", 1, 1),
                    .note("after"),
                ]))
        let order = html.matches(of: /<p class="note">(.*?)<\/p>|<td><code>(.*?)<\/code>|<(caption)>/)
            .compactMap { $0.1 ?? $0.2 ?? $0.3 }.map(String.init)
        #expect(order == ["before", "caption", "a", "between", "caption", "b", "c", "after"])
    }

    @Test func theRowsCountAgainstTheCellsLimit() {
        let html = article(
            record(cell("c"), outputs: [figure("a", 1, 1), figure("b", 1, 1)]), limits: OutputLimits(rows: 1))
        #expect(entries(html).count == 6)
        #expect(html.contains("… 1 row more in run.json"))
    }
}
