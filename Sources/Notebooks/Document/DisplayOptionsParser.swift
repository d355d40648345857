import Yams

/// Reads the `#|` lines of a cell.
struct DisplayOptionsParser {
    private static let names = [
        "label", "caption", "alt", "echo", "include", "fold", "width", "allow-error", "timeout",
    ]

    private(set) var options = DisplayOptions()
    private(set) var labelPlace: SourcePlace?
    private(set) var diagnostics: [Diagnostic] = []
    private let yaml: YAMLText

    /// Each line is what follows `#|`.
    init(_ lines: [SourceLine]) {
        yaml = YAMLText(lines)
        guard !lines.isEmpty else { return }
        do throws(Diagnostic) {
            guard let node = try yaml.node(orThrow: .displayOption) else { return }
            guard let mapping = node.mapping else {
                report(node, "display options are `name: value`", "write `#| label: name`")
                return
            }
            for (key, value) in mapping { read(key, value) }
        } catch {
            diagnostics.append(error)
        }
    }

    private mutating func report(_ node: Node, _ problem: String, _ remedy: String) {
        diagnostics.append(Diagnostic(.displayOption, at: yaml.place(of: node), problem, remedy: remedy))
    }

    private mutating func read(_ key: Node, _ value: Node) {
        let name = key.scalar?.string ?? ""
        switch name {
        case "label": readLabel(value)
        case "caption": options.caption = template(name, value)
        case "alt": options.alternative = template(name, value)
        case "echo": options.echo = boolean(name, value) ?? options.echo
        case "include": options.include = boolean(name, value) ?? options.include
        case "fold": options.fold = boolean(name, value) ?? options.fold
        case "allow-error": options.allowError = boolean(name, value) ?? options.allowError
        case "width": readWidth(value)
        case "timeout": readTimeout(value)
        default:
            let remedy = Spelling.remedy(
                for: name, among: Self.names, otherwise: "the display options are \(Self.names.joined(separator: ", "))"
            )
            report(key, "unknown display option `\(name)`", remedy)
        }
    }

    private mutating func readLabel(_ node: Node) {
        guard let label = node.scalar?.string, !label.isEmpty, label.allSatisfy(\.isNamePart) else {
            report(node, "a label is one word of letters, digits, `-`, `_` and `.`", "write `label: training`")
            return
        }
        options.label = label
        labelPlace = yaml.place(of: node)
    }

    private mutating func template(_ name: String, _ node: Node) -> Template? {
        guard let scalar = node.scalar else {
            report(node, "`\(name)` takes text", "write `\(name): …`")
            return nil
        }
        var sought = yaml.place(of: node)
        return Template(parsing: scalar.string, reporting: &diagnostics) { written, _ in
            guard let found = yaml.place(of: written, after: sought) else { return sought }
            sought = SourcePlace(line: found.line, column: found.column + written.count)
            return found
        }
    }

    private mutating func boolean(_ name: String, _ node: Node) -> Bool? {
        if let value = node.bool { return value }
        report(node, "`\(name)` takes true or false", "write `\(name): true`")
        return nil
    }

    private mutating func readWidth(_ node: Node) {
        let text = node.scalar?.string ?? ""
        let digits = text.hasSuffix("%") ? String(text.dropLast()) : text
        guard let width = Int(digits), (10...100).contains(width) else {
            report(node, "`width` takes 10% to 100%", "write `width: 80%`")
            return
        }
        options.width = width
    }

    private mutating func readTimeout(_ node: Node) {
        guard let seconds = DisplayOptions.seconds(node.scalar?.string ?? "") else {
            report(node, "`timeout` takes a time of at most a year", "write `timeout: 90s`, `10m` or `2h`")
            return
        }
        options.timeout = seconds
    }
}
