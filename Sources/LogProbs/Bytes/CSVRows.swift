/// The rows of comma-separated values (RFC 4180): fields may stand in quotation marks, with commas, ends of lines and doubled
/// quotation marks in them. Blank lines are none.
package struct CSVRows {
    package struct Row: Sendable, Equatable {
        package var fields: [String]
        /// Where it begins, from 1.
        package var line: Int
    }

    private let bytes: [UInt8]
    private var place: Int
    /// Where the next row begins, or a problem is, from 1.
    package private(set) var line = 1

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
        place = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// The next row; nil at the end. After a problem there is no more.
    package mutating func next() throws(ResponseProblem) -> Row? {
        while place < bytes.count {
            let begin = line
            var fields = [try field()]
            while at(",") {
                place += 1
                fields.append(try field())
            }
            try endLine()
            if fields != [""] { return Row(fields: fields, line: begin) }
        }
        return nil
    }

    private func at(_ character: Unicode.Scalar) -> Bool {
        place < bytes.count && bytes[place] == UInt8(ascii: character)
    }

    private mutating func field() throws(ResponseProblem) -> String {
        guard at("\"") else {
            let end = bytes[place...].firstIndex { [0x2C, 0x0A, 0x0D].contains($0) } ?? bytes.count
            defer { place = end }
            return try text(bytes[place..<end])
        }
        var field: [UInt8] = []
        repeat {
            // Behind the first quotation mark, or the second of a doubled one.
            let start = place + 1
            guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\"")) else {
                place = bytes.count
                throw ResponseProblem(.unreadable, "a quotation mark has no end")
            }
            field += bytes[start..<end]
            line += bytes[start..<end].count { $0 == 0x0A }
            place = end + 1
            if at("\"") { field.append(UInt8(ascii: "\"")) }
        } while at("\"")
        return try text(field[...])
    }

    private func text(_ field: ArraySlice<UInt8>) throws(ResponseProblem) -> String {
        guard let text = String(validating: field, as: UTF8.self) else {
            throw ResponseProblem(.unreadable, "it is not UTF-8 text")
        }
        return text
    }

    private mutating func endLine() throws(ResponseProblem) {
        guard place < bytes.count else { return }
        if at("\r") { place += 1 }
        if at("\n") {
            place += 1
        } else if place < bytes.count, bytes[place - 1] != 0x0D {
            place = bytes.count
            throw ResponseProblem(.unreadable, "a field goes on behind its quotation mark")
        }
        line += 1
    }
}
