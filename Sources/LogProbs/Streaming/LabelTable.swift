package import Files
import Synchronization

/// Labels, and with them groups and items, of a file of their own, by the responses' ids.
package struct LabelTable: Sendable {
    package struct Entry: Sendable, Equatable {
        package var label: Int?
        package var group: String?
        package var item: String?
        /// Where it stands among all.
        fileprivate var place = 0
    }

    private var entries: [String: Entry] = [:]
    private let uses = Uses()
    /// Lines that could not be read.
    package private(set) var problems: [(line: Int, problem: ResponseProblem)] = []

    package var count: Int { entries.count }

    /// How many of them have a label.
    package var labelled: Int { entries.values.count { $0.label != nil } }

    /// Without noting that it was asked for.
    package subscript(id: String) -> Entry? { entries[id] }

    /// Reads JSON Lines, or a list, of objects with an id and a label (`{"id": "q1", "label": 1}`), or comma-separated values with a
    /// line of the same names first.
    package init(_ path: String, keys: ResponseKeys = ResponseKeys()) throws(FileProblem) {
        let bytes = try ByteSource(path).all()
        let start = bytes.drop { JSONScan.isSpace($0) || [0xEF, 0xBB, 0xBF].contains($0) }.first
        if let start, start != UInt8(ascii: "{"), start != UInt8(ascii: "[") {
            readRows(bytes, keys)
        } else {
            readJSON(try ByteSource(bytes, name: path), keys)
        }
    }

    // MARK: Reading

    private mutating func readJSON(_ source: ByteSource, _ keys: ResponseKeys) {
        var blocks = BlockReader(source)
        var parser = JSONParser()
        while let block = blocks.next() {
            block.bytes.withUnsafeBytes { bytes in
                for unit in block.units {
                    do throws(ResponseProblem) {
                        if let problem = unit.problem { throw problem }
                        let text = UnsafeRawBufferPointer(rebasing: bytes[unit.range])
                        try add(text, &parser, keys)
                    } catch {
                        problems.append((unit.line, error))
                    }
                }
            }
        }
    }

    private mutating func readRows(_ bytes: [UInt8], _ keys: ResponseKeys) {
        var rows = CSVRows(bytes)
        var parser = JSONParser()
        var line = 1
        do throws(ResponseProblem) {
            guard let names = try rows.next() else { return }
            while let row = try rows.next() {
                line = row.line
                do throws(ResponseProblem) {
                    try add(row.fields, names: names.fields, &parser, keys)
                } catch {
                    problems.append((line, error))
                }
            }
        } catch {
            problems.append((line, error))
        }
    }

    /// Adds a row as the object that it stands for.
    private mutating func add(
        _ fields: [String], names: [String], _ parser: inout JSONParser, _ keys: ResponseKeys
    ) throws(ResponseProblem) {
        guard fields.count == names.count else {
            throw ResponseProblem(.malformed, "it has \(fields.count) fields, and there are \(names.count) columns")
        }
        var text = JSONText()
        text.addObject(zip(names, fields).filter { !$0.1.isEmpty })
        let count = text.bytes.count
        let padded = text.bytes + Array(repeating: 0, count: JSONParser.padding)
        // `withUnsafeBytes` passes typed errors on only where they are results.
        let result = padded.withUnsafeBytes { bytes in
            Result { () throws(ResponseProblem) in
                try add(UnsafeRawBufferPointer(rebasing: bytes[..<count]), &parser, keys)
            }
        }
        try result.get()
    }

    private mutating func add(
        _ text: UnsafeRawBufferPointer, _ parser: inout JSONParser, _ keys: ResponseKeys
    ) throws(ResponseProblem) {
        // Where responses have their ids somewhere else, labels may have theirs in the usual place.
        var usual = keys
        usual.id = nil
        let rows = try parser.parse(text) { value in
            let objects = value.kind == .array ? Array(value.elements) : [value]
            return objects.map { object in
                let facts = ResponseFacts([object], keys: keys)
                return (facts, id: facts.id ?? ResponseFacts([object], keys: usual).id)
            }
        }
        for (facts, id) in rows {
            guard let id else {
                throw ResponseProblem(.malformed, "it has no id")
            }
            guard !facts.hasUnknownLabel else {
                throw ResponseProblem(.malformed, "its label is none of 0, 1, true and false")
            }
            var entry = Entry(label: facts.label, group: facts.group, item: facts.item, place: entries.count)
            if let other = entries[id] {
                entry.place = other.place
                guard entry == other else {
                    throw ResponseProblem(
                        .malformed, "the id `\(id)` is there before, with another label, group or item")
                }
            }
            entries[id] = entry
        }
    }

    // MARK: Use

    /// The entry of a response, else of the request that it is of; it counts as used.
    func entry(of id: String, request: String) -> Entry? {
        guard let entry = entries[id] ?? entries[request] else { return nil }
        uses.add(entry.place)
        return entry
    }

    /// The ids that no response was read of, in the file's order.
    package var unused: [String] {
        let used = uses.all
        return entries.filter { !used.contains($0.value.place) }.sorted { $0.value.place < $1.value.place }.map(\.key)
    }

    /// Which entries were used, by whichever thread.
    private final class Uses: Sendable {
        private let places = Mutex<Set<Int>>([])

        var all: Set<Int> { places.withLock { $0 } }

        func add(_ place: Int) {
            places.withLock { _ = $0.insert(place) }
        }
    }
}
