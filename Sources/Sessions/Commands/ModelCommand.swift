import Figures
import HALT
import Notebooks

/// `model`
enum ModelCommand: Command {
    static let name = "model"
    static let summary = "Builds the model of the configuration, its weights drawn as PyTorch draws them."
    static let gives: [SessionPart] = [.model]
    static let drops: [SessionPart] = [.training]
    static let uses: [SessionPart] = [.configuration, .precision, .generator, .dataset]
    static let changes: [SessionPart] = [.generator, .model, .training, .study, .importance]

    /// Training holds six numbers for each parameter: more than this would not fit the memory of the machines that the
    /// project is for.
    private static let mostParameters = 400_000_000
    static let shows: [NotebookPart] = [.table]

    static func values(_ arguments: Arguments) -> [ValueDeclaration] {
        [ValueDeclaration("model.parameters", .integer)]
    }

    static func run(_ arguments: Arguments, in session: Session) throws -> CommandResult {
        try session.requireWidth(of: session.configuration)
        let count = ParameterTable(session.configuration).count
        guard count <= mostParameters else {
            throw CommandFailure(
                "a model of \(grouped(count)) parameters does not fit into memory",
                remedy: "lower `hidden_size` or `layers` with `config`")
        }
        do throws(ConfigurationError) {
            session.model = try Model(
                session.configuration, generator: &session.generator, workers: session.workers,
                precision: session.precision)
        } catch {
            throw CommandFailure("\(error)", remedy: "change it with `config`")
        }
        session.training = nil
        session.study = []
        return try session.modelResult()
    }
}

extension Session {
    /// Throws where the dataset's responses are not what a model of the configuration reads.
    func requireWidth(of configuration: Configuration) throws(CommandFailure) {
        guard let width = dataset?.responses.first?.inputs.width, width > 0,
            width != configuration.inputSize
        else { return }
        throw CommandFailure(
            "the model reads \(configuration.topK) log-probabilities a token, and the dataset has \(width - 5)",
            remedy: "write `config top_k=\(width - 5)`, or `config top_k=\(configuration.topK)` before `dataset`")
    }

    /// The table of the model's parameters by block.
    func modelResult() throws(CommandFailure) -> CommandResult {
        let model = try requireModel()
        var rows: [[TableEntry]] = []
        for (block, entries) in model.parameters.table.blocks {
            let shapes = entries.map { $0.shape.map(String.init).joined(separator: "×") }.joined(separator: ", ")
            rows.append([.code(block), .text(shapes), .integer(entries.reduce(0) { $0 + $1.count })])
        }
        rows.append([.text("all"), .text(""), .integer(model.parameterCount)])
        return CommandResult(
            [.table(Table("Parameters", columns: ["Block", "Shapes", "Parameters"], rows: rows))],
            values: [NamedValue("model.parameters", .integer(model.parameterCount))])
    }
}

extension ParameterTable {
    /// The parameters by what they belong to: `projection.fc1`, `gru layer 0`, `classifier`.
    fileprivate var blocks: [(name: String, entries: [ParameterEntry])] {
        var blocks: [(name: String, entries: [ParameterEntry])] = []
        for entry in entries {
            let name = Self.block(of: entry.name)
            if blocks.last?.name == name {
                blocks[blocks.count - 1].entries.append(entry)
            } else {
                blocks.append((name, [entry]))
            }
        }
        return blocks
    }

    private static func block(of name: String) -> String {
        let parts = name.split(separator: ".").map(String.init)
        guard parts[0] == "gru", let mark = parts.last?.split(separator: "_").first(where: { $0.first == "l" }) else {
            return parts.dropLast().joined(separator: ".")
        }
        return "gru layer \(mark.dropFirst())"
    }
}
