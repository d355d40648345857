/// Writes a paragraph's source so that libcmark leaves alone what an extension reads.
struct ParagraphEncoder {
    /// As many lines as before.
    private(set) var bytes: [UInt8] = []
    /// Where bytes stand in it that the source does not have.
    private(set) var insertions: [Int] = []

    init(_ source: [UInt8], labels: Set<String>) {
        bytes.reserveCapacity(source.count)
        var written = 0
        for span in SpanScanner.spans(of: source, labels: labels) {
            bytes += source[written..<span.range.lowerBound].map(ProseMark.unreserved)
            write(span.kind, source[span.range])
            written = span.range.upperBound
        }
        bytes += source[written...].map(ProseMark.unreserved)
    }

    private mutating func write(_ kind: ProseSpan.Kind, _ source: ArraySlice<UInt8>) {
        switch kind {
        case .opaque, .value: bytes += source.map(ProseMark.unreserved)
        case .escapedTilde:
            bytes += source
            insert(ProseMark.plain)
        case .address:
            bytes += source.map { "*_~".utf8.contains($0) ? ProseMark.protected($0) : ProseMark.unreserved($0) }
        case .footnote:
            bytes += [UInt8(ascii: "^"), ProseMark.footnote]
            bytes += source.dropFirst(2).dropLast().map(ProseMark.protected)
            bytes.append(UInt8(ascii: "^"))
        case .citation:
            insert(UInt8(ascii: "^"))
            insert(ProseMark.citation)
            bytes += source.map(ProseMark.protected)
            insert(UInt8(ascii: "^"))
        case .formula(let isDisplay):
            let dollars = source.prefix(isDisplay ? 2 : 1)
            bytes += dollars
            insert(ProseMark.formula)
            bytes += source.dropFirst(dollars.count).dropLast(dollars.count).map(ProseMark.protected)
            bytes += dollars
        }
    }

    private mutating func insert(_ mark: UInt8) {
        insertions.append(bytes.count)
        bytes.append(mark)
    }
}
