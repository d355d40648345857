import FoundationEssentials
import HALT
import Uncertainty

/// A file of scores as a dataset without log-probs: all that is needed to make the same dataset of it again.
struct FileScores: Codable, Sendable {
    /// The path as the notebook names it.
    var path: String
    var bytes: Data
    /// The column of groups, or an expression that finds them in ids; nil for the usual column.
    var group: String?
    var groupFromID: String?

    func table() throws(ScoreTableProblem) -> ScoreTable {
        let groups: SampleGroups =
            if let groupFromID { .id(matching: groupFromID) } else if let group { .column(group) } else { .usual }
        return try ScoreTable(reading: Array(bytes), groups: groups)
    }
}

extension SessionDataset {
    /// The rows that have a label, each with nothing for HALT to read.
    init(_ table: ScoreTable, origin: DatasetOrigin) {
        let nothing = FeatureMatrix(values: [], tokens: 0, width: 0)
        self.init(
            responses: Dataset(
                responses: table.rows.map { Response(inputs: nothing, label: $0.label) },
                metadata: table.rows.map { ResponseSource(id: $0.id, group: $0.group, item: $0.item) }),
            origin: origin)
        measured = MeasuredScores(
            table.rows.map { Dictionary(uniqueKeysWithValues: zip(table.signals, $0.values)) }, names: table.signals)
    }
}
