/// Turns a CommonMark tree into a notebook's blocks.
struct MarkdownConversion<Reader: CommonMarkReader> {
    var reader: Reader
    let source: ExtendedSource?
    /// The paragraphs that are cells of tables.
    var cells: [CommonMarkNode] = []
    /// Where the paragraph or heading begins whose inlines are converted.
    var blockStart = CommonMarkTree.Position(line: 1, byte: 0)

    init(reader: Reader, source: ExtendedSource?) {
        self.reader = reader
        self.source = source
    }

    mutating func blocks(ofDocument root: CommonMarkNode) -> [MarkdownBlock] {
        let nodes = root.children
        let cellCount = source?.cellCount ?? 0
        cells = Array(nodes.prefix(cellCount))
        return blocks(nodes.dropFirst(cellCount), depth: 0)
    }

    private mutating func blocks(of parent: CommonMarkNode, depth: Int) -> [MarkdownBlock] {
        blocks(parent.children[...], depth: depth)
    }

    private mutating func blocks(_ nodes: ArraySlice<CommonMarkNode>, depth: Int) -> [MarkdownBlock] {
        var result: [MarkdownBlock] = []
        for node in nodes {
            let blocks = depth < CommonMarkTree.deepest ? block(node, depth) : flatBlocks(node)
            if let table = captionedTable(result.last, by: blocks, node) {
                result[result.count - 1] = .table(table)
            } else {
                result += blocks
            }
        }
        return result
    }

    private mutating func block(_ node: CommonMarkNode, _ depth: Int) -> [MarkdownBlock] {
        switch node.kind {
        case .heading: [heading(node)]
        case .blockQuote: [blockQuote(node, depth)]
        case .list: list(node, depth)
        case .codeBlock: [code(node)]
        case .rawHTMLBlock: [comment(node)]
        case .thematicBreak: [.thematicBreak]
        default: [.paragraph(inlines(ofBlock: node))]
        }
    }

    private mutating func blockQuote(_ node: CommonMarkNode, _ depth: Int) -> MarkdownBlock {
        let start = node.firstChild.map { position(of: $0) }
        let blocks = blocks(of: node, depth: depth + 1)
        guard let source, let start, source.has("[!", at: start),
            let head = CalloutHead(blocks), let kind = reader.calloutKind(head.name, at: start)
        else { return .blockQuote(blocks) }
        return .callout(MarkdownCallout(kind: kind, title: head.title, blocks: head.rest))
    }

    // MARK: Lists

    /// A list, and the footnotes that were made items of one.
    private mutating func list(_ node: CommonMarkNode, _ depth: Int) -> [MarkdownBlock] {
        var list = MarkdownList(start: node.listStart, isTight: node.isTight, items: [])
        var footnotes: [MarkdownBlock] = []
        for item in node.children {
            let start = position(of: item)
            if let label = source?.footnotes[start.line], isFootnote(item) {
                footnotes += footnote(label, item, depth)
            } else {
                list.items.append(self.item(item, depth))
            }
        }
        return (list.items.isEmpty ? [] : [.list(list)]) + footnotes
    }

    private func isFootnote(_ item: CommonMarkNode) -> Bool {
        guard let block = item.firstChild, let text = block.firstChild else { return false }
        return text.literal.utf8.first == ProseMark.block
    }

    private mutating func footnote(_ label: String, _ item: CommonMarkNode, _ depth: Int) -> [MarkdownBlock] {
        let isFirst = reader.beginFootnote(label, at: position(of: item))
        defer { reader.endFootnote() }
        let blocks = blocks(of: item, depth: depth + 1)
        return isFirst ? [.footnote(label: label, blocks)] : []
    }

    private mutating func item(_ node: CommonMarkNode, _ depth: Int) -> [MarkdownBlock] {
        let start = node.firstChild.map { position(of: $0) }
        let blocks = blocks(of: node, depth: depth + 1)
        guard let source, let start, source.has("[", at: start) else { return blocks }
        return blocks.withTask
    }

    private mutating func heading(_ node: CommonMarkNode) -> MarkdownBlock {
        var inlines = inlines(ofBlock: node)
        let label = source == nil ? nil : ProseLabel(endOf: &inlines, of: .section)
        if let label { reader.define(label, of: .section, at: position(of: node)) }
        return .heading(level: node.headingLevel, inlines, label: label?.name)
    }

    /// The table before a paragraph that is its caption.
    private mutating func captionedTable(
        _ table: MarkdownBlock?, by blocks: [MarkdownBlock], _ node: CommonMarkNode
    ) -> MarkdownTable? {
        guard case .table(var table)? = table, table.caption == nil, blocks.count == 1,
            case .paragraph(let inlines) = blocks[0], var caption = inlines.tableCaption
        else { return nil }
        let label = ProseLabel(endOf: &caption, of: .table)
        if let label { reader.define(label, of: .table, at: position(of: node)) }
        (table.caption, table.label) = (caption, label?.name)
        return table
    }

    // MARK: What stands in for a table or a formula

    mutating func comment(_ node: CommonMarkNode) -> MarkdownBlock {
        let line = position(of: node).line
        if let table = source?.tables[line] { return .table(self.table(table)) }
        guard let formula = source?.formulas[line] else { return .rawHTML }
        let position = CommonMarkTree.Position(line: line, byte: formula.byte)
        return .paragraph([reader.formula(formula.source, isDisplay: true, at: position)])
    }

    private mutating func table(_ table: ExtendedSource.TableOfCells) -> MarkdownTable {
        var rows: [[[MarkdownInline]]] = []
        for row in table.rows {
            var texts: [[MarkdownInline]] = []
            for number in row { texts.append(number.map { inlines(ofBlock: cells[$0]) } ?? []) }
            rows.append(texts)
        }
        let header = rows.removeFirst()
        return MarkdownTable(alignments: table.alignments, header: header, rows: rows)
    }

    mutating func code(_ node: CommonMarkNode) -> MarkdownBlock {
        let text = node.literal
        let fence = CommonMarkTree.Fence(
            info: node.fenceInfo, text: text, position: position(of: node),
            isClosed: isClosed(node, lineCount: text.utf8.count { $0 == UInt8(ascii: "\n") }))
        return reader.cell(for: fence).map { .cell($0) } ?? .code(info: fence.info, text: text)
    }

    /// A fence that its container's end ends goes on, for libcmark, to the line after; one that the document's end
    /// ends has no line but its own and its content's.
    private func isClosed(_ node: CommonMarkNode, lineCount: Int) -> Bool {
        node.lastLine <= (node.parent?.lastLine ?? 0) && node.lastLine - node.firstLine > lineCount
    }

    // MARK: What a node says

    func url(_ node: CommonMarkNode) -> String { decoded(node.url) }
    func title(_ node: CommonMarkNode) -> String { decoded(node.title) }

    func position(of node: CommonMarkNode) -> CommonMarkTree.Position {
        let position = CommonMarkTree.Position(line: node.firstLine, byte: node.firstByte)
        return source?.position(position) ?? position
    }

    /// A text as the notebook has it.
    func decoded(_ text: String) -> String {
        source == nil ? text : ProseMark.decoded(text)
    }
}
