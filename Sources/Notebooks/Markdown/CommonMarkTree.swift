import CCommonMark

/// Who reads a CommonMark document: asked in the order of the text.
protocol CommonMarkReader {
    /// The index of the cell that a code block is, or nil for one that is only shown.
    mutating func cell(for fence: CommonMarkTree.Fence) -> Int?

    /// The inlines that a piece of plain text becomes, all of it on one line.
    mutating func inlines(of text: String, at position: CommonMarkTree.Position) -> [MarkdownInline]
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

    /// Deeper nesting than this is shown flat: what recursion over untrusted text may cost has an end.
    private static let deepest = 100

    init(parsing text: String) {
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

    /// The blocks of the document; `reader` decides what code blocks and texts become.
    func blocks(for reader: inout some CommonMarkReader) -> [MarkdownBlock] {
        var conversion = Conversion(reader: reader)
        defer { reader = conversion.reader }
        return conversion.blocks(of: root, depth: 0)
    }

    private struct Conversion<Reader: CommonMarkReader> {
        var reader: Reader
        /// Where the paragraph or heading begins whose inlines are converted.
        var blockStart = Position(line: 1, byte: 0)

        mutating func blocks(of parent: OpaquePointer, depth: Int) -> [MarkdownBlock] {
            children(of: parent).flatMap { node in
                depth < CommonMarkTree.deepest ? [block(node, depth)] : flatBlocks(node)
            }
        }

        private mutating func block(_ node: OpaquePointer, _ depth: Int) -> MarkdownBlock {
            switch cmark_node_get_type(node) {
            case CMARK_NODE_HEADING:
                .heading(level: Int(cmark_node_get_heading_level(node)), inlines(ofBlock: node))
            case CMARK_NODE_BLOCK_QUOTE: .blockQuote(blocks(of: node, depth: depth + 1))
            case CMARK_NODE_LIST: .list(list(node, depth))
            case CMARK_NODE_CODE_BLOCK: code(node)
            case CMARK_NODE_HTML_BLOCK: .rawHTML
            case CMARK_NODE_THEMATIC_BREAK: .thematicBreak
            default: .paragraph(inlines(ofBlock: node))
            }
        }

        private mutating func list(_ node: OpaquePointer, _ depth: Int) -> MarkdownList {
            let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
            return MarkdownList(
                start: isOrdered ? Int(cmark_node_get_list_start(node)) : nil,
                isTight: cmark_node_get_list_tight(node) != 0,
                items: children(of: node).map { blocks(of: $0, depth: depth + 1) })
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

        private mutating func inlines(of parent: OpaquePointer, depth: Int) -> [MarkdownInline] {
            guard depth < CommonMarkTree.deepest else { return flatTexts(parent) }
            return children(of: parent).flatMap { node -> [MarkdownInline] in
                switch cmark_node_get_type(node) {
                case CMARK_NODE_TEXT: text(node)
                case CMARK_NODE_SOFTBREAK: [.softBreak]
                case CMARK_NODE_LINEBREAK: [.lineBreak]
                case CMARK_NODE_CODE: [.code(string(cmark_node_get_literal(node)))]
                case CMARK_NODE_EMPH: [.emphasis(inlines(of: node, depth: depth + 1))]
                case CMARK_NODE_STRONG: [.strong(inlines(of: node, depth: depth + 1))]
                case CMARK_NODE_LINK:
                    [.link(destination: url(node), title: title(node), inlines(of: node, depth: depth + 1))]
                case CMARK_NODE_IMAGE:
                    [.image(source: url(node), title: title(node), inlines(of: node, depth: depth + 1))]
                default: [.rawHTML]
                }
            }
        }

        /// On a block's later lines, libcmark leaves out the margin, and adds the column where the block begins.
        private mutating func text(_ node: OpaquePointer) -> [MarkdownInline] {
            var position = position(of: node)
            if position.line > blockStart.line {
                position.byte -= blockStart.byte
                position.isAfterMargin = true
            }
            return reader.inlines(of: string(cmark_node_get_literal(node)), at: position)
        }

        // MARK: What is nested too deeply

        /// The texts and the code of a tree, one paragraph each; found without recursion.
        private mutating func flatBlocks(_ top: OpaquePointer) -> [MarkdownBlock] {
            descendants(of: top).compactMap { node in
                switch cmark_node_get_type(node) {
                case CMARK_NODE_CODE_BLOCK: return code(node)
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
                case CMARK_NODE_TEXT: text(node)
                case CMARK_NODE_CODE: [.code(string(cmark_node_get_literal(node)))]
                case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: [.softBreak]
                default: []
                }
            }
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

        private func url(_ node: OpaquePointer) -> String { string(cmark_node_get_url(node)) }
        private func title(_ node: OpaquePointer) -> String { string(cmark_node_get_title(node)) }

        private func position(of node: OpaquePointer) -> Position {
            Position(
                line: Int(cmark_node_get_start_line(node)), byte: max(0, Int(cmark_node_get_start_column(node)) - 1))
        }

        private func string(_ characters: UnsafePointer<CChar>?) -> String {
            characters.map { String(cString: $0) } ?? ""
        }
    }
}
