/// Reads records from bytes at hand: JSON Lines, a list, or an object with a list `rows`.
package enum FlatRecords {
    /// The records in the file's order; blank lines are none.
    ///
    /// - Parameter opened: the name of an object whose members are taken as the record's own.
    package static func read(
        _ bytes: [UInt8], opened: StaticString
    ) throws(FlatRecordProblem) -> [FlatRecord] {
        let isList =
            bytes.first { $0 != 0xEF && $0 != 0xBB && $0 != 0xBF && !JSONScan.isSpace($0) } == UInt8(ascii: "[")
        var records: [FlatRecord] = []
        try JSONTexts.read(bytes) { (value, line) throws(FlatRecordProblem) in
            let place = isList ? "row \(records.count + 1)" : "line \(line)"
            switch value {
            case .failure(let problem): throw FlatRecordProblem(place: place, reason: problem.reason)
            case .success(let value):
                guard !isList, value["id"] == nil, let rows = value.array("rows") else {
                    return records.append(try record(value, place: place, opened: opened))
                }
                for row in rows.elements {
                    records.append(try record(row, place: "row \(records.count + 1)", opened: opened))
                }
            }
        }
        return records
    }

    private static func record(
        _ value: JSONValue, place: String, opened: StaticString
    ) throws(FlatRecordProblem) -> FlatRecord {
        guard value.kind == .object else { throw FlatRecordProblem(place: place, reason: "it is no JSON object") }
        var members: [FlatRecord.Member] = []
        for (name, value) in value.members {
            if value.kind == .object, equalBytes(name, opened) {
                members += value.members.map { member($0.key, $0.value) }
            } else {
                members.append(member(name, value))
            }
        }
        return FlatRecord(place: place, members: members)
    }

    private static func member(_ name: UnsafeBufferPointer<UInt8>, _ value: JSONValue) -> FlatRecord.Member {
        FlatRecord.Member(String(decoding: name, as: UTF8.self), flat(value))
    }

    private static func flat(_ value: JSONValue) -> FlatRecord.Value {
        switch value.kind {
        case .object, .array: .container
        case .string: .text(value.string ?? "")
        case .boolean: .boolean(value.boolean ?? false)
        // What `Infinity` is put right to.
        case .number: value.number.flatMap { abs($0) < 1e300 ? .number($0) : nil } ?? .null
        case .null: .null
        }
    }
}
