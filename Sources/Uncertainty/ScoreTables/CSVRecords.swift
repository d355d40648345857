import LogProbs

/// Reads records from comma-separated values with a line of names first (RFC 4180): fields may stand in quotation marks, with
/// commas, line feeds and doubled quotation marks in them. All values are texts; empty ones are nothing.
enum CSVRecords {
    static func read(_ bytes: [UInt8]) throws(FlatRecordProblem) -> [FlatRecord] {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw FlatRecordProblem(place: "line 1", reason: "the file is neither JSON nor UTF-8 text")
        }
        var scanner = CSVScanner(text)
        guard let head = try scanner.next() else { return [] }
        let names = head.fields.map { $0.trimming }
        for (place, name) in names.enumerated() where names[..<place].contains(name) {
            throw FlatRecordProblem(place: head.place, reason: "two columns are called `\(name)`")
        }
        var records: [FlatRecord] = []
        while let row = try scanner.next() {
            guard row.fields.count == names.count else {
                throw FlatRecordProblem(
                    place: row.place, reason: "it has \(row.fields.count) fields, and there are \(names.count) columns")
            }
            records.append(
                FlatRecord(
                    place: row.place,
                    members: zip(names, row.fields).map { name, field in
                        FlatRecord.Member(name, field.isEmpty ? .null : .text(field))
                    }))
        }
        return records
    }
}

private struct CSVScanner {
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1

    init(_ text: String) {
        bytes = Array(text.utf8.dropFirst(text.hasPrefix("\u{FEFF}") ? 3 : 0))
    }

    /// The next row that is not blank; nil at the end.
    mutating func next() throws(FlatRecordProblem) -> (place: String, fields: [String])? {
        while position < bytes.count {
            let place = "line \(line)"
            var fields = [try field(place)]
            while position < bytes.count, bytes[position] == UInt8(ascii: ",") {
                position += 1
                fields.append(try field(place))
            }
            try endLine(place)
            if fields != [""] { return (place, fields) }
        }
        return nil
    }

    private mutating func field(_ place: String) throws(FlatRecordProblem) -> String {
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
            let end = bytes[position...].firstIndex { [0x2C, 0x0A, 0x0D].contains($0) } ?? bytes.count
            defer { position = end }
            return String(decoding: bytes[position..<end], as: UTF8.self)
        }
        position += 1
        var field: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\"") {
                guard position < bytes.count, bytes[position] == byte else {
                    return String(decoding: field, as: UTF8.self)
                }
                position += 1
            } else if byte == 0x0A {
                line += 1
            }
            field.append(byte)
        }
        throw FlatRecordProblem(place: place, reason: "a quotation mark has no end")
    }

    private mutating func endLine(_ place: String) throws(FlatRecordProblem) {
        guard position < bytes.count else { return }
        if bytes[position] == 0x0D { position += 1 }
        guard position < bytes.count else { return }
        if bytes[position] == 0x0A {
            position += 1
        } else if bytes[position - 1] != 0x0D {
            throw FlatRecordProblem(place: place, reason: "a quoted field goes on behind its quotation mark")
        }
        line += 1
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
