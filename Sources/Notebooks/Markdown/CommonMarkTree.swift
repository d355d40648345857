import CCommonMark

/// Who reads a CommonMark document: asked in the order of the text.
protocol CommonMarkReader {
    /// The index of the cell that a code block is, or nil for one that is only shown.
    mutating func cell(for fence: CommonMarkTree.Fence) -> Int?

    /// The inlines that a piece of plain text becomes.
    mutating func inlines(of text: String, at place: SourcePlace) -> [MarkdownInline]
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
        var place: SourcePlace
        var lastLine: Int
    }

    private let root: OpaquePointer

    /// Deeper nesting than this is shown flat: what recursion over untrusted text may cost has an end.
    private static let deepest = 100

    init(parsing text: String) {
        var text = text
        root = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                // Parsing has no failure: every text is a CommonMark document, and memory exhaustion aborts in C.
                guard let root = cmark_parse_document(characters.baseAddress, characters.count, CMARK_OPT_DEFAULT)
                else { preconditionFailure("cmark_parse_document gave no document for \(characters.count) bytes") }
                return root
            }
        }
        cmark_consolidate_text_nodes(root)
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

        mutating func blocks(of parent: OpaquePointer, depth: Int) -> [MarkdownBlock] {
            children(of: parent).flatMap { node in
                depth < CommonMarkTree.deepest ? [block(node, depth)] : flat(node)
            }
        }

        private mutating func block(_ node: OpaquePointer, _ depth: Int) -> MarkdownBlock {
            switch cmark_node_get_type(node) {
            case CMARK_NODE_HEADING:
                .heading(level: Int(cmark_node_get_heading_level(node)), inlines(of: node, depth: 0))
            case CMARK_NODE_BLOCK_QUOTE: .blockQuote(blocks(of: node, depth: depth + 1))
            case CMARK_NODE_LIST: .list(list(node, depth))
            case CMARK_NODE_CODE_BLOCK: code(node)
            case CMARK_NODE_HTML_BLOCK: .rawHTML
            case CMARK_NODE_THEMATIC_BREAK: .thematicBreak
            default: .paragraph(inlines(of: node, depth: 0))
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
            let fence = Fence(
                info: string(cmark_node_get_fence_info(node)), text: string(cmark_node_get_literal(node)),
                place: place(of: node), lastLine: Int(cmark_node_get_end_line(node)))
            return reader.cell(for: fence).map { .cell($0) } ?? .code(info: fence.info, text: fence.text)
        }

        /// The texts of a tree that is nested too deeply, one paragraph each; found without recursion.
        private mutating func flat(_ top: OpaquePointer) -> [MarkdownBlock] {
            var blocks: [MarkdownBlock] = []
            guard let iterator = cmark_iter_new(top) else { return blocks }
            defer { cmark_iter_free(iterator) }
            while case let event = cmark_iter_next(iterator), event != CMARK_EVENT_DONE {
                guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator) else { continue }
                let type = cmark_node_get_type(node)
                if type == CMARK_NODE_CODE_BLOCK {
                    blocks.append(code(node))
                } else if type == CMARK_NODE_TEXT {
                    blocks.append(.paragraph([.text(string(cmark_node_get_literal(node)))]))
                }
            }
            return blocks
        }

        private mutating func inlines(of parent: OpaquePointer, depth: Int) -> [MarkdownInline] {
            guard depth < CommonMarkTree.deepest else { return [] }
            return children(of: parent).flatMap { node -> [MarkdownInline] in
                switch cmark_node_get_type(node) {
                case CMARK_NODE_TEXT: reader.inlines(of: string(cmark_node_get_literal(node)), at: place(of: node))
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

        private func children(of parent: OpaquePointer) -> UnfoldFirstSequence<OpaquePointer> {
            sequence(first: cmark_node_first_child(parent)) { cmark_node_next($0) }
        }

        private func url(_ node: OpaquePointer) -> String { string(cmark_node_get_url(node)) }
        private func title(_ node: OpaquePointer) -> String { string(cmark_node_get_title(node)) }

        private func place(of node: OpaquePointer) -> SourcePlace {
            SourcePlace(line: Int(cmark_node_get_start_line(node)), column: Int(cmark_node_get_start_column(node)))
        }

        private func string(_ characters: UnsafePointer<CChar>?) -> String {
            characters.map { String(cString: $0) } ?? ""
        }
    }
}
