import Notebooks

/// What a line of prose says otherwise in a report than in the notebook: a value, or a citation.
enum Quotation {
    case value(ValueReference)
    /// At a place; what goes on on the next line stays as it is written.
    case citation(Citation, SourcePlace)
    /// A label, of which no report says anything.
    case label(Notebook.LabelMark)

    private var place: SourcePlace {
        switch self {
        case .value(let reference): reference.place
        case .citation(_, let place): place
        case .label(let mark): mark.place
        }
    }

    /// All of a notebook's, by line, from left to right.
    static func byLine(of notebook: Notebook) -> [Int: [Quotation]] {
        let all =
            notebook.proseReferences.map { Quotation.value($0.reference) }
            + notebook.citations.map { .citation($0.citation, $0.place) } + notebook.labelMarks.map { .label($0) }
        return Dictionary(grouping: all.sorted { $0.place < $1.place }, by: \.place.line)
    }

    /// Where it stands among the characters of its line; nil where it does not.
    func range(in line: [Character]) -> Range<Int>? {
        switch self {
        case .value(let reference): return line.quotation(around: reference.place.column - 1)
        case .citation(let citation, let place): return Self.range(of: citation.source, at: place, in: line)
        case .label(let mark):
            guard let range = Self.range(of: mark.written, at: mark.place, in: line) else { return nil }
            let spaces = line[..<range.lowerBound].reversed().prefix(while: \.isWhitespace).count
            return (range.lowerBound - spaces)..<range.upperBound
        }
    }

    private static func range(of written: String, at place: SourcePlace, in line: [Character]) -> Range<Int>? {
        let range = (place.column - 1)..<(place.column - 1 + written.count)
        return range.upperBound <= line.count && String(line[range]) == written ? range : nil
    }
}

extension [Character] {
    /// From `{{` to `}}` around a name that begins at an index; nil where there is none.
    fileprivate func quotation(around name: Int) -> Range<Int>? {
        guard name >= 2, name < count else { return nil }
        var start = name
        while start > 0, self[start - 1].isWhitespace { start -= 1 }
        guard start >= 2, self[start - 1] == "{", self[start - 2] == "{" else { return nil }
        guard let end = (name..<(count - 1)).first(where: { self[$0] == "}" && self[$0 + 1] == "}" }) else {
            return nil
        }
        return (start - 2)..<(end + 2)
    }
}
