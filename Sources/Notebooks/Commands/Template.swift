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
    package func filled<Failure>(_ write: (ValueReference) throws(Failure) -> String) throws(Failure) -> String {
        var result = ""
        for piece in pieces {
            switch piece {
            case .text(let text): result += text
            case .value(let reference): result += try write(reference)
            }
        }
        return result
    }
}

extension Template {
    /// Reads text. What is wrong with its quoted values is reported, and they stay text.
    ///
    /// `locate` is given each `{{ … }}` as written, with the number of characters before it, and says where it stands in
    /// the source, or nil where it is meant as text.
    init(
        parsing text: String, reporting diagnostics: inout [Diagnostic], locate: (Substring, Int) -> SourcePlace?
    ) {
        var pieces: [Piece] = []
        var plain = ""
        var rest = Substring(text)
        var offset = 0
        // Once there is no `}}`, there is none further on.
        var hasClose = true
        while let open = rest.firstRange(of: "{{") {
            offset += rest[..<open.lowerBound].count
            plain += rest[..<open.lowerBound]
            let close = hasClose ? rest[open.upperBound...].firstRange(of: "}}") : nil
            hasClose = close != nil
            let written = rest[open.lowerBound..<(close ?? open).upperBound]
            rest = rest[written.endIndex...]
            switch Self.reference(written, isClosed: close != nil, at: locate(written, offset)) {
            case .success(let reference?):
                if !plain.isEmpty { pieces.append(.text(plain)) }
                pieces.append(.value(reference))
                plain = ""
            case .success(nil):
                plain += written
            case .failure(let diagnostic):
                diagnostics.append(diagnostic)
                plain += written
            }
            offset += written.count
        }
        plain += rest
        if !plain.isEmpty { pieces.append(.text(plain)) }
        self.pieces = pieces
    }

    /// The value that `{{ … }}` quotes, or nil without a place.
    private static func reference(_ written: Substring, isClosed: Bool, at place: SourcePlace?)
        -> Result<ValueReference?, Diagnostic>
    {
        guard let place else { return .success(nil) }
        guard isClosed else { return .failure(.unclosedValue(at: place)) }
        return Result { () throws(Diagnostic) in
            try ValueReference(parsing: written.dropFirst(2).dropLast(2), at: place)
        }
    }
}

extension Diagnostic {
    static func unclosedValue(at place: SourcePlace) -> Diagnostic {
        Diagnostic(.syntax, at: place, "`{{` is not closed", remedy: "write `{{ name }}`, all on one line")
    }
}
