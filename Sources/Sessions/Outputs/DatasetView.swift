import Figures
import HALT
import Notebooks
import Statistics

/// What the commands that make a dataset tell of it.
struct DatasetView {
    let dataset: Dataset

    private var correct: Int { dataset.count - dataset.hallucinated }

    /// More tokens than this would not fit the memory of the machines that the project is for.
    private static let mostTokens = 50_000_000

    /// Throws where lengths are in the wrong order, or so many tokens would not fit into memory.
    static func requireRoom(
        samples: Int, minimumLength: Int, maximumLength: Int, topK: Int
    ) throws(CommandFailure) {
        guard minimumLength <= maximumLength else {
            throw CommandFailure(
                "`min_length` is \(minimumLength), more than `max_length`, \(maximumLength)",
                remedy: "let `min_length` be the smaller one")
        }
        let tokens = Double(samples) * Double(minimumLength + maximumLength) / 2
        guard tokens * Double(topK + 5) <= Double(mostTokens * 25) else {
            throw CommandFailure(
                "\(samples) responses of up to \(maximumLength) tokens do not fit into memory",
                remedy: "lower `samples` or `max_length`")
        }
    }

    static let declarations = ["count", "tokens", "hallucinated", "correct"].map {
        ValueDeclaration("dataset.\($0)", .integer)
    }

    var values: [NamedValue] {
        [
            NamedValue("dataset.count", .integer(dataset.count)),
            NamedValue("dataset.tokens", .integer(dataset.tokens)),
            NamedValue("dataset.hallucinated", .integer(dataset.hallucinated)),
            NamedValue("dataset.correct", .integer(correct)),
        ]
    }

    /// Counts and lengths, with what else there is to tell.
    func table(_ more: [(String, TableEntry)]) -> Table {
        let lengths = dataset.responses.map { Double($0.inputs.tokens) }
        return Table(
            "Dataset",
            pairs: [
                ("Responses", .integer(dataset.count)), ("Hallucinated (label 1)", .integer(dataset.hallucinated)),
                ("Correct (label 0)", .integer(correct)), ("Tokens", .integer(dataset.tokens)),
                ("Shortest response", .integer(Int(lengths.min() ?? 0))),
                ("Longest response", .integer(Int(lengths.max() ?? 0))),
                ("Mean length", .real(mean(lengths), digits: 1)),
            ] + more)
    }

    /// Mean log-probability by rank for the two classes, with one deviation.
    var figureByRank: Figure {
        Figure(
            title: "Mean log-probability by rank, with one deviation",
            chart: .lines(
                LineChart(
                    x: Axis("column (1 is the chosen token)", ticks: .integers),
                    y: Axis("log-probability", unit: "nats"),
                    series: Self.byClass(dataset.responses.prefix(500), Self.pointsByRank))))
    }

    /// A line for each class that has responses.
    static func byClass(
        _ responses: ArraySlice<Response>, _ points: ([FeatureMatrix]) -> [LinePoint]
    ) -> [LineSeries] {
        [(1, "hallucinated", Hue.vermillion), (0, "correct", Hue.blue)].compactMap { label, name, hue in
            let points = points(responses.filter { $0.label == label }.map(\.inputs))
            return points.isEmpty ? nil : LineSeries(name, points, hue: hue)
        }
    }

    private static func pointsByRank(_ inputs: [FeatureMatrix]) -> [LinePoint] {
        guard let first = inputs.first else { return [] }
        return (5..<first.width).map { column in
            let values = inputs.flatMap { matrix in (0..<matrix.tokens).map { Double(matrix[$0, column]) } }
            let centre = mean(values)
            return LinePoint(
                Double(column - 4), centre, band: Figures.Interval(about: centre, deviation: standardDeviation(values)))
        }
    }
}
