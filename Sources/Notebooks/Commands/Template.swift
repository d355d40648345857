/// Text with quoted values in it, as in a caption: `Loss over {{ parameters.epochs }} epochs`.
package struct Template: Hashable, Sendable {
    package enum Piece: Hashable, Sendable {
        case text(String)
        case value(ValueReference)
    }

    package var pieces: [Piece]

    package init(pieces: [Piece]) {
        self.pieces = pieces
    }

    package var references: [ValueReference] {
        pieces.compactMap { piece in
            if case .value(let reference) = piece { reference } else { nil }
        }
    }

    /// The text with each quoted value written by `write`.
    package func filled(_ write: (ValueReference) throws -> String) rethrows -> String {
        try pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .value(let reference): try write(reference)
            }
        }.joined()
    }
}

extension Template {
    /// Reads text that begins at `place`, all on one line.
    ///
    /// Throws a `Diagnostic` where a quoted value is not closed, has no good name, or an unknown format.
    package init(parsing text: some StringProtocol, at place: SourcePlace) throws(Diagnostic) {
        pieces = []
        var rest = Substring(text)
        var column = place.column
        while let open = rest.firstRange(of: "{{") {
            if open.lowerBound > rest.startIndex { pieces.append(.text(String(rest[..<open.lowerBound]))) }
            column += rest.distance(from: rest.startIndex, to: open.lowerBound)
            let here = SourcePlace(line: place.line, column: column)
            guard let close = rest[open.upperBound...].firstRange(of: "}}") else {
                throw Diagnostic(.syntax, at: here, "`{{` is not closed", remedy: "write `{{ name }}`")
            }
            pieces.append(.value(try ValueReference(parsing: rest[open.upperBound..<close.lowerBound], at: here)))
            column += rest.distance(from: open.lowerBound, to: close.upperBound)
            rest = rest[close.upperBound...]
        }
        if !rest.isEmpty { pieces.append(.text(String(rest))) }
    }
}

extension ValueReference {
    /// Reads what stands between `{{` and `}}`; `place` is that of the `{{`.
    package init(parsing inside: Substring, at place: SourcePlace) throws(Diagnostic) {
        let parts = inside.split(separator: "|", omittingEmptySubsequences: false)
        let name = parts[0].trimmed
        guard !name.isEmpty, name.allSatisfy(\.isNamePart), parts.count <= 2 else {
            throw Diagnostic(
                .syntax, at: place, "`{{\(inside)}}` quotes no value",
                remedy: "write `{{ name }}` or `{{ name | fixed 4 }}`")
        }
        let leading = inside.prefix { $0.isWhitespace }.count
        self.init(name: String(name), place: SourcePlace(line: place.line, column: place.column + 2 + leading))
        if parts.count == 2 {
            let words = parts[1].split(whereSeparator: \.isWhitespace)
            guard let format = ValueFormat(words: words) else {
                throw Diagnostic(
                    .unknownFormat, at: place, "`\(parts[1].trimmed)` is no format",
                    remedy: Spelling.remedy(
                        for: String(words.first ?? ""), among: ValueFormat.names,
                        otherwise: "write `fixed 4`, `percent 1`, `scientific 2` or `grouped`"))
            }
            self.format = format
        }
    }
}

extension Character {
    /// Whether the character may stand in the name of a value, a parameter or an option.
    package var isNamePart: Bool {
        isASCII && (isLetter || isNumber || self == "_" || self == "." || self == "-")
    }
}

extension StringProtocol {
    /// The text without white space at its ends.
    package var trimmed: SubSequence {
        guard let first = firstIndex(where: { !$0.isWhitespace }) else { return self[endIndex...] }
        let last = lastIndex { !$0.isWhitespace } ?? first
        return self[first...last]
    }

    /// The first place where the other text stands, or nil; no library for what five lines do.
    package func firstRange(of other: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(other) { return start..<index(start, offsetBy: other.count) }
            start = index(after: start)
        }
        return nil
    }
}
