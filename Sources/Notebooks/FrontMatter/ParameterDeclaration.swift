import Yams

/// Reads one entry of `parameters`: `epochs: 5`, or `epochs: { type: integer, default: 5, minimum: 1 }`.
struct ParameterDeclaration {
    private static let keys = ["type", "default", "minimum", "maximum", "choices", "help"]

    private(set) var diagnostics: [Diagnostic] = []
    private let yaml: YAMLText

    init(_ yaml: YAMLText) {
        self.yaml = yaml
    }

    /// The parameter, or nil where what is declared has no name, type or default. What is wrong stands in `diagnostics`;
    /// a parameter whose default it does not take is still one, so that what quotes it is not wrong, too.
    mutating func parameter(_ key: Node, _ node: Node) -> Parameter? {
        guard let name = key.scalar?.string, !name.isEmpty, name.allSatisfy({ $0.isNamePart && $0 != "." }) else {
            report(key, "a parameter's name is letters, digits, `_` and `-`", "write `epochs: …`")
            return nil
        }
        if let fields = node.mapping { return parameter(named: name, key, fields) }
        guard let value = Value(plain: node) else {
            report(node, "parameter `\(name)` takes a plain default", "write `\(name): 5`")
            return nil
        }
        return Parameter(
            name: name, type: value.type, defaultValue: value, minimum: nil, maximum: nil, choices: [], help: "",
            place: yaml.place(of: key))
    }

    private mutating func report(_ node: Node, _ problem: String, _ remedy: String) {
        diagnostics.append(Diagnostic(.parameterDeclaration, at: yaml.place(of: node), problem, remedy: remedy))
    }

    private mutating func parameter(named name: String, _ key: Node, _ fields: Node.Mapping) -> Parameter? {
        checkKeys(of: fields, name)
        guard let defaultNode = fields["default"] else {
            report(key, "parameter `\(name)` has no default", "write `\(name): { default: … }`")
            return nil
        }
        guard let defaultScalar = defaultNode.scalar, let written = Value(plain: defaultNode) else {
            report(defaultNode, "the default of `\(name)` is not a plain value", "write one number, word or text")
            return nil
        }
        guard let type = type(fields["type"], otherwise: written.type) else { return nil }
        var parameter = Parameter(
            name: name, type: type, defaultValue: type == .text ? .text(defaultScalar.string) : written,
            minimum: bound("minimum", fields, type), maximum: bound("maximum", fields, type),
            choices: choices(fields["choices"], type), help: help(fields["help"]), place: yaml.place(of: key))
        do throws(ParameterProblem) {
            parameter.defaultValue = try parameter.accepted(parameter.defaultValue)
        } catch {
            report(defaultNode, "parameter `\(name)` \(error), its own default", "write a default that it takes")
        }
        return parameter
    }

    private mutating func checkKeys(of fields: Node.Mapping, _ parameter: String) {
        for field in fields.keys {
            let name = field.scalar?.string ?? ""
            guard !Self.keys.contains(name) else { continue }
            report(
                field, "unknown key `\(name)` of parameter `\(parameter)`",
                Spelling.remedy(
                    for: name, among: Self.keys, otherwise: "a parameter has \(Self.keys.joined(separator: ", "))"))
        }
    }

    private mutating func type(_ node: Node?, otherwise written: ValueType) -> ValueType? {
        guard let node else { return written }
        let name = node.scalar?.string ?? ""
        if let type = ValueType(rawValue: name), type != .list { return type }
        report(node, "unknown type `\(name)`", "write `integer`, `real`, `boolean` or `text`")
        return nil
    }

    private mutating func bound(_ name: String, _ fields: Node.Mapping, _ type: ValueType) -> Double? {
        guard let node = fields[name] else { return nil }
        guard type == .integer || type == .real else {
            report(node, "`\(name)` is for numbers", "remove it, or write `type: integer` or `type: real`")
            return nil
        }
        if let number = Value(plain: node)?.number { return number }
        report(node, "`\(name)` takes a number", "write `\(name): 1`")
        return nil
    }

    private mutating func choices(_ node: Node?, _ type: ValueType) -> [Value] {
        guard let node else { return [] }
        guard let nodes = node.sequence, !nodes.isEmpty else {
            report(node, "`choices` takes a list", "write `choices: [a, b]`")
            return []
        }
        return nodes.compactMap { node in
            if type == .text, let scalar = node.scalar { return .text(scalar.string) }
            if let value = Value(plain: node)?.converted(to: type) { return value }
            report(node, "a choice is not \(type.described)", "write choices of the parameter's type")
            return nil
        }
    }

    private mutating func help(_ node: Node?) -> String {
        guard let node else { return "" }
        if let text = node.scalar?.string { return text }
        report(node, "`help` takes text", "write `help: …`")
        return ""
    }
}
