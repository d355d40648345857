import HALT
import Notebooks

/// `load weights.safetensors`
enum LoadCommand: Command {
    static let name = "load"
    static let summary = "Reads a model's weights (safetensors) that `save` or PyTorch wrote."

    private static let file = CommandOption<InputFile>("file", operand: true, "The file to read.")
    static let options: [any DeclaredOption] = [file]
    static let gives: [SessionPart] = [.model]
    static let drops: [SessionPart] = [.training]
    static let uses: [SessionPart] = [.configuration, .precision]
    static let changes: [SessionPart] = [.configuration, .model, .training, .study, .importance]
    static let shows: [NotebookPart] = [.table]

    static func values(_ arguments: Arguments) -> [ValueDeclaration] {
        [ValueDeclaration("model.parameters", .integer)]
    }

    static func run(_ arguments: Arguments, in session: Session) throws -> CommandResult {
        let path = arguments[file].path
        let bytes = try session.read(path)
        do throws(SafetensorsError) {
            let weights = try WeightsFile(decoding: bytes, fallback: session.configuration)
            session.configuration = weights.configuration
            session.model = Model(
                weights.configuration, parameters: weights.parameters, workers: session.workers,
                precision: session.precision)
        } catch {
            throw CommandFailure("cannot read `\(path)`: \(error)", remedy: "give a file that `save` or PyTorch wrote")
        }
        session.training = nil
        session.study = []
        return try session.modelResult()
    }
}
