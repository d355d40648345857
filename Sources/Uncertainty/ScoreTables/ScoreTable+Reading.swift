import LogProbs
import Statistics

extension ScoreTable {
    /// More numeric columns than a file of scores has.
    static let mostSignals = 1_000

    /// Reads a file's bytes: JSON Lines, CSV with a line of names, or a JSON object with a list `rows`.
    ///
    /// Each row has an `id`, a `label` (0 or 1, true or false) and one column a signal; signals may stand in an object `scores`.
    /// Rows with `failed` and rows without a label are counted and left out. A value that is no number is missing for its
    /// signal. Columns of numbers are signals, but for `label`, `tokens` and what names a sample or its group.
    package init(reading bytes: [UInt8], groups: SampleGroups = .usual) throws(ScoreTableProblem) {
        var builder = TableBuilder(try GroupFinder(groups))
        let isJSON =
            bytes.drop { [0xEF, 0xBB, 0xBF, 0x20, 0x0A, 0x0D, 0x09].contains($0) }.first
            .map { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") } ?? false
        builder.readsTexts = !isJSON
        do throws(FlatRecordProblem) {
            builder.records = try isJSON ? FlatRecords.read(bytes, opened: "scores") : CSVRecords.read(bytes)
        } catch {
            throw ScoreTableProblem(
                error.place, error.reason,
                remedy: "give JSON lines, CSV with a line of names, or a JSON object with a list `rows`")
        }
        self = try builder.table()
    }
}

/// A record with the label that it has.
struct LabelledRow {
    let record: FlatRecord
    let label: Int
    let id: String

    func text(_ name: String) -> String? { record[name].flatMap(\.words) }
}

private struct TableBuilder {
    var records: [FlatRecord] = []
    /// Whether numbers may be written as texts, as they are in CSV.
    var readsTexts = false

    private let groups: GroupFinder
    private let reserved: Set<String>
    private var failed = 0
    private var unlabelled = 0
    /// Columns in the order in which they are first seen, and how many numbers and other values each has.
    private var columns: [(name: String, numbers: Int, others: Int)] = []
    private var places: [String: Int] = [:]

    init(_ groups: GroupFinder) {
        self.groups = groups
        reserved = Set(["id", "label", "tokens", "item", "text", "end", "failed", "haltbook"] + groups.columns)
    }

    mutating func table() throws(ScoreTableProblem) -> ScoreTable {
        var rows: [ScoreTable.Row] = []
        var values: [[(column: Int, value: Double)]] = []
        var seen: [String: String] = [:]
        for record in records {
            guard let row = try labelled(record) else { continue }
            if let other = seen.updateValue(record.place, forKey: row.id) {
                throw ScoreTableProblem(
                    record.place, "the id `\(row.id)` is that of \(other), too",
                    remedy: "give each sample an id of its own, and those of one source a common `item`")
            }
            rows.append(
                ScoreTable.Row(
                    id: row.id, label: row.label, group: try groups.group(of: row), item: item(of: row), values: []))
            values.append(try numbers(record))
        }
        guard !rows.isEmpty else {
            throw nothingToUse
        }
        return try table(rows, values)
    }

    private var nothingToUse: ScoreTableProblem {
        guard let first = records.first else {
            return ScoreTableProblem(
                nil, "there are no rows",
                remedy: "give JSON lines, CSV with a line of names, or an object with a list `rows`")
        }
        let names = first.members.prefix(10).map { "`\($0.name)`" }.joined(separator: ", ")
        return ScoreTableProblem(
            nil, "no row can be used: \(failed) failed, \(unlabelled) have no label; the first row has \(names)",
            remedy: "give rows a `label`, 1 for hallucinated and 0 for correct")
    }

    private func table(
        _ rows: [ScoreTable.Row], _ values: [[(column: Int, value: Double)]]
    ) throws(ScoreTableProblem) -> ScoreTable {
        // Of whose values most are numbers.
        let kept = columns.indices.filter { columns[$0].numbers > 0 && columns[$0].numbers >= columns[$0].others }
        guard !kept.isEmpty else {
            throw ScoreTableProblem(nil, "no column holds numbers", remedy: "give each row at least one score")
        }
        guard kept.count <= ScoreTable.mostSignals else {
            throw ScoreTableProblem(
                nil, "\(kept.count) columns hold numbers", remedy: "give no more than \(ScoreTable.mostSignals) scores")
        }
        let order = Dictionary(uniqueKeysWithValues: zip(kept, 0...))
        return ScoreTable(
            signals: kept.map { columns[$0].name },
            rows: zip(rows, values).map { row, values in
                var dense = [Double](repeating: .nan, count: kept.count)
                for (column, value) in values { order[column].map { dense[$0] = value } }
                return ScoreTable.Row(
                    id: row.id, label: row.label, group: row.group, item: row.item, values: dense)
            },
            failed: failed, unlabelled: unlabelled)
    }

    /// Nil of a row that is left out.
    private mutating func labelled(_ record: FlatRecord) throws(ScoreTableProblem) -> LabelledRow? {
        switch record["failed"] {
        case nil, .null, .boolean(false), .number(0), .text(""), .text("0"), .text("false"): break
        default:
            failed += 1
            return nil
        }
        guard let value = record["label"], value != .null else {
            unlabelled += 1
            return nil
        }
        guard let label = value.label else {
            throw ScoreTableProblem(
                record.place, "the label is \(value.words.map { "`\($0)`" } ?? "no single value")",
                remedy: "give 1 or true for hallucinated, 0 or false for correct")
        }
        guard let id = record["id"]?.words, !id.isEmpty else {
            throw ScoreTableProblem(record.place, "the row has no `id`", remedy: "give each sample an id of its own")
        }
        return LabelledRow(record: record, label: label, id: id)
    }

    private func item(of row: LabelledRow) -> String {
        if let item = row.text("item") { return item }
        // The two that HaluEval makes of one question.
        for ending in ["_hal", "_cor"] where row.id.hasSuffix(ending) && row.id.count > ending.count {
            return String(row.id.dropLast(ending.count))
        }
        return row.id
    }

    private mutating func numbers(
        _ record: FlatRecord
    ) throws(ScoreTableProblem) -> [(column: Int, value: Double)] {
        var found: [(column: Int, value: Double)] = []
        var seen: Set<String> = []
        for member in record.members where !reserved.contains(member.name) {
            // A name written twice counts once.
            guard member.value != .null, seen.insert(member.name).inserted else { continue }
            let place = places[member.name] ?? columns.count
            if place == columns.count {
                places[member.name] = place
                columns.append((member.name, 0, 0))
            }
            switch member.value.measured(readsTexts: readsTexts) {
            case nil: columns[place].others += 1
            case .some(let number) where number.isFinite:
                // Whose squares are still numbers.
                guard abs(number) <= 1e100 else {
                    throw ScoreTableProblem(
                        record.place, "`\(member.name)` is \(number)", remedy: "give scores of at most 1e100 in size")
                }
                columns[place].numbers += 1
                found.append((place, number))
            case .some: break
            }
        }
        return found
    }
}

extension FlatRecord.Value {
    /// A text, or a number or truth value as one.
    fileprivate var words: String? {
        switch self {
        case .text(let text): text
        case .number(let number): Int(exactly: number).map { "\($0)" } ?? "\(number)"
        case .boolean(let value): "\(value)"
        case .null, .container: nil
        }
    }

    /// 1 is hallucinated; nil of what is no label.
    fileprivate var label: Int? {
        switch self {
        case .boolean(let value): value ? 1 : 0
        case .number(let number): number == 0 ? 0 : number == 1 ? 1 : nil
        case .text(let text):
            switch text.lowercased() {
            case "0", "0.0", "false", "correct": 0
            case "1", "1.0", "true", "hallucinated": 1
            default: nil
            }
        case .null, .container: nil
        }
    }

    /// A number, NaN where it is written as none; nil of anything else.
    fileprivate func measured(readsTexts: Bool) -> Double? {
        switch self {
        case .number(let number): number
        case .text(let text): readsTexts ? Double(text.filter { $0 != " " }) : nil
        case .boolean, .null, .container: nil
        }
    }
}
