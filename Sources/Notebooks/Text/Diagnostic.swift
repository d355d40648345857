/// One problem of a notebook: where it is, what is wrong, and what to write instead.
package struct Diagnostic: Error, Hashable, Codable, Sendable {
    package enum Severity: String, Codable, Sendable {
        case error, warning
    }

    package var code: DiagnosticCode
    package var severity: Severity
    package var place: SourcePlace
    package var problem: String
    package var remedy: String

    package init(
        _ code: DiagnosticCode, _ severity: Severity = .error, at place: SourcePlace, _ problem: String,
        remedy: String
    ) {
        self.code = code
        self.severity = severity
        self.place = place
        self.problem = problem
        self.remedy = remedy
    }

    /// The message in one line: `file:line:column: error[code]: what is wrong; what to write instead`.
    package func headline(in source: NotebookSource) -> String {
        let position = "\(source.name):\(place.line):\(place.column)"
        let ending = remedy.isEmpty ? "" : "; \(remedy)"
        return "\(position): \(severity.rawValue)[\(code.rawValue)]: \(problem)\(ending)"
    }

    /// The headline, the source line, and a caret under the column.
    package func message(in source: NotebookSource) -> String {
        guard let excerpt = Excerpt(of: source, around: place) else { return headline(in: source) }
        return headline(in: source) + "\n" + excerpt.lines
    }
}

/// The part of a source line that is shown under a message, cut to a readable width.
private struct Excerpt {
    private static let width = 100

    let lines: String

    init?(of source: NotebookSource, around place: SourcePlace) {
        let all = source.lines
        guard all.indices.contains(place.line - 1) else { return nil }
        let line = all[place.line - 1]
        let before = max(0, place.column - 1 - Self.width / 2)
        let shown = line.dropFirst(before).prefix(Self.width).map { $0 == "\t" || $0.isControl ? " " : $0 }
        let number = String(place.line)
        let margin = String(repeating: " ", count: number.count)
        let offset = max(0, place.column - 1 - before) + (before > 0 ? 2 : 0)
        let head = before > 0 ? "… " : ""
        lines =
            "  \(number) | \(head)\(String(shown))\n"
            + "  \(margin) | \(String(repeating: " ", count: offset))^"
    }
}

extension Character {
    /// Whether a terminal would act on the character instead of showing it.
    fileprivate var isControl: Bool {
        unicodeScalars.contains { $0.properties.generalCategory == .control || $0.properties.generalCategory == .format }
    }
}
