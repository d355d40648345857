import Yams

/// Reads a file of parameter values: YAML, `name: value`.
package enum ParameterFileParser {
    package struct Entry: Hashable, Sendable {
        package var name: String
        package var value: Value
        package var place: SourcePlace
    }

    package static func entries(of source: NotebookSource) throws(Diagnostic) -> [Entry] {
        let yaml = YAMLText(
            source.lines.enumerated().map { SourceLine(text: $1, place: SourcePlace(line: $0 + 1, column: 1)) })
        guard let node = try yaml.node(orThrow: .parameterValue) else { return [] }
        let remedy = "write one parameter a line, as in `epochs: 10`"
        guard let mapping = node.mapping else {
            throw Diagnostic(
                .parameterValue, at: yaml.place(of: node), "the parameters are not `name: value`", remedy: remedy)
        }
        var entries: [Entry] = []
        for (key, value) in mapping {
            guard let name = key.scalar?.string, let written = Value(plain: value) else {
                throw Diagnostic(
                    .parameterValue, at: yaml.place(of: value), "`\(key.scalar?.string ?? "")` has no plain value",
                    remedy: remedy)
            }
            entries.append(Entry(name: name, value: written, place: yaml.place(of: key)))
        }
        return entries
    }
}

extension Value {
    /// The value of a YAML scalar, typed as in a command; nil for a list or a mapping.
    init?(plain node: Node) {
        guard let scalar = node.scalar else { return nil }
        self = scalar.style == .plain ? Value(word: scalar.string) : .text(scalar.string)
    }
}
