import LogProbs

/// Reads records from comma-separated values with a line of names first. All values are texts; empty ones are nothing.
enum CSVRecords {
    static func read(_ bytes: [UInt8]) throws(FlatRecordProblem) -> [FlatRecord] {
        var rows = CSVRows(bytes)
        guard let head = try next(&rows) else { return [] }
        let names = head.fields.map { $0.trimming }
        for (place, name) in names.enumerated() where names[..<place].contains(name) {
            throw FlatRecordProblem(place: "line \(head.line)", reason: "two columns are called `\(name)`")
        }
        var records: [FlatRecord] = []
        while let row = try next(&rows) {
            guard row.fields.count == names.count else {
                throw FlatRecordProblem(
                    place: "line \(row.line)",
                    reason: "it has \(row.fields.count) fields, and there are \(names.count) columns")
            }
            records.append(
                FlatRecord(
                    place: "line \(row.line)",
                    members: zip(names, row.fields).map { name, field in
                        FlatRecord.Member(name, field.isEmpty ? .null : .text(field))
                    }))
        }
        return records
    }

    private static func next(_ rows: inout CSVRows) throws(FlatRecordProblem) -> CSVRows.Row? {
        do throws(ResponseProblem) {
            return try rows.next()
        } catch {
            throw FlatRecordProblem(place: "line \(rows.line)", reason: error.reason)
        }
    }
}

extension StringProtocol {
    /// Without spaces and tabs around it.
    fileprivate var trimming: String {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        let head = drop(while: isSpace)
        return String(head.reversed().drop(while: isSpace).reversed())
    }
}
