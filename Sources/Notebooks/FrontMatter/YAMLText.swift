import Yams

/// YAML inside another text: composes it into nodes, and knows where in that text they stand.
struct YAMLText {
    private let lines: [SourceLine]
    /// Whether a line has ASCII only, so that its columns need no counting.
    private let isPlain: [Bool]

    /// More text than this is no front matter and no parameter file.
    private static let longest = 100_000
    /// Yams composes by recursion, so how deep it may go has an end.
    private static let deepest = 50

    init(_ lines: [SourceLine]) {
        self.lines = lines
        isPlain = lines.map { $0.text.utf8.allSatisfy { $0 < 0x80 } }
    }

    /// Where a node stands.
    func place(of node: Node) -> SourcePlace {
        place(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }

    /// The first place of a text as written, at a place or after it.
    func place(of written: Substring, after place: SourcePlace) -> SourcePlace? {
        for line in lines where line.place.line >= place.line {
            let skipped = line.place.line == place.line ? max(0, place.column - line.place.column) : 0
            let text = line.text.dropFirst(skipped)
            guard let found = text.firstRange(of: String(written)) else { continue }
            let column = line.place.column + skipped + text[..<found.lowerBound].count
            return SourcePlace(line: line.place.line, column: column)
        }
        return nil
    }

    /// The place of a line and a column of Unicode scalars, both counted from 1, as libyaml gives them; the end of the text
    /// where it has fewer lines.
    private func place(line: Int, column: Int) -> SourcePlace {
        guard let last = lines.indices.last else { return SourcePlace(line: 1, column: 1) }
        let index = min(max(0, line - 1), last)
        let scalars = lines[index].text.unicodeScalars
        let before = scalars.prefix(line - 1 > last ? scalars.count : max(0, column - 1))
        let count = isPlain[index] ? before.count : Substring(before).count
        return SourcePlace(line: lines[index].place.line, column: lines[index].place.column + count)
    }

    /// The text's one document, or nil where there is none.
    ///
    /// Throws a `Diagnostic` of the given code where the text stops being YAML, or being acceptable.
    func node(orThrow code: DiagnosticCode) throws(Diagnostic) -> Node? {
        try checkSize(code)
        try checkDepth(code)
        try checkAliases(code)
        do {
            return try Yams.compose(yaml: lines.map { Self.withoutOddLineBreaks($0.text) }.joined(separator: "\n"))
        } catch {
            throw diagnostic(of: error, code)
        }
    }

    /// libyaml also ends lines at the line breaks of Unicode, which this project's lines do not.
    private static func withoutOddLineBreaks(_ line: Substring) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in line.unicodeScalars {
            scalars.append(["\u{85}", "\u{2028}", "\u{2029}"].contains(scalar) ? " " : scalar)
        }
        return String(scalars)
    }

    // MARK: What is not read

    private func checkSize(_ code: DiagnosticCode) throws(Diagnostic) {
        guard lines.reduce(0, { $0 + $1.text.utf8.count + 1 }) > Self.longest else { return }
        throw Diagnostic(
            code, at: place(line: 1, column: 1), "this YAML is longer than \(Self.longest) bytes",
            remedy: "make it shorter")
    }

    /// Brackets, and the dashes and spaces before a line's first word, are what nests YAML.
    private func checkDepth(_ code: DiagnosticCode) throws(Diagnostic) {
        var depth = 0
        for (index, line) in lines.enumerated() {
            let indentation = line.text.utf8.prefix { " -?:".utf8.contains($0) }.count
            var isTooDeep = indentation > 4 * Self.deepest
            for byte in line.text.utf8 {
                if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") { depth += 1 }
                if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") { depth = max(0, depth - 1) }
                isTooDeep = isTooDeep || depth > Self.deepest
            }
            guard isTooDeep else { continue }
            throw Diagnostic(
                code, at: place(line: index + 1, column: 1), "this YAML is nested too deeply",
                remedy: "write it with fewer brackets and less indentation")
        }
    }

    /// An alias can stand for a whole tree, and a tree of aliases for more nodes than fit in memory.
    private func checkAliases(_ code: DiagnosticCode) throws(Diagnostic) {
        let anchors = Set(lines.flatMap { Self.names(after: "&", in: $0.text) }.map(\.name))
        guard !anchors.isEmpty else { return }
        for (index, line) in lines.enumerated() {
            guard let alias = Self.names(after: "*", in: line.text).first(where: { anchors.contains($0.name) }) else {
                continue
            }
            throw Diagnostic(
                code, at: place(line: index + 1, column: alias.column), "the alias `*\(alias.name)` is not read",
                remedy: "write out what it stands for")
        }
    }

    /// The names that follow a sign, with the sign's column in scalars.
    private static func names(after sign: Unicode.Scalar, in line: Substring) -> [(name: String, column: Int)] {
        guard line.unicodeScalars.contains(sign) else { return [] }
        let scalars = Array(line.unicodeScalars)
        return scalars.indices.filter { scalars[$0] == sign }.compactMap { index in
            let name = scalars[(index + 1)...].prefix { Character($0).isNamePart }
            return name.isEmpty ? nil : (String(String.UnicodeScalarView(name)), index + 1)
        }
    }

    // MARK: What is not YAML

    private func diagnostic(of error: any Error, _ code: DiagnosticCode) -> Diagnostic {
        let remedy = "write `name: value`, and put text that holds `: ` or begins with a sign in quotation marks"
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return Diagnostic(
                code, at: place(line: mark.line, column: mark.column), "this is not YAML: \(problem)", remedy: remedy)
        case .duplicatedKeysInMapping(let duplicates, let context):
            return Diagnostic(
                code, at: place(line: context.mark.line, column: context.mark.column),
                "`\(duplicates.first ?? "")` stands twice", remedy: "remove one of them")
        default:
            return Diagnostic(
                code, at: placeOfControlCharacter, "this is not YAML: it holds a control character", remedy: "remove it"
            )
        }
    }

    private var placeOfControlCharacter: SourcePlace {
        for (index, line) in lines.enumerated() {
            let before = line.text.unicodeScalars.prefix { $0.properties.generalCategory != .control || $0 == "\t" }
            if before.endIndex < line.text.endIndex { return place(line: index + 1, column: before.count + 1) }
        }
        return place(line: 1, column: 1)
    }
}
