import Figures
import HALT
import Notebooks
import ReferenceRandom
import Statistics

/// `plot embedding perplexity=30 iterations=500`
enum PlotEmbeddingCommand: Command {
    static let name = "plot embedding"
    static let summary = "Lays out the pooled states of responses in the plane by t-SNE, coloured by their true class."

    private static let part = SplitPart.option(default: .validation)
    private static let perplexity = CommandOption(
        "perplexity", default: 30.0, within: .from(1, through: 1000), "Neighbours of a point.")
    private static let iterations = CommandOption(
        "iterations", default: 500, within: .from(1, through: 100_000), "Steps of the layout.")
    private static let samples = CommandOption(
        "samples", default: 1500, within: .from(2, through: 5000), "Responses at most.")
    private static let seed = CommandOption("seed", default: 42, within: .atLeast(0), "Where the draws start.")
    static let options: [any DeclaredOption] = [part, perplexity, iterations, samples, seed]
    static let needs: [SessionPart] = [.split, .model]
    static let uses: [SessionPart] = [.dataset, .split, .model]
    static let shows: [NotebookPart] = [.figure]

    static func values(_ arguments: Arguments) -> [ValueDeclaration] {
        [ValueDeclaration("embedding.kl_divergence", .real)]
    }

    static func run(_ arguments: Arguments, in session: Session) throws -> CommandResult {
        let model = try session.requireFittingModel()
        let responses = Array(try session.responses(of: arguments.part(part)).prefix(arguments[samples]))
        guard responses.count >= 4 else {
            throw CommandFailure("\(responses.count) responses are too few to lay out", remedy: "give it 4 or more")
        }
        var outputs: [Output] = []
        let fitting = Double(responses.count - 1) / 3
        if fitting < arguments[perplexity] {
            outputs.append(
                .warning(
                    "Perplexity \(short(fitting)) in place of \(short(arguments[perplexity])): "
                        + "\(responses.count) responses have no more neighbours to spare."))
        }
        let rows = model.embeddings(of: responses.map(\.inputs)).flatMap(\.self)
        let settings = TSNEOptions(
            perplexity: min(fitting, arguments[perplexity]), iterations: arguments[iterations])
        do throws(TSNEError) {
            var generator = NumPyGenerator(seed: UInt64(arguments[seed]))
            let embedding = try tsne(
                rows, count: responses.count, options: settings, workers: session.workers, using: &generator)
            outputs.append(.figure(figure(of: embedding, responses)))
            return CommandResult(
                outputs, values: [NamedValue("embedding.kl_divergence", .real(embedding.klDivergence))])
        } catch {
            throw CommandFailure("\(error)", remedy: "")
        }
    }

    private static func figure(of embedding: TSNEEmbedding, _ responses: [Response]) -> Figure {
        let classes = [(1, "hallucinated", Hue.vermillion), (0, "correct", Hue.blue)].map { label, name, hue in
            let points = zip(embedding.points, responses).filter { $0.1.label == label }.map { point, _ in
                ScatterChart.Point(decimal(point.x), decimal(point.y))
            }
            return ScatterChart.PointClass(name, points, hue: hue)
        }
        let axes = (Axis("t-SNE component 1", ticks: .none), Axis("t-SNE component 2", ticks: .none))
        return Figure(
            title: "GRU states of \(responses.count) responses in the plane (t-SNE), by true class",
            chart: .scatter(ScatterChart(x: axes.0, y: axes.1, classes: classes, hasEqualUnits: true)))
    }

    /// The value with as few digits as tell it from its neighbours in single precision: half as many in the record and
    /// in the figure's data as the same bits have in double precision.
    private static func decimal(_ value: Float) -> Double { Double("\(value)") ?? Double(value) }
}
