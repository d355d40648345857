import FoundationEssentials
import HALT
import LogProbs
import Notebooks

/// `dataset responses path=responses.jsonl label=label group=task`
enum DatasetResponsesCommand: Command {
    static let name = "dataset responses"
    static let summary =
        "Reads labelled responses with their log-probs, in any form that servers write them in (docs/RESPONSES.md); `haltbook audit` tells more of the file."

    private static let path = CommandOption<InputFile>("path", "The file.")
    private static let label = key("label", "labels (1 or true is hallucinated)")
    private static let group = key("group", "groups: tasks or models, within which detectors are judged, too")
    private static let item = key("item", "questions; responses to one stay on one side of a split")
    private static let id = key("id", "ids")
    static let options: [any DeclaredOption] = [path, label, group, item, id]
    static let gives: [SessionPart] = [.dataset]
    static let drops: [SessionPart] = [.split]
    static let uses: [SessionPart] = [.configuration]
    static let shows: [NotebookPart] = [.figure, .table]

    private static func key(_ name: String, _ what: String) -> CommandOption<String> {
        CommandOption(name, fallback: "the usual ones", "The name of the \(what).")
    }

    static func values(_ arguments: Arguments) -> [ValueDeclaration] {
        ResponsesView.declarations
    }

    static func run(_ arguments: Arguments, in session: Session) throws -> CommandResult {
        let path = arguments[path].path
        let file = FileResponses(
            path: path, bytes: Data(try session.read(path)),
            keys: FileResponses.Keys(
                id: arguments.given(id), label: arguments.given(label), group: arguments.given(group),
                item: arguments.given(item)),
            topK: session.configuration.topK)
        let content = file.content()
        guard content.dataset.count > 0 else { throw nothing(in: content, path) }
        for (name, key, isThere) in [
            ("group", file.keys.group, content.responses.contains { $0.group != nil }),
            ("item", file.keys.item, content.responses.contains { $0.item != nil }),
        ] {
            guard let key, !isThere else { continue }
            throw CommandFailure(
                "no response in `\(path)` has `\(key)`", remedy: "say what their lines call it, or leave `\(name)=` out"
            )
        }
        session.use(SessionDataset(content, origin: .file(file)))
        session.split = nil
        let view = ResponsesView(content: content)
        return CommandResult(view.outputs, values: view.values)
    }

    private static func nothing(in content: FileResponses.Content, _ path: String) -> CommandFailure {
        if let first = content.problems.first {
            return CommandFailure(
                "`\(path)` has no response that can be used; line \(first.line): \(first.reason)",
                remedy: "`haltbook audit \(path)` lists what is wrong")
        }
        guard content.unlabelled > 0 else {
            return CommandFailure("`\(path)` has no responses", remedy: "give a file that servers wrote, or `convert`")
        }
        return CommandFailure(
            "none of the \(content.unlabelled) responses in `\(path)` has a label",
            remedy: "name the labels with `label=`, or add them")
    }
}
