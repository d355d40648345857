package import Files

/// Labels, and with them groups and items, of a file of their own, by the responses' ids.
package struct LabelTable: Sendable {
    package struct Entry: Sendable, Equatable {
        package var label: Int?
        package var group: String?
        package var item: String?
    }

    private var entries: [String: Entry] = [:]
    /// Lines that could not be read.
    package private(set) var problems: [(line: Int, problem: ResponseProblem)] = []

    package var count: Int { entries.count }

    package subscript(id: String) -> Entry? { entries[id] }

    /// Reads JSON Lines, or a list, of objects with an id and a label: `{"id": "q1", "label": 1}`.
    package init(_ path: String, keys: ResponseKeys = ResponseKeys()) throws(FileProblem) {
        var blocks = BlockReader(try ByteSource(path))
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

    private mutating func add(
        _ text: UnsafeRawBufferPointer, _ parser: inout JSONParser, _ keys: ResponseKeys
    ) throws(ResponseProblem) {
        let facts = try parser.parse(text) { value in
            value.kind == .array
                ? value.elements.map { ResponseFacts([$0], keys: keys) } : [ResponseFacts([value], keys: keys)]
        }
        for facts in facts {
            guard let id = facts.id else { throw ResponseProblem(.malformed, "it has no id") }
            guard !facts.hasUnknownLabel else {
                throw ResponseProblem(.malformed, "its label is none of 0, 1, true and false")
            }
            entries[id] = Entry(label: facts.label, group: facts.group, item: facts.item)
        }
    }
}
