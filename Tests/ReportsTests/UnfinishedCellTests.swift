import FoundationEssentials
import Notebooks
import Running
import Sessions
import Testing

@testable import Reports

/// What a report shows of a run that was killed, or is still going on.
@Suite struct UnfinishedCellTests {
    /// An epoch as journals hold it.
    private func epoch(_ number: Int, isBest: Bool, seed: Int? = nil) throws -> EpochReport {
        let json = """
            { \(seed.map { "\"seed\": \($0), " } ?? "")"epochs": 9, "record": {
                "epoch": \(number), "trainLoss": 0.5, "validationLoss": 0.25, "macroF1": 0.875, "auroc": 0.9375,
                "accuracy": 0.75, "learningRate": 0.001, "nextLearningRate": 0.001, "isBest": \(isBest) } }
            """
        return try JSONDecoder().decode(EpochReport.self, from: Data(json.utf8))
    }

    private func unfinished(_ epochs: [EpochReport]) -> RunRecord {
        var record = record(cell("training") + "\n" + cell("test"), outcome: .unfinished, outputs: [.note("n")])
        record.cells[0].epochs = epochs
        record.cells[1] = record.cells[1].notRun
        record.outcome = .unfinished
        return record
    }

    @Test func aCellThatCameToNoEndShowsItsEpochsAfterItsOutputs() throws {
        let html = article(unfinished([try epoch(1, isBest: true), try epoch(2, isBest: false)]))
        #expect(
            html.hasPrefix(
                "<section class=\"cell unfinished\" id=\"cell-training\" aria-label=\"training\">"
                    + "<div class=\"source\"><pre tabindex=\"0\"><code><span class=\"ck\">setup</span></code></pre></div><p class=\"note\">n</p>"
                    + "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Epochs\"><table>"
                    + "<caption>Epochs</caption>"))
        let rows = html.matches(of: /<td[^>]*>([^<]*)<\/td>/).map { String($0.1) }
        #expect(
            rows == [
                "1", "5.000e-1", "2.500e-1", "0.8750", "0.9375", "0.7500", "1.00e-3", "✓",
                "2", "5.000e-1", "2.500e-1", "0.8750", "0.9375", "0.7500", "1.00e-3", "",
            ])
        #expect(
            html.contains(
                "<p class=\"footnote\">training · not finished: the run was killed here, or is still going on</p>"))
        #expect(html.hasSuffix("<p class=\"footnote\">test · not run</p></section>"))
    }

    @Test func theEpochsOfEachSeedAreATable() throws {
        let html = article(unfinished([try epoch(1, isBest: true, seed: 1), try epoch(1, isBest: true, seed: 2)]))
        #expect(
            html.matches(of: /<caption>(.*?)<\/caption>/).map { String($0.1) } == [
                "Epochs of seed 1", "Epochs of seed 2",
            ])
    }

    @Test func theHeadTellsWhichCellWasRunning() throws {
        #expect(
            HTMLReport(unfinished([])).text.contains(
                "<a href=\"#cell-training\"><span class=\"state bad\">Not finished: training was running</span></a> · seed 42"
            ))
    }

    @Test func epochsCountAsRows() throws {
        let record = unfinished([try epoch(1, isBest: true), try epoch(2, isBest: false)])
        #expect(article(record, limits: OutputLimits(rows: 1)).contains("… 1 row more in run.json"))
        #expect(!article(record, limits: OutputLimits(rows: 2)).contains("more in run.json"))
    }
}

extension CellRecord {
    fileprivate var notRun: CellRecord { CellRecord(notRun: index, label: label) }
}
