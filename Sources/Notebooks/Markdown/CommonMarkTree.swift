import CCommonMark

/// Who reads a CommonMark document: asked in the order of the text.
protocol CommonMarkReader {
    /// The index of the cell that a code block is, or nil for one that is only shown.
    mutating func cell(for fence: CommonMarkTree.Fence) -> Int?

    /// The inlines that a piece of plain text becomes, all of it on one line.
    mutating func inlines(of text: String, at position: CommonMarkTree.Position) -> [MarkdownInline]

    /// The formula whose dollars begin at a position.
    mutating func formula(_ source: String, isDisplay: Bool, at position: CommonMarkTree.Position) -> MarkdownInline

    /// The kind that `[!NAME]` at the head of a block quote means, or nil for none.
    mutating func calloutKind(_ name: String, at position: CommonMarkTree.Position) -> MarkdownCallout.Kind?

    /// The mark of a footnote, its label as it is written.
    mutating func footnoteMark(_ label: String, at position: CommonMarkTree.Position) -> MarkdownInline

    mutating func citation(_ source: String, at position: CommonMarkTree.Position) -> MarkdownInline

    /// A heading or a table that is given a label.
    mutating func define(_ label: ProseLabel, of part: NotebookPart, at position: CommonMarkTree.Position)

    /// What comes until `endFootnote` is a footnote's; false where there is one of that label already.
    mutating func beginFootnote(_ label: String, at position: CommonMarkTree.Position) -> Bool
    mutating func endFootnote()
}

/// A CommonMark document as libcmark parses it, converted once into values. The only file that names libcmark.
///
/// Source: CommonMark 0.30, https://spec.commonmark.org/0.30/
struct CommonMarkTree: ~Copyable {
    /// The version of libcmark in use, as in `0.30.2`.
    static var version: String { String(cString: cmark_version_string()) }

    /// A code block, with its info string where it is fenced.
    struct Fence {
        var info: String
        var text: String
        var position: Position
        /// Whether a closing fence ends it, and not the end of what holds it.
        var isClosed: Bool
    }

    /// Where something begins, as libcmark counts.
    struct Position {
        /// Counted from 1.
        var line: Int
        /// Counted from 0.
        var byte: Int
        /// Whether the byte is counted from the end of the line's indentation and block quote marks.
        var isAfterMargin = false
    }

    private let root: OpaquePointer
    /// What the extensions read before libcmark did.
    private let source: ExtendedSource?

    /// Deeper nesting than this is shown flat: what recursion over untrusted text may cost has an end.
    private static let deepest = 100

    /// The tree of CommonMark alone.
    init(parsing text: String) {
        self.init(text, source: nil)
    }

    /// The tree with what the extensions read.
    init(parsing source: ExtendedSource) {
        self.init(source.text, source: source)
    }

    private init(_ text: String, source: ExtendedSource?) {
        self.source = source
        var text = text
        root = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                // Parsing has no failure: every text is a CommonMark document, and memory exhaustion aborts in C.
                guard let root = cmark_parse_document(characters.baseAddress, characters.count, CMARK_OPT_SOURCEPOS)
                else { preconditionFailure("cmark_parse_document gave no document for \(characters.count) bytes") }
                return root
            }
        }
    }

    deinit {
        cmark_node_free(root)
    }

    /// A block that holds no blocks.
    struct Leaf {
        /// Counted from 1.
        var lines: ClosedRange<Int>
        /// Where it begins on its first line, counted from 0.
        var byte: Int
        /// Whether it holds inlines, as headings do, too.
        var isParagraph: Bool
        var isHeading: Bool
        var isInList: Bool
    }

    /// The paragraphs, headings, code and raw HTML of the document, in order.
    var leaves: [Leaf] {
        guard let iterator = cmark_iter_new(root) else { return [] }
        defer { cmark_iter_free(iterator) }
        var leaves: [Leaf] = []
        var listDepth = 0
        while case let event = cmark_iter_next(iterator), event != CMARK_EVENT_DONE {
            guard let node = cmark_iter_get_node(iterator) else { continue }
            let type = cmark_node_get_type(node)
            if type == CMARK_NODE_LIST { listDepth += event == CMARK_EVENT_ENTER ? 1 : -1 }
            let isParagraph = type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING
            guard event == CMARK_EVENT_ENTER,
                isParagraph || type == CMARK_NODE_CODE_BLOCK || type == CMARK_NODE_HTML_BLOCK
            else { continue }
            let first = Int(cmark_node_get_start_line(node))
            leaves.append(
                Leaf(
                    lines: first...max(first, Int(cmark_node_get_end_line(node))),
                    byte: max(0, Int(cmark_node_get_start_column(node)) - 1), isParagraph: isParagraph,
                    isHeading: type == CMARK_NODE_HEADING, isInList: listDepth > 0))
        }
        return leaves
    }

    /// The blocks of the document; `reader` decides what code blocks and texts become.
    func blocks(for reader: inout some CommonMarkReader) -> [MarkdownBlock] {
        var conversion = Conversion(reader: reader, source: source)
        defer { reader = conversion.reader }
        return conversion.blocks(ofDocument: root)
    }

    private struct Conversion<Reader: CommonMarkReader> {
        var reader: Reader
        let source: ExtendedSource?
        /// The paragraphs that are cells of tables.
        var cells: [OpaquePointer] = []
        /// Where the paragraph or heading begins whose inlines are converted.
        var blockStart = Position(line: 1, byte: 0)

        init(reader: Reader, source: ExtendedSource?) {
            self.reader = reader
            self.source = source
        }

        mutating func blocks(ofDocument root: OpaquePointer) -> [MarkdownBlock] {
            let nodes = children(of: root)
            let cellCount = source?.cellCount ?? 0
            cells = Array(nodes.prefix(cellCount))
            return blocks(nodes.dropFirst(cellCount), depth: 0)
        }

        private mutating func blocks(of parent: OpaquePointer, depth: Int) -> [MarkdownBlock] {
            blocks(children(of: parent)[...], depth: depth)
        }

        private mutating func blocks(_ nodes: ArraySlice<OpaquePointer>, depth: Int) -> [MarkdownBlock] {
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

        private mutating func block(_ node: OpaquePointer, _ depth: Int) -> [MarkdownBlock] {
            switch cmark_node_get_type(node) {
            case CMARK_NODE_HEADING:
                [heading(node)]
            case CMARK_NODE_BLOCK_QUOTE: [blockQuote(node, depth)]
            case CMARK_NODE_LIST: list(node, depth)
            case CMARK_NODE_CODE_BLOCK: [code(node)]
            case CMARK_NODE_HTML_BLOCK: [comment(node)]
            case CMARK_NODE_THEMATIC_BREAK: [.thematicBreak]
            default: [.paragraph(inlines(ofBlock: node))]
            }
        }

        private mutating func blockQuote(_ node: OpaquePointer, _ depth: Int) -> MarkdownBlock {
            let start = cmark_node_first_child(node).map { position(of: $0) }
            let blocks = blocks(of: node, depth: depth + 1)
            guard let source, let start, source.has("[!", at: start),
                let head = CalloutHead(blocks), let kind = reader.calloutKind(head.name, at: start)
            else { return .blockQuote(blocks) }
            return .callout(MarkdownCallout(kind: kind, title: head.title, blocks: head.rest))
        }

        // MARK: Lists

        /// A list, and the footnotes that were made items of one.
        private mutating func list(_ node: OpaquePointer, _ depth: Int) -> [MarkdownBlock] {
            let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
            var list = MarkdownList(
                start: isOrdered ? Int(cmark_node_get_list_start(node)) : nil,
                isTight: cmark_node_get_list_tight(node) != 0, items: [])
            var footnotes: [MarkdownBlock] = []
            for item in children(of: node) {
                let start = position(of: item)
                if let label = source?.footnotes[start.line], isFootnote(item) {
                    footnotes += footnote(label, item, depth)
                } else {
                    list.items.append(self.item(item, depth))
                }
            }
            return (list.items.isEmpty ? [] : [.list(list)]) + footnotes
        }

        private func isFootnote(_ item: OpaquePointer) -> Bool {
            guard let block = cmark_node_first_child(item), let text = cmark_node_first_child(block),
                let literal = cmark_node_get_literal(text)
            else { return false }
            return UInt8(bitPattern: literal[0]) == ProseMark.block
        }

        private mutating func footnote(_ label: String, _ item: OpaquePointer, _ depth: Int) -> [MarkdownBlock] {
            let isFirst = reader.beginFootnote(label, at: position(of: item))
            defer { reader.endFootnote() }
            let blocks = blocks(of: item, depth: depth + 1)
            return isFirst ? [.footnote(label: label, blocks)] : []
        }

        private mutating func item(_ node: OpaquePointer, _ depth: Int) -> [MarkdownBlock] {
            let start = cmark_node_first_child(node).map { position(of: $0) }
            let blocks = blocks(of: node, depth: depth + 1)
            guard let source, let start, source.has("[", at: start) else { return blocks }
            return blocks.withTask
        }

        private mutating func heading(_ node: OpaquePointer) -> MarkdownBlock {
            var inlines = inlines(ofBlock: node)
            let label = source == nil ? nil : ProseLabel(endOf: &inlines, of: .section)
            if let label { reader.define(label, of: .section, at: position(of: node)) }
            return .heading(level: Int(cmark_node_get_heading_level(node)), inlines, label: label?.name)
        }

        /// The table before a paragraph that is its caption.
        private mutating func captionedTable(
            _ table: MarkdownBlock?, by blocks: [MarkdownBlock], _ node: OpaquePointer
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

        private mutating func comment(_ node: OpaquePointer) -> MarkdownBlock {
            let line = position(of: node).line
            if let table = source?.tables[line] { return .table(self.table(table)) }
            guard let formula = source?.formulas[line] else { return .rawHTML }
            let position = Position(line: line, byte: formula.byte)
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

        private mutating func code(_ node: OpaquePointer) -> MarkdownBlock {
            let text = string(cmark_node_get_literal(node))
            let fence = Fence(
                info: string(cmark_node_get_fence_info(node)), text: text, position: position(of: node),
                isClosed: isClosed(node, lineCount: text.utf8.count { $0 == UInt8(ascii: "\n") }))
            return reader.cell(for: fence).map { .cell($0) } ?? .code(info: fence.info, text: text)
        }

        /// A fence that its container's end ends goes on, for libcmark, to the line after; one that the document's end
        /// ends has no line but its own and its content's.
        private func isClosed(_ node: OpaquePointer, lineCount: Int) -> Bool {
            let lastLine = cmark_node_get_end_line(node)
            return lastLine <= cmark_node_get_end_line(cmark_node_parent(node))
                && Int(lastLine - cmark_node_get_start_line(node)) > lineCount
        }

        // MARK: Inlines

        private mutating func inlines(ofBlock node: OpaquePointer) -> [MarkdownInline] {
            blockStart = position(of: node)
            return inlines(of: node, depth: 0)
        }

        private mutating func inlines(
            of parent: OpaquePointer, depth: Int, isInLink: Bool = false
        ) -> [MarkdownInline] {
            guard depth < CommonMarkTree.deepest else { return flatTexts(parent) }
            var pieces: [StruckInlines.Piece] = []
            var next: OpaquePointer? = cmark_node_first_child(parent)
            while let node = next {
                if cmark_node_get_type(node) == CMARK_NODE_TEXT {
                    pieces += text(from: &next, isInLink: isInLink)
                } else {
                    pieces.append(.inline(inline(node, depth, isInLink)))
                    next = cmark_node_next(node)
                }
            }
            return StruckInlines(pieces).inlines
        }

        private mutating func inline(_ node: OpaquePointer, _ depth: Int, _ isInLink: Bool) -> MarkdownInline {
            switch cmark_node_get_type(node) {
            case CMARK_NODE_SOFTBREAK: .softBreak
            case CMARK_NODE_LINEBREAK: .lineBreak
            case CMARK_NODE_CODE: .code(decoded(cmark_node_get_literal(node)))
            case CMARK_NODE_EMPH: .emphasis(inlines(of: node, depth: depth + 1, isInLink: isInLink))
            case CMARK_NODE_STRONG: .strong(inlines(of: node, depth: depth + 1, isInLink: isInLink))
            case CMARK_NODE_LINK:
                .link(
                    destination: url(node), title: title(node), inlines(of: node, depth: depth + 1, isInLink: true))
            case CMARK_NODE_IMAGE:
                .image(source: url(node), title: title(node), inlines(of: node, depth: depth + 1, isInLink: true))
            default: .rawHTML
            }
        }

        /// The pieces of a text, and of the lines after it where a formula goes on there; `next` becomes what follows.
        private mutating func text(from next: inout OpaquePointer?, isInLink: Bool) -> [StruckInlines.Piece] {
            guard let first = next else { return [] }
            var text = string(cmark_node_get_literal(first))
            var last = first
            while source != nil, MarkedText.isOpen(text), let line = lineBreak(after: last) {
                text += "\n" + string(cmark_node_get_literal(line))
                last = line
            }
            next = cmark_node_next(last)
            guard source != nil else {
                return reader.inlines(of: text, at: position(ofText: first)).map { .inline($0) }
            }
            let neighbours = (before: hasNeighbour(cmark_node_previous(first)), after: hasNeighbour(next))
            return pieces(of: MarkedText(text, neighbours: neighbours), at: position(ofText: first), isInLink)
        }

        /// The text on the line after a text.
        private func lineBreak(after node: OpaquePointer) -> OpaquePointer? {
            guard let lineBreak = cmark_node_next(node), !hasNeighbour(lineBreak),
                let text = cmark_node_next(lineBreak), cmark_node_get_type(text) == CMARK_NODE_TEXT
            else { return nil }
            return text
        }

        /// Whether a neighbour is something else than a line's end.
        private func hasNeighbour(_ node: OpaquePointer?) -> Bool {
            node.map { ![CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK].contains(cmark_node_get_type($0)) } ?? false
        }

        private mutating func pieces(
            of text: MarkedText, at position: Position, _ isInLink: Bool
        ) -> [StruckInlines.Piece] {
            text.pieces.flatMap { piece, offset -> [StruckInlines.Piece] in
                var position = position
                position.byte += offset
                switch piece {
                case .text(let text):
                    return reader.inlines(of: text, at: position).flatMap { inline -> [StruckInlines.Piece] in
                        guard case .text(let text) = inline, !isInLink else { return [.inline(inline)] }
                        return AutomaticLink.links(in: text).map { .inline($0) }
                    }
                case .formula(let source, let isDisplay):
                    return [.inline(reader.formula(source, isDisplay: isDisplay, at: position))]
                case .footnote(let label): return [.inline(reader.footnoteMark(label, at: position))]
                case .citation(let source): return [.inline(reader.citation(source, at: position))]
                case .tildes(let opens, let closes): return [.tildes(opens: opens, closes: closes)]
                }
            }
        }

        /// On a block's later lines, libcmark leaves out the margin, and adds the column where the block begins.
        private func position(ofText node: OpaquePointer) -> Position {
            var position = position(of: node)
            if position.line > blockStart.line {
                position.byte -= blockStart.byte
                position.isAfterMargin = true
            }
            return source?.withoutInsertions(position) ?? position
        }

        // MARK: What is nested too deeply

        /// The texts and the code of a tree, one paragraph each; found without recursion.
        private mutating func flatBlocks(_ top: OpaquePointer) -> [MarkdownBlock] {
            descendants(of: top).compactMap { node in
                switch cmark_node_get_type(node) {
                case CMARK_NODE_CODE_BLOCK: return code(node)
                case CMARK_NODE_HTML_BLOCK: return comment(node)
                case CMARK_NODE_PARAGRAPH, CMARK_NODE_HEADING:
                    blockStart = position(of: node)
                    return .paragraph(flatTexts(node))
                default: return nil
                }
            }
        }

        private mutating func flatTexts(_ top: OpaquePointer) -> [MarkdownInline] {
            descendants(of: top).flatMap { node -> [MarkdownInline] in
                switch cmark_node_get_type(node) {
                case CMARK_NODE_TEXT: flatText(node)
                case CMARK_NODE_CODE: [.code(decoded(cmark_node_get_literal(node)))]
                case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: [.softBreak]
                default: []
                }
            }
        }

        private mutating func flatText(_ node: OpaquePointer) -> [MarkdownInline] {
            let text = string(cmark_node_get_literal(node))
            guard source != nil else { return reader.inlines(of: text, at: position(ofText: node)) }
            let marked = MarkedText(text, neighbours: (before: false, after: false))
            return StruckInlines(pieces(of: marked, at: position(ofText: node), true)).inlines
        }

        private func descendants(of top: OpaquePointer) -> [OpaquePointer] {
            guard let iterator = cmark_iter_new(top) else { return [] }
            defer { cmark_iter_free(iterator) }
            var nodes: [OpaquePointer] = []
            while case let event = cmark_iter_next(iterator), event != CMARK_EVENT_DONE {
                if event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator) { nodes.append(node) }
            }
            return nodes
        }

        private func children(of parent: OpaquePointer) -> [OpaquePointer] {
            var nodes: [OpaquePointer] = []
            var next: OpaquePointer? = cmark_node_first_child(parent)
            while let node = next {
                nodes.append(node)
                next = cmark_node_next(node)
            }
            return nodes
        }

        // MARK: What a node says

        private func url(_ node: OpaquePointer) -> String { decoded(cmark_node_get_url(node)) }
        private func title(_ node: OpaquePointer) -> String { decoded(cmark_node_get_title(node)) }

        private func position(of node: OpaquePointer) -> Position {
            let position = Position(
                line: Int(cmark_node_get_start_line(node)), byte: max(0, Int(cmark_node_get_start_column(node)) - 1))
            return source?.position(position) ?? position
        }

        /// A text as the notebook has it.
        private func decoded(_ characters: UnsafePointer<CChar>?) -> String {
            source == nil ? string(characters) : ProseMark.decoded(string(characters))
        }

        private func string(_ characters: UnsafePointer<CChar>?) -> String {
            characters.map { String(cString: $0) } ?? ""
        }
    }
}
