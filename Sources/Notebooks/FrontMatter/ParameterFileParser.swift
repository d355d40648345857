import Yams

/// Reads a file of parameter values: YAML, `name: value`.
package enum ParameterFileParser {
    package struct Entry: Hashable, Sendable {
        package var name: String
        package var value: Value
        package var place: SourcePlace
    }

    package static func entries(of source: NotebookSource) throws(Diagnostic) -> [Entry] {
        let node: Node?
        do throws(YAMLProblem) {
            node = try YAMLReader.node(source.text)
        } catch {
            throw Diagnostic(
                .parameterValue, at: SourcePlace(line: error.line, column: error.column),
                "the parameters are not YAML: \(error.problem)", remedy: "write `name: value`")
        }
        guard let node else { return [] }
        guard let mapping = node.mapping else { throw fault(at: node, "the parameters are not `name: value`") }
        var entries: [Entry] = []
        for (key, value) in mapping {
            guard let name = key.scalar?.string, let value = FrontMatterParser.value(of: value) else {
                throw fault(at: value, "`\(key.scalar?.string ?? "")` is not a plain value")
            }
            entries.append(Entry(name: name, value: value, place: place(of: key)))
        }
        return entries
    }

    private static func place(of node: Node) -> SourcePlace {
        SourcePlace(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }

    private static func fault(at node: Node, _ problem: String) -> Diagnostic {
        Diagnostic(.parameterValue, at: place(of: node), problem, remedy: "write `epochs: 10`")
    }
}
