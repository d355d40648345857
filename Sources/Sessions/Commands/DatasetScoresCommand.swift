import FoundationEssentials
import HALT
import Notebooks
import Uncertainty

/// `dataset scores path=scores.jsonl`
enum DatasetScoresCommand: Command {
    static let name = "dataset scores"
    static let summary =
        "Reads scores of labelled responses that were measured elsewhere (docs/CALIBRATION.md): JSON Lines, CSV, or an object with `rows`. There are no log-probs, so nothing can be trained on it; `diagnose`, `sweep` and `calibrate` look at the scores."

    private static let path = CommandOption<InputFile>("path", "The file.")
    private static let group = CommandOption<String>(
        "group", fallback: "`group` or `task`", "The column of groups, within which signals are judged, too.")
    private static let groupFromID = CommandOption<String>(
        "group_from_id", fallback: "not from ids",
        "A regular expression that finds the group in an id: its first part in parentheses, or all of it.")
    static let options: [any DeclaredOption] = [path, group, groupFromID]
    static let gives: [SessionPart] = [.dataset]
    static let drops: [SessionPart] = [.split]
    static let uses: [SessionPart] = []
    static let shows: [NotebookPart] = [.table]

    static func values(_ arguments: Arguments) -> [ValueDeclaration] {
        ["count", "hallucinated", "correct", "failed", "unlabelled"].map { ValueDeclaration("dataset.\($0)", .integer) }
    }

    static func run(_ arguments: Arguments, in session: Session) throws -> CommandResult {
        let path = arguments[path].path
        let file = FileScores(
            path: path, bytes: Data(try session.read(path)), group: arguments.given(group),
            groupFromID: arguments.given(groupFromID))
        let table: ScoreTable
        do throws(ScoreTableProblem) {
            table = try file.table()
        } catch {
            throw CommandFailure(
                "`\(path)` cannot be used: \(error.place.map { "\($0): " } ?? "")\(error.problem)", remedy: error.remedy
            )
        }
        guard !table.rows.isEmpty else {
            throw CommandFailure(
                "none of the samples in `\(path)` has a label and scores", remedy: "give each row a `label`, 0 or 1")
        }
        session.use(SessionDataset(table, origin: .scores(file)))
        session.split = nil
        let hallucinated = table.rows.count { $0.label == 1 }
        let counts = [
            ("count", table.rows.count), ("hallucinated", hallucinated), ("correct", table.rows.count - hallucinated),
            ("failed", table.failed), ("unlabelled", table.unlabelled),
        ]
        let pairs: [(String, TableEntry)] = [
            ("Responses", .integer(table.rows.count)), ("Hallucinated (label 1)", .integer(hallucinated)),
            ("Correct (label 0)", .integer(table.rows.count - hallucinated)), ("Failed", .integer(table.failed)),
            ("Without a label", .integer(table.unlabelled)),
            ("Signals", .text(table.signals.joined(separator: ", "))),
        ]
        return CommandResult(
            [.table(Table("Scores", pairs: pairs))] + left(out: table).map(Output.warning),
            values: counts.map { NamedValue("dataset.\($0.0)", .integer($0.1)) })
    }

    private static func left(out table: ScoreTable) -> [String] {
        let counts = [("failed", table.failed), ("have no label", table.unlabelled)].filter { $0.1 > 0 }
        return counts.map { "\($0.1) samples \($0.0) and are left out." }
    }
}
