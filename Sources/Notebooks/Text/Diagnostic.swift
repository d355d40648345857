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
        self.problem = problem.readable
        self.remedy = remedy.readable
    }

    /// The message in one line: `file:line:column: error[code]: what is wrong; what to write instead`.
    package func headline(in source: NotebookSource) -> String {
        let position = "\(source.name.readable):\(place.line):\(place.column)"
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
    /// Columns past this are not shown: nobody reads there, and each message would walk the line again.
    private static let furthest = 10_000

    let lines: String

    init?(of source: NotebookSource, around place: SourcePlace) {
        guard source.lines.indices.contains(place.line - 1), place.column <= Self.furthest else { return nil }
        let line = source.lines[place.line - 1]
        let before = max(0, place.column - 1 - Self.width / 2)
        let shown = line.dropFirst(before).prefix(Self.width).map { $0.isShown ? $0 : " " }
        let number = String(place.line)
        let margin = String(repeating: " ", count: number.count)
        let offset = max(0, place.column - 1 - before) + (before > 0 ? 2 : 0)
        let head = before > 0 ? "… " : ""
        lines =
            "  \(number) | \(head)\(String(shown))\n"
            + "  \(margin) | \(String(repeating: " ", count: offset))^"
    }
}

extension String {
    /// What of a file's words a message can repeat: no characters that a terminal acts on, no lines' ends, and not too many.
    package var readable: String {
        let isLong = utf8.count > Self.longestQuotation && count > Self.longestQuotation
        guard isLong || !allSatisfy(\.isShown) else { return self }
        let short = isLong ? prefix(Self.longestQuotation / 2) + "…" + suffix(Self.longestQuotation / 2) : self[...]
        return String(short.map { $0.isShown ? $0 : "\u{FFFD}" })
    }

    private static let longestQuotation = 400
}

extension Character {
    /// Whether a terminal shows the character, instead of acting on it.
    fileprivate var isShown: Bool {
        // Nearly all are letters and marks of ASCII, for which the long way round is not needed.
        if let code = asciiValue { return code >= 0x20 && code != 0x7F }
        return unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: false
            default: true
            }
        }
    }
}
