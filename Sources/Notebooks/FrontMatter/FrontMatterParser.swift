import Yams

/// Reads the YAML at the head of a notebook.
struct FrontMatterParser {
    private static let keys = [
        "title", "description", "authors", "author", "date", "markdown", "parameters",
        "bibliography", "citation-style",
    ]

    private(set) var frontMatter = FrontMatter()
    private(set) var diagnostics: [Diagnostic] = []
    /// The number of lines that the front matter takes, its two rules included; 0 where there is none.
    private(set) var lineCount = 0
    private let yaml: YAMLText

    init(_ source: NotebookSource) {
        let lines = source.lines
        let end =
            Self.isRule(lines[0], "---")
            ? lines.dropFirst().firstIndex { Self.isRule($0, "---") || Self.isRule($0, "...") } : nil
        guard let end else {
            yaml = YAMLText([])
            if Self.isRule(lines[0], "---") { checkUnclosed(lines) }
            return
        }
        lineCount = end + 1
        yaml = YAMLText(
            (1..<end).map { SourceLine(text: lines[$0], place: SourcePlace(line: $0 + 1, column: 1)) })
        read()
    }

    private static func isRule(_ line: Substring, _ rule: String) -> Bool {
        line.hasPrefix(rule) && line.dropFirst(rule.count).allSatisfy(\.isWhitespace)
    }

    /// A document may begin with a thematic break; front matter begins with a key, and has an end.
    private mutating func checkUnclosed(_ lines: [Substring]) {
        guard lines.count > 1, let colon = lines[1].firstIndex(of: ":"), Self.keys.contains(String(lines[1][..<colon]))
        else { return }
        diagnostics.append(
            Diagnostic(
                .frontMatter, at: SourcePlace(line: 1, column: 1), "the front matter is not closed",
                remedy: "write `---` on a line of its own after it"))
    }

    private mutating func read() {
        do throws(Diagnostic) {
            guard let node = try yaml.node(orThrow: .frontMatter) else { return }
            guard let mapping = node.mapping else {
                report(
                    .frontMatter, node, "the front matter is not `name: value`",
                    "write `title: …`, or begin the notebook with something else than `---`")
                return
            }
            for (key, value) in mapping { read(key, value) }
        } catch {
            diagnostics.append(error)
        }
    }

    private mutating func report(
        _ code: DiagnosticCode, _ node: Node, _ problem: String, _ remedy: String,
        severity: Diagnostic.Severity = .error
    ) {
        diagnostics.append(Diagnostic(code, severity, at: yaml.place(of: node), problem, remedy: remedy))
    }

    private mutating func read(_ key: Node, _ value: Node) {
        switch key.scalar?.string {
        case "title": frontMatter.title = text("title", value)
        case "description": frontMatter.description = text("description", value)
        case "date": frontMatter.date = text("date", value)
        case "author", "authors": readAuthors(value)
        case "markdown": readDialect(value)
        case "parameters": readParameters(value)
        case "bibliography": readBibliography(value)
        case "citation-style": readCitationStyle(value)
        case let name:
            let remedy = Spelling.remedy(
                for: name ?? "", among: Self.keys,
                otherwise: "remove it; known are \(Self.keys.joined(separator: ", "))")
            report(.frontMatter, key, "unknown key `\(name ?? "")` in the front matter", remedy, severity: .warning)
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

    private mutating func readDialect(_ node: Node) {
        let names = MarkdownDialect.allCases.map(\.rawValue)
        let name = node.scalar?.string ?? ""
        guard let dialect = MarkdownDialect(rawValue: name) else {
            report(
                .frontMatter, node, "`markdown` takes \(names.joined(separator: " or "))",
                Spelling.remedy(for: name, among: names, otherwise: "write `markdown: commonmark`, or leave it out"))
            return
        }
        frontMatter.markdown = dialect
    }

    private mutating func readBibliography(_ node: Node) {
        let nodes = node.sequence.map { Array($0) } ?? [node]
        for node in nodes {
            guard let path = node.scalar?.string, !path.isEmpty else {
                report(
                    .frontMatter, node, "`bibliography` takes the path of a file",
                    "write `bibliography: references.bib`")
                continue
            }
            frontMatter.bibliography.append(BibliographyFile(path: path, place: yaml.place(of: node)))
        }
    }

    private mutating func readCitationStyle(_ node: Node) {
        let names = Bibliography.Style.allCases.map(\.rawValue)
        let name = node.scalar?.string ?? ""
        guard let style = Bibliography.Style(rawValue: name) else {
            report(
                .frontMatter, node, "`citation-style` takes \(names.joined(separator: " or "))",
                Spelling.remedy(for: name, among: names, otherwise: "write `citation-style: numeric`, or leave it out"))
            return
        }
        frontMatter.citationStyle = style
    }

    private mutating func readParameters(_ node: Node) {
        guard let mapping = node.mapping else {
            report(
                .parameterDeclaration, node, "`parameters` takes names",
                "write `epochs: { type: integer, default: 5 }` below it")
            return
        }
        for (key, value) in mapping {
            var declaration = ParameterDeclaration(yaml)
            if let parameter = declaration.parameter(key, value) { frontMatter.parameters.append(parameter) }
            diagnostics += declaration.diagnostics
        }
    }
}
