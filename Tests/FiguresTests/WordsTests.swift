import Figures
import Foundation
import Testing

@Suite("Figures in words and tables")
struct WordsTests {
    @Test("describe themselves from their data", arguments: zip(Samples.all.indices, expectedDescriptions))
    func descriptions(index: Int, words: String) {
        #expect(Samples.all[index].figure.description == words)
    }

    @Test("let the author speak instead")
    func alternative() {
        var figure = Samples.all[1].figure
        figure.alternative = "A curve near the corner"
        #expect(figure.svg(idPrefix: "a").rendered.contains("<desc id=\"a-desc\">A curve near the corner</desc>"))
    }

    @Test("name the course of one value, of equal values, and the peak between")
    func courses() {
        #expect(words([0.61]) == "score is 0.61 at epoch 1")
        #expect(words([1, 1]) == "score stays at 1 over 2 epochs")
        #expect(words([1, 2, 1]) == "score starts and ends at 1 over 3 epochs; highest 2 at epoch 2")
        #expect(words([3, 1, 2]) == "score falls from 3 to 2 over 3 epochs; lowest 1 at epoch 2")
    }

    private func words(_ values: [Double]) -> String {
        let chart = LineChart(
            x: Axis("epoch", ticks: .integers), y: Axis("score"), series: [LineSeries("score", values)])
        return Figure(title: "t", chart: .lines(chart)).description
    }

    @Test("name the pieces of a text, and tell what more there is of them on hover and in the data")
    func details() throws {
        let strip = TokenStrip(
            tokens: [.init("Syd", 2, detail: "else <Canberra>"), .init(" is", 1)], measure: Axis("surprise"),
            colors: .sequential(from: 0, to: 2), noun: "word", detail: "alternatives")
        let figure = Figure(title: "t", chart: .tokens(strip))
        #expect(
            figure.description
                == "surprise of 2 words: highest “Syd” 2 (word 1); lowest “is” 1 (word 2); mean 1.5")
        #expect(figure.dataTable.columns == ["position", "word", "surprise", "alternatives"])
        #expect(figure.dataTable.rows == [["1", "Syd", "2", "else <Canberra>"], ["2", " is", "1", ""]])
        let svg = figure.svg(idPrefix: "a").rendered
        #expect(svg.contains("<title>word 1, “Syd”: 2; else &lt;Canberra&gt;</title>"))
        #expect(svg.contains("<title>word 2, “ is”: 1</title>"))
        let decoded = try JSONDecoder().decode(Figure.self, from: JSONEncoder().encode(figure))
        #expect(decoded == figure)
    }

    @Test("are read from records that know nothing of details")
    func formerRecords() throws {
        let json = """
            {"title": "t", "chart": {
                "kind": "tokens", "tokens": [{"text": "a", "value": 1}], "colors": {"diverging": {"limit": 1}},
                "measure": {"label": "m", "scale": "linear", "ticks": "numbers"}}}
            """
        let figure = try JSONDecoder().decode(Figure.self, from: Data(json.utf8))
        #expect(figure.dataTable.columns == ["position", "token", "m"])
        #expect(figure.dataTable.rows == [["1", "a", "1"]])
    }

    @Test("give their data as a table")
    func tables() {
        let history = Samples.all[0].figure.dataTable
        #expect(
            history.columns == [
                "epoch", "loss: training", "loss: validation", "validation score: macro-F1", "validation score: AUROC",
            ])
        #expect(history.rows[1] == ["2", "0.0012", "0.0002", "0.85", "0.9"])
        let preview = Samples.all[9].figure.dataTable
        #expect(
            preview.columns.prefix(3) == [
                "rank", "mean log-probability (nats): correct", "mean log-probability (nats): correct, low",
            ])
        let reliability = Samples.all[4].figure.dataTable
        #expect(reliability.columns == ["measure", "series", "predicted probability", "value"])
        #expect(reliability.rows.last == ["predictions", "predictions", "0.975", "3"])
        let confusion = Samples.all[3].figure.dataTable
        #expect(confusion.columns == ["actual \\ predicted", "correct", "hallucinated"])
        #expect(confusion.rows == [["correct", "295", "4"], ["hallucinated", "13", "288"]])
        let sensitivity = Samples.all[8].figure.dataTable
        #expect(sensitivity.columns == ["feature", "mean |change of probability|", "low", "high"])
        #expect(Samples.all[7].figure.dataTable.rows[4] == ["hallucinated", "11", "-3"])
    }

    @Test("give their data as CSV with every digit, quoted where needed")
    func csv() {
        let bars = BarChart(
            category: "a, b", value: Axis("v"), bars: [.init("say \"x\"", 1.0 / 3), .init("n", .nan)])
        let figure = Figure(title: "t", chart: .bars(bars))
        #expect(figure.csv == "\"a, b\",v\r\n\"say \"\"x\"\"\",0.3333333333333333\r\nn,nan\r\n")
    }

    @Test("come back from JSON as they were, also what is not finite", arguments: Samples.all.map(\.figure))
    func json(figure: Figure) throws {
        let data = try JSONEncoder().encode(figure)
        #expect(try JSONDecoder().decode(Figure.self, from: data) == figure)
    }

    @Test("write a chart's kind and compact points")
    func jsonForm() throws {
        let chart = ScatterChart(
            x: Axis("x"), y: Axis("y"), classes: [.init("a", [.init(1, .nan), .init(-.infinity, 2.5)])])
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = String(decoding: try encoder.encode(Chart.scatter(chart)), as: UTF8.self)
        #expect(
            text
                == #"{"classes":[{"name":"a","points":[[1,"nan"],["-inf",2.5]]}],"hasEqualUnits":false,"kind":"scatter","#
                + #""x":{"label":"x","scale":"linear","ticks":"numbers"},"y":{"label":"y","scale":"linear","ticks":"numbers"}}"#
        )
        guard case .scatter(let back) = try JSONDecoder().decode(Chart.self, from: Data(text.utf8)) else {
            Issue.record("another kind of chart")
            return
        }
        #expect(back.classes[0].points[1].x == -.infinity && back.classes[0].points[0].y.isNaN)
    }
}

/// Of the samples, in their order.
private let expectedDescriptions = [
    "loss: training falls from 0.2 to 1.1e-11 over 5 epochs; best 1.1e-11 at epoch 5. "
        + "validation falls from 0.03 to 3e-11 over 5 epochs; best 3e-11 at epoch 5. "
        + "validation score: macro-F1 rises from 0.61 to 0.98 over 5 epochs; best 0.98 at epoch 5. "
        + "AUROC rises from 0.7 to 0.995 over 5 epochs; best 0.995 at epoch 5",
    "true positive rate: ROC (area 0.8125) rises from 0 to 1 as false positive rate goes from 0 to 1. "
        + "reference line: chance (0.5)",
    "precision: PR (area 0.9000) falls from 1 to 0.6 as recall goes from 0 to 1. "
        + "reference line: base rate (0.5017)",
    "share of row: actual correct, predicted correct: 295 (98.7% of row); "
        + "actual correct, predicted hallucinated: 4 (1.3% of row); "
        + "actual hallucinated, predicted correct: 13 (4.3% of row); "
        + "actual hallucinated, predicted hallucinated: 288 (95.7% of row)",
    "observed share: model rises from 0.02 to 0.98 as predicted probability goes from 0.1 to 0.9. "
        + "reference line: perfect calibration. predictions in 20 columns, highest 23 at predicted "
        + "probability 0.025",
    "share of total |gradient × input| of 10 features: largest avg_logp 23.1%, logprob_1 18.2%, h_overall 9.1%; "
        + "smallest logprob_11 2.5%",
    "Pearson correlation: avg_logp −0.94; rank_proxy +0.88; h_overall +0.31; "
        + "h_alts −0.05; delta_h_dec −0.56",
    "4 correct and 4 hallucinated points; the nearest neighbour of 100.0% of them is of the same class",
    "mean |change of probability|: avg_logp 0.0123 (0 to 0.0723), rank_proxy 0.31 (0.25 to 0.37), "
        + "h_overall 0.152 (0.092 to 0.212), h_alts 0.0841 (0.0241 to 0.1441), delta_h_dec 0.0021 (0 to 0.0621)",
    "mean log-probability: correct falls from -0.95 to -7.6 over 20 ranks. "
        + "hallucinated falls from -2.82 to -7 over 20 ranks",
    "probability of hallucination of responses in 10 columns of 0.1: 19 correct, most from 0 to 0.1 (9); "
        + "15 hallucinated, most from 0.9 to 1 (8); 1 value not finite",
    "mean |log-probability|: correct, median 0.35 of 11 values, middle half 0.25 to 0.5, from 0.1 to 0.6, 2 beyond; "
        + "hallucinated, median 1.35 of 10 values, middle half 1.15 to 1.55, from 0.6 to 1.8, 1 beyond; "
        + "not known, median 0.7 of 1 value, middle half 0.7 to 0.7, from 0.7 to 0.7",
    "surprisal of 23 tokens: highest “Sydney” 3.7 (token 6); lowest “South” 0.01 (token 20); mean 0.9455; "
        + "1 value not finite",
    "contribution of 9 tokens: highest “Sydney” 1.2 (token 6); lowest “city” -1 (token 9); mean 0.03333",
]
