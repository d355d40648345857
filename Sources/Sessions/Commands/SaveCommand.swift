import Files
import HALT
import Notebooks

/// `save weights.safetensors`
enum SaveCommand: Command {
    static let name = "save"
    static let summary =
        "Writes the model's weights into the run's output folder, under PyTorch's parameter names (safetensors)."

    private static let file = CommandOption<OutputFile>("file", operand: true, "The file to write.")
    static let options: [any DeclaredOption] = [file]
    static let needs: [SessionPart] = [.model]
    static let shows: [NotebookPart] = [.table]

    static func values(_ arguments: Arguments) -> [ValueDeclaration] {
        [ValueDeclaration("save.digest", .text), ValueDeclaration("save.bytes", .integer)]
    }

    static func run(_ arguments: Arguments, in session: Session) throws -> CommandResult {
        let path = arguments[file].path
        let model = try session.requireModel()
        let bytes = WeightsFile(configuration: model.configuration, parameters: model.parameters).encoded()
        try session.write(bytes, to: path)
        let digest = SHA256.hexDigest(of: bytes)
        let table = Table(
            "Saved", pairs: [("File", .code(path)), ("Bytes", .integer(bytes.count)), ("SHA-256", .code(digest))])
        return CommandResult(
            [.table(table)],
            values: [NamedValue("save.digest", .text(digest)), NamedValue("save.bytes", .integer(bytes.count))])
    }
}
