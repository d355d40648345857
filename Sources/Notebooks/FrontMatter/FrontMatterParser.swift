import Yams

/// Reads the YAML at the head of a notebook.
struct FrontMatterParser {
    private static let keys = ["title", "description", "authors", "author", "date", "parameters"]
    private static let parameterKeys = ["type", "default", "minimum", "maximum", "choices", "help"]

    private(set) var frontMatter = FrontMatter()
    private(set) var diagnostics: [Diagnostic] = []
    /// The number of lines that the front matter takes, its two rules included; 0 where there is none.
    private(set) var lineCount = 0

    init(_ source: NotebookSource) {
        let lines = source.lines
        guard lines[0].trimmed == "---" else { return }
        guard let end = lines.dropFirst().firstIndex(where: { $0.trimmed == "---" || $0.trimmed == "..." }) else {
            // A document may begin with a thematic break; front matter has an end.
            return
        }
        lineCount = end + 1
        do throws(YAMLProblem) {
            guard let node = try YAMLReader.node(lines[1..<end].joined(separator: "\n")) else { return }
            guard let mapping = node.mapping else {
                report(.frontMatter, node, "the front matter is not `name: value`", "write `title: …`")
                return
            }
            for (key, value) in mapping { read(key, value) }
        } catch {
            diagnostics.append(
                Diagnostic(
                    .frontMatter, at: SourcePlace(line: error.line + 1, column: error.column),
                    "the front matter is not YAML: \(error.problem)", remedy: "write `name: value`, and quote text with `: ` in it"))
        }
    }

    private static func place(of node: Node) -> SourcePlace {
        SourcePlace(line: (node.mark?.line ?? 1) + 1, column: node.mark?.column ?? 1)
    }

    private mutating func report(
        _ code: DiagnosticCode, _ node: Node, _ problem: String, _ remedy: String,
        severity: Diagnostic.Severity = .error
    ) {
        diagnostics.append(Diagnostic(code, severity, at: Self.place(of: node), problem, remedy: remedy))
    }

    private mutating func read(_ key: Node, _ value: Node) {
        switch key.string {
        case "title": frontMatter.title = text("title", value)
        case "description": frontMatter.description = text("description", value)
        case "date": frontMatter.date = text("date", value)
        case "author", "authors": readAuthors(value)
        case "parameters": readParameters(value)
        default:
            let name = key.string ?? ""
            let remedy = Spelling.remedy(for: name, among: Self.keys, otherwise: "it is left alone")
            report(.frontMatter, key, "unknown key `\(name)` in the front matter", remedy, severity: .warning)
        }
    }

    private mutating func text(_ name: String, _ node: Node) -> String? {
        if let text = node.scalar?.string { return text }
        report(.frontMatter, node, "`\(name)` takes text", "write `\(name): …`")
        return nil
    }

    private mutating func readAuthors(_ node: Node) {
        let nodes = node.sequence.map { Array($0) } ?? [node]
        frontMatter.authors = nodes.compactMap { text("authors", $0) }
    }

    // MARK: Parameters

    private mutating func readParameters(_ node: Node) {
        guard let mapping = node.mapping else {
            report(.parameterDeclaration, node, "`parameters` takes names", "write `epochs: { type: integer, default: 5 }`")
            return
        }
        for (key, value) in mapping {
            if let parameter = parameter(key, value) { frontMatter.parameters.append(parameter) }
        }
    }

    private mutating func parameter(_ key: Node, _ node: Node) -> Parameter? {
        guard let name = key.scalar?.string, !name.isEmpty, name.allSatisfy({ $0.isNamePart && $0 != "." }) else {
            report(.parameterDeclaration, key, "a parameter's name is letters, digits, `_` and `-`", "write `epochs: …`")
            return nil
        }
        guard let fields = node.mapping else { return shortParameter(name, key, node) }
        for field in fields.keys where !Self.parameterKeys.contains(field.string ?? "") {
            let remedy = Spelling.remedy(
                for: field.string ?? "", among: Self.parameterKeys,
                otherwise: "a parameter has \(Self.parameterKeys.joined(separator: ", "))")
            report(.parameterDeclaration, field, "unknown key `\(field.string ?? "")` of parameter `\(name)`", remedy)
        }
        guard let defaultNode = fields["default"], let written = Self.value(of: defaultNode) else {
            report(.parameterDeclaration, key, "parameter `\(name)` has no default", "write `\(name): { default: … }`")
            return nil
        }
        var type = written.type
        if let typeNode = fields["type"] {
            guard let named = typeNode.string.flatMap(ValueType.init(rawValue:)), named != .list else {
                let remedy = "write `integer`, `real`, `boolean` or `text`"
                report(.parameterDeclaration, typeNode, "unknown type `\(typeNode.string ?? "")`", remedy)
                return nil
            }
            type = named
        }
        let parameter = Parameter(
            name: name, type: type, defaultValue: type == .text ? .text(defaultNode.scalar?.string ?? "") : written,
            minimum: number("minimum", fields), maximum: number("maximum", fields),
            choices: fields["choices"]?.sequence?.compactMap { Self.value(of: $0) } ?? [],
            help: fields["help"]?.scalar?.string ?? "", place: Self.place(of: key))
        return checked(parameter, defaultNode)
    }

    /// `epochs: 5`, where the default says the type.
    private mutating func shortParameter(_ name: String, _ key: Node, _ node: Node) -> Parameter? {
        guard let value = Self.value(of: node) else {
            report(.parameterDeclaration, node, "parameter `\(name)` takes a plain default", "write `\(name): 5`")
            return nil
        }
        return Parameter(
            name: name, type: value.type, defaultValue: value, minimum: nil, maximum: nil, choices: [], help: "",
            place: Self.place(of: key))
    }

    private mutating func number(_ name: String, _ fields: Node.Mapping) -> Double? {
        guard let node = fields[name] else { return nil }
        if let number = Self.value(of: node)?.number { return number }
        report(.parameterDeclaration, node, "`\(name)` takes a number", "write `\(name): 1`")
        return nil
    }

    private mutating func checked(_ parameter: Parameter, _ defaultNode: Node) -> Parameter? {
        do throws(ParameterProblem) {
            var parameter = parameter
            parameter.defaultValue = try parameter.accepted(parameter.defaultValue)
            return parameter
        } catch {
            report(
                .parameterDeclaration, defaultNode, "parameter `\(parameter.name)` \(error), its own default",
                "write a default that the parameter takes")
            return nil
        }
    }

    static func value(of node: Node) -> Value? {
        guard let scalar = node.scalar else { return nil }
        return scalar.style == .plain ? Value(word: scalar.string) : .text(scalar.string)
    }
}
