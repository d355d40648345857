extension ArgumentSyntax {
    /// Reads a value off the tokens, of which there is at least one.
    init(parsing rest: inout ArraySlice<CommandScanner.PlacedToken>) throws(Diagnostic) {
        let first = rest.removeFirst()
        switch first.token {
        case .word(let word):
            self.init(.literal(Value(word: word)), at: first.place)
        case .string(let template):
            let isPlain = template.references.isEmpty
            self.init(isPlain ? .literal(.text(template.filled(\.name))) : .template(template), at: first.place)
            isQuoted = true
        case .value(let reference):
            self.init(.reference(reference), at: first.place)
        case .sign("["):
            self.init(.literal(.list(try Self.list(&rest, from: first.place))), at: first.place)
        case .sign(let sign):
            throw Diagnostic(
                .syntax, at: first.place, "`\(sign)` stands where a value should be", remedy: "write a value before it")
        }
    }

    /// The values of `[a, b]` after its `[`. A list holds no list, so nothing here is as deep as the text is nested.
    private static func list(_ rest: inout ArraySlice<CommandScanner.PlacedToken>, from place: SourcePlace)
        throws(Diagnostic) -> [Value]
    {
        var values: [Value] = []
        while let first = rest.first, first.token != .sign("]") {
            guard first.token != .sign("["), case .literal(let value) = try ArgumentSyntax(parsing: &rest).content
            else {
                throw Diagnostic(.syntax, at: first.place, "a list holds plain values only", remedy: "write `[a, b]`")
            }
            values.append(value)
            guard let next = rest.first, next.token != .sign("]") else { break }
            guard next.token == .sign(",") else {
                throw Diagnostic(.syntax, at: next.place, "a comma is missing in the list", remedy: "write `[a, b]`")
            }
            rest.removeFirst()
        }
        guard rest.popFirst() != nil else {
            throw Diagnostic(.syntax, at: place, "the list is not closed", remedy: "write `[a, b]`")
        }
        return values
    }
}
