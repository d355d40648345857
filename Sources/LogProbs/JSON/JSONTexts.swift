/// The JSON values of bytes in memory: one on each line, one pretty-printed document, or the elements of one list. `NaN` and what
/// else Python writes is taken as in responses.
package enum JSONTexts {
    /// Gives each value, or why there is none, to `body` with the line where it begins, from 1; the value must not be kept.
    package static func read<Failure: Error>(
        _ bytes: [UInt8], _ body: (Result<JSONValue, ResponseProblem>, _ line: Int) throws(Failure) -> Void
    ) throws(Failure) {
        let count = bytes.count
        // `withUnsafeBytes` passes typed errors on only where they are results.
        let result = (bytes + Array(repeating: 0, count: JSONParser.padding)).withUnsafeBytes { bytes in
            Result { () throws(Failure) in
                try read(UnsafeRawBufferPointer(rebasing: bytes[..<count]), body)
            }
        }
        try result.get()
    }

    private static func read<Failure: Error>(
        _ bytes: UnsafeRawBufferPointer, _ body: (Result<JSONValue, ResponseProblem>, Int) throws(Failure) -> Void
    ) throws(Failure) {
        var parser = JSONParser()
        var place = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var line = 1
        let start = bytes[place...].firstIndex { !JSONScan.isSpace($0) }
        let list = start.flatMap { bytes[$0] == UInt8(ascii: "[") ? $0 : nil }
        if let list {
            line += JSONScan.lines(bytes, place..<list)
            place = list + 1
        }
        let cutter = UnitCutter(bytes: bytes, framing: list == nil ? .values : .elements, isEnded: true)
        while let cut = cutter.next(from: place) {
            let begin = line + JSONScan.lines(bytes, place..<cut.range.lowerBound)
            line += JSONScan.lines(bytes, place..<cut.next)
            place = cut.next
            guard !cut.range.isEmpty else { continue }
            try parser.give(UnsafeRawBufferPointer(rebasing: bytes[cut.range])) { (value) throws(Failure) in
                try body(value, begin)
            }
        }
        // Elements were taken one by one; now the list as a whole, for what is between them and behind it.
        guard let list else { return }
        try parser.give(UnsafeRawBufferPointer(rebasing: bytes[list...])) { (value) throws(Failure) in
            if case .failure = value { try body(value, line) }
        }
    }
}

extension JSONParser {
    /// Gives a text's value to `body`, or why it has none.
    fileprivate mutating func give<Failure: Error>(
        _ text: UnsafeRawBufferPointer, _ body: (Result<JSONValue, ResponseProblem>) throws(Failure) -> Void
    ) throws(Failure) {
        func taken(_ value: JSONValue) -> Result<Void, Failure> {
            Result { () throws(Failure) in try body(.success(value)) }
        }
        let outcome: Result<Void, Failure>
        do throws(ResponseProblem) {
            outcome = try parse(text, taken)
        } catch {
            // What Python writes is tried again, put right.
            var repairs = RepairCounts()
            let rewritten = LenientJSON.rewritten(text, &repairs) ?? []
            let again = (rewritten + Array(repeating: 0, count: JSONParser.padding)).withUnsafeBytes { bytes in
                rewritten.isEmpty
                    ? nil : try? parse(UnsafeRawBufferPointer(rebasing: bytes[..<rewritten.count]), taken)
            }
            outcome = again ?? Result { () throws(Failure) in try body(.failure(error)) }
        }
        try outcome.get()
    }
}
