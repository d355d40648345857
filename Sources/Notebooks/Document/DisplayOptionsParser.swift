import Yams

/// Reads the `#|` lines of a cell.
struct DisplayOptionsParser {
    private static let names = [
        "label", "caption", "alt", "echo", "include", "fold", "width", "allow-error", "timeout",
    ]

    private(set) var options = DisplayOptions()
    private(set) var labelPlace: SourcePlace?
    private(set) var diagnostics: [Diagnostic] = []

    /// Each line is what follows `#|`, with the place of its first character.
    init(_ lines: [CommandParser.Line]) {
        guard let first = lines.first else { return }
        let yaml = lines.map { String($0.text) }.joined(separator: "\n")
        let places = lines.map(\.place)
        do {
            guard let node = try YAMLReader.node(yaml) else { return }
            guard let mapping = node.mapping else {
                report(.displayOption, at: first.place, "display options are `name: value`", "write `#| label: name`")
                return
            }
            var seen: Set<String> = []
            for (key, value) in mapping {
                let place = Self.place(of: key, in: places)
                let name = key.string ?? ""
                if !seen.insert(name).inserted {
                    report(.displayOption, at: place, "display option `\(name)` stands twice", "remove one of them")
                }
                read(name, value, at: place, valueAt: Self.place(of: value, in: places))
            }
        } catch {
            let line = min(max(0, error.line - 1), places.count - 1)
            let place = SourcePlace(line: places[line].line, column: places[line].column + max(0, error.column - 1))
            report(.displayOption, at: place, "the display options are not YAML: \(error.problem)", "write `#| name: value`")
        }
    }

    private static func place(of node: Node, in places: [SourcePlace]) -> SourcePlace {
        guard let mark = node.mark, places.indices.contains(mark.line - 1) else { return places[0] }
        let start = places[mark.line - 1]
        return SourcePlace(line: start.line, column: start.column + mark.column - 1)
    }

    private mutating func report(_ code: DiagnosticCode, at place: SourcePlace, _ problem: String, _ remedy: String) {
        diagnostics.append(Diagnostic(code, at: place, problem, remedy: remedy))
    }

    private mutating func read(_ name: String, _ node: Node, at place: SourcePlace, valueAt: SourcePlace) {
        switch name {
        case "label": readLabel(node, at: valueAt)
        case "caption": options.caption = template(name, node, at: valueAt)
        case "alt": options.alternative = template(name, node, at: valueAt)
        case "echo": options.echo = boolean(name, node, at: valueAt) ?? options.echo
        case "include": options.include = boolean(name, node, at: valueAt) ?? options.include
        case "fold": options.fold = boolean(name, node, at: valueAt) ?? options.fold
        case "allow-error": options.allowError = boolean(name, node, at: valueAt) ?? options.allowError
        case "width": readWidth(node, at: valueAt)
        case "timeout": readTimeout(node, at: valueAt)
        default:
            let remedy = Spelling.remedy(
                for: name, among: Self.names, otherwise: "the display options are \(Self.names.joined(separator: ", "))")
            report(.displayOption, at: place, "unknown display option `\(name)`", remedy)
        }
    }

    private mutating func readLabel(_ node: Node, at place: SourcePlace) {
        guard let label = node.scalar?.string, !label.isEmpty, label.allSatisfy(\.isNamePart) else {
            report(.displayOption, at: place, "a label is one word of letters, digits, `-`, `_` and `.`", "write `label: training`")
            return
        }
        options.label = label
        labelPlace = place
    }

    private mutating func template(_ name: String, _ node: Node, at place: SourcePlace) -> Template? {
        guard let text = node.scalar?.string else {
            report(.displayOption, at: place, "`\(name)` takes text", "write `\(name): …`")
            return nil
        }
        do throws(Diagnostic) {
            let quoted = node.scalar?.style == .doubleQuoted || node.scalar?.style == .singleQuoted
            return try Template(
                parsing: text, at: SourcePlace(line: place.line, column: place.column + (quoted ? 1 : 0)))
        } catch {
            diagnostics.append(error)
            return nil
        }
    }

    private mutating func boolean(_ name: String, _ node: Node, at place: SourcePlace) -> Bool? {
        if let value = node.bool { return value }
        report(.displayOption, at: place, "`\(name)` takes true or false", "write `\(name): true`")
        return nil
    }

    private mutating func readWidth(_ node: Node, at place: SourcePlace) {
        let text = node.scalar?.string ?? ""
        let digits = text.hasSuffix("%") ? String(text.dropLast()) : text
        guard let width = Int(digits), (10...100).contains(width) else {
            report(.displayOption, at: place, "`width` takes 10% to 100%", "write `width: 80%`")
            return
        }
        options.width = width
    }

    private mutating func readTimeout(_ node: Node, at place: SourcePlace) {
        let text = node.scalar?.string ?? ""
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600]
        let unit = text.last.flatMap { units[$0] }
        guard let number = Double(unit == nil ? text : String(text.dropLast())), number > 0, number.isFinite else {
            report(.displayOption, at: place, "`timeout` takes a time", "write `timeout: 90s`, `10m` or `2h`")
            return
        }
        options.timeout = number * (unit ?? 1)
    }
}
