/// In what two reports of the same notebook differ, apart from times and machines.
package struct ReportComparison: Sendable {
    /// How many values and tables the first one has.
    package let values: Int
    package let tables: Int
    /// Each in one line, as `test.auroc: 0.93 -> 0.94`.
    package private(set) var differences: [String] = []
    private let tolerance: Double

    /// - Parameter tolerance: how far numbers may be apart, as a share of the larger one.
    package init(_ old: ReportReader, _ new: ReportReader, tolerance: Double = 0) {
        (values, tables) = (old.values.count, old.tables.count)
        self.tolerance = tolerance
        compareValues(old.values, new.values)
        compareTables(old.tables, new.tables)
    }

    private mutating func compareValues(_ old: [ReportReader.NamedText], _ new: [ReportReader.NamedText]) {
        let (before, after) = (old.counted, new.counted)
        for (key, text) in before {
            let other = after.first { $0.key == key }?.text
            guard other.map({ isSame($0, text) }) != true else { continue }
            differences.append("\(key.name) of \(key.cell): \(text) -> \(other ?? "nothing")")
        }
        let known = Set(before.map(\.key))
        for (key, text) in after where !known.contains(key) {
            differences.append("\(key.name) of \(key.cell): nothing -> \(text)")
        }
    }

    private mutating func compareTables(_ old: [ReportReader.TableText], _ new: [ReportReader.TableText]) {
        for cell in (old + new).map(\.cell).uniqued {
            let (before, after) = (old.filter { $0.cell == cell }, new.filter { $0.cell == cell })
            if before.count != after.count {
                differences.append(
                    "\(cell): \(before.count) \(before.count == 1 ? "table" : "tables") -> \(after.count)")
            }
            for (table, other) in zip(before, after) { compare(table, other) }
        }
    }

    private mutating func compare(_ old: ReportReader.TableText, _ new: ReportReader.TableText) {
        let name = old.caption.isEmpty ? "a figure's data in \(old.cell)" : "table “\(old.caption)” in \(old.cell)"
        guard old.caption == new.caption else {
            differences.append("\(name): now \(new.caption.isEmpty ? "a figure's data" : "“\(new.caption)”")")
            return
        }
        guard old.rows.count == new.rows.count else {
            differences.append("\(name): \(old.rows.count) rows -> \(new.rows.count)")
            return
        }
        for (number, (row, other)) in zip(old.rows, new.rows).enumerated() {
            let isEqual = row.count == other.count && zip(row, other).allSatisfy { isSame($0, $1) }
            guard !isEqual else { continue }
            differences.append(
                "\(name), row \(number): \(row.joined(separator: " | ")) -> \(other.joined(separator: " | "))")
        }
    }

    /// Whether two texts are the same, but for their numbers, which need only be near.
    private func isSame(_ old: String, _ new: String) -> Bool {
        if old == new { return true }
        guard tolerance > 0 else { return false }
        let (before, after) = (old.words, new.words)
        return before.count == after.count
            && zip(before, after).allSatisfy { word, other in
                if word == other { return true }
                guard let a = Double(word), let b = Double(other) else { return false }
                return abs(a - b) <= tolerance * max(abs(a), abs(b))
            }
    }
}

/// What tells one value of a report from another: a cell may give the same one several times.
private struct ValueKey: Hashable {
    var cell: String
    var name: String
    /// How often the cell gave it before.
    var earlier: Int
}

extension [ReportReader.NamedText] {
    fileprivate var counted: [(key: ValueKey, text: String)] {
        var counts: [ValueKey: Int] = [:]
        return map { value in
            let first = ValueKey(cell: value.cell, name: value.name, earlier: 0)
            defer { counts[first, default: 0] += 1 }
            return (ValueKey(cell: value.cell, name: value.name, earlier: counts[first] ?? 0), value.text)
        }
    }
}

extension String {
    /// The pieces between spaces, brackets and commas, where numbers may stand.
    fileprivate var words: [Substring] { split { " [],%".contains($0) } }
}

extension [String] {
    fileprivate var uniqued: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
