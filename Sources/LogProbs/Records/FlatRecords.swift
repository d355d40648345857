/// Reads records from bytes at hand: JSON Lines, a list, or an object with a list `rows`.
package enum FlatRecords {
    /// The records in the file's order; blank lines are none.
    ///
    /// - Parameter opened: the name of an object whose members are taken as the record's own.
    package static func read(
        _ bytes: [UInt8], opened: StaticString
    ) throws(FlatRecordProblem) -> [FlatRecord] {
        let count = bytes.count
        let padded = bytes + Array(repeating: 0, count: JSONParser.padding)
        // `withUnsafeBytes` passes typed errors on only where they are results.
        let result = padded.withUnsafeBytes { bytes in
            Result { () throws(FlatRecordProblem) in
                var reader = RecordReader(opened: opened)
                return try reader.read(UnsafeRawBufferPointer(rebasing: bytes[..<count]))
            }
        }
        return try result.get()
    }
}

private struct RecordReader: ~Copyable {
    let opened: StaticString
    var parser = JSONParser()

    init(opened: StaticString) {
        self.opened = opened
    }

    mutating func read(_ bytes: UnsafeRawBufferPointer) throws(FlatRecordProblem) -> [FlatRecord] {
        let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        guard let start = bytes[mark...].firstIndex(where: { !JSONScan.isSpace($0) }) else { return [] }
        var end = bytes.count
        while JSONScan.isSpace(bytes[end - 1]) { end -= 1 }
        // One value is one document, over however many lines it goes.
        if JSONScan.endOfValue(bytes, from: start, to: end) == end {
            return try document(UnsafeRawBufferPointer(rebasing: bytes[start..<end]), line: 1)
        }
        return try lines(bytes, from: start)
    }

    // MARK: Lines

    private mutating func lines(
        _ bytes: UnsafeRawBufferPointer, from start: Int
    ) throws(FlatRecordProblem) -> [FlatRecord] {
        var records: [FlatRecord] = []
        var line = 1 + JSONScan.lines(bytes, 0..<start)
        var place = start
        while place < bytes.count {
            let end = JSONScan.newline(bytes, from: place) ?? bytes.count
            let text = UnsafeRawBufferPointer(rebasing: bytes[place..<end])
            if !text.allSatisfy(JSONScan.isSpace) { records.append(try record(text, place: "line \(line)")) }
            place = end + 1
            line += 1
        }
        return records
    }

    private mutating func record(
        _ text: UnsafeRawBufferPointer, place: String
    ) throws(FlatRecordProblem) -> FlatRecord {
        let opened = opened
        let record = try parse(text, place) { Self.record($0, place: place, opened: opened) }
        guard let record else { throw FlatRecordProblem(place: place, reason: "it is no JSON object") }
        return record
    }

    // MARK: Documents

    private mutating func document(
        _ text: UnsafeRawBufferPointer, line: Int
    ) throws(FlatRecordProblem) -> [FlatRecord] {
        let opened = opened
        let result = try parse(text, "line \(line)") { value -> Result<[FlatRecord], FlatRecordProblem> in
            let list = value.kind == .array ? value : value.array("rows")
            guard let list else {
                // A file of one line.
                guard let record = Self.record(value, place: "line \(line)", opened: opened) else {
                    return .failure(FlatRecordProblem(place: "line \(line)", reason: "it is no JSON object"))
                }
                return .success([record])
            }
            var records: [FlatRecord] = []
            for (place, row) in list.elements.enumerated() {
                let place = "row \(place + 1)"
                guard let record = Self.record(row, place: place, opened: opened) else {
                    return .failure(FlatRecordProblem(place: place, reason: "it is no JSON object"))
                }
                records.append(record)
            }
            return .success(records)
        }
        return try result.get()
    }

    // MARK: Values

    /// Parses a text; one that simdjson refuses is tried again with what Python writes put right.
    private mutating func parse<Outcome>(
        _ text: UnsafeRawBufferPointer, _ place: String, _ body: (JSONValue) -> Outcome
    ) throws(FlatRecordProblem) -> Outcome {
        var problem = ResponseProblem(.unreadable, "")
        do throws(ResponseProblem) {
            return try parser.parse(text, body)
        } catch {
            problem = error
        }
        var repairs = RepairCounts()
        if let rewritten = LenientJSON.rewritten(text, &repairs) {
            let padded = rewritten + Array(repeating: 0, count: JSONParser.padding)
            let again = padded.withUnsafeBytes { bytes in
                try? parser.parse(UnsafeRawBufferPointer(rebasing: bytes[..<rewritten.count]), body)
            }
            if let again { return again }
        }
        throw FlatRecordProblem(place: place, reason: problem.reason)
    }

    /// Nil of what is no object.
    private static func record(_ value: JSONValue, place: String, opened: StaticString) -> FlatRecord? {
        guard value.kind == .object else { return nil }
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
