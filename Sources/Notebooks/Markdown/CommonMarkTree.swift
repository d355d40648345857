import CCommonMark

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

    private let root: CommonMarkNode
    /// What the extensions read before libcmark did.
    private let source: ExtendedSource?

    /// Deeper nesting than this is shown flat: what recursion over untrusted text may cost has an end.
    static let deepest = 100

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
                return CommonMarkNode(pointer: root)
            }
        }
    }

    deinit {
        cmark_node_free(root.pointer)
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
        var leaves: [Leaf] = []
        var listDepth = 0
        root.walk { node, isEntered in
            if node.kind == .list { listDepth += isEntered ? 1 : -1 }
            guard isEntered, [.paragraph, .heading, .codeBlock, .rawHTMLBlock].contains(node.kind) else { return }
            leaves.append(
                Leaf(
                    lines: node.firstLine...max(node.firstLine, node.lastLine), byte: node.firstByte,
                    isParagraph: [.paragraph, .heading].contains(node.kind), isHeading: node.kind == .heading,
                    isInList: listDepth > 0))
        }
        return leaves
    }

    /// The blocks of the document; `reader` decides what code blocks and texts become.
    func blocks(for reader: inout some CommonMarkReader) -> [MarkdownBlock] {
        var conversion = MarkdownConversion(reader: reader, source: source)
        defer { reader = conversion.reader }
        return conversion.blocks(ofDocument: root)
    }
}

/// A node of a CommonMark tree, to be used only while the tree is there.
struct CommonMarkNode {
    enum Kind {
        case paragraph, heading, blockQuote, list, item, codeBlock, rawHTMLBlock, thematicBreak
        case text, softBreak, lineBreak, code, emphasis, strong, link, image, rawHTML
        case other
    }

    fileprivate let pointer: OpaquePointer

    var kind: Kind {
        switch cmark_node_get_type(pointer) {
        case CMARK_NODE_PARAGRAPH: .paragraph
        case CMARK_NODE_HEADING: .heading
        case CMARK_NODE_BLOCK_QUOTE: .blockQuote
        case CMARK_NODE_LIST: .list
        case CMARK_NODE_ITEM: .item
        case CMARK_NODE_CODE_BLOCK: .codeBlock
        case CMARK_NODE_HTML_BLOCK: .rawHTMLBlock
        case CMARK_NODE_THEMATIC_BREAK: .thematicBreak
        case CMARK_NODE_TEXT: .text
        case CMARK_NODE_SOFTBREAK: .softBreak
        case CMARK_NODE_LINEBREAK: .lineBreak
        case CMARK_NODE_CODE: .code
        case CMARK_NODE_EMPH: .emphasis
        case CMARK_NODE_STRONG: .strong
        case CMARK_NODE_LINK: .link
        case CMARK_NODE_IMAGE: .image
        case CMARK_NODE_HTML_INLINE: .rawHTML
        default: .other
        }
    }

    // MARK: Neighbours

    var parent: CommonMarkNode? { cmark_node_parent(pointer).map(CommonMarkNode.init) }
    var firstChild: CommonMarkNode? { cmark_node_first_child(pointer).map(CommonMarkNode.init) }
    var next: CommonMarkNode? { cmark_node_next(pointer).map(CommonMarkNode.init) }
    var previous: CommonMarkNode? { cmark_node_previous(pointer).map(CommonMarkNode.init) }

    var children: [CommonMarkNode] {
        var nodes: [CommonMarkNode] = []
        var next = firstChild
        while let node = next {
            nodes.append(node)
            next = node.next
        }
        return nodes
    }

    /// The node itself and all below it, in the order of the text; found without recursion.
    var descendants: [CommonMarkNode] {
        var nodes: [CommonMarkNode] = []
        walk { node, isEntered in if isEntered { nodes.append(node) } }
        return nodes
    }

    /// Visits every node that holds others twice, before them and after them.
    func walk(_ visit: (CommonMarkNode, _ isEntered: Bool) -> Void) {
        guard let iterator = cmark_iter_new(pointer) else { return }
        defer { cmark_iter_free(iterator) }
        while case let event = cmark_iter_next(iterator), event != CMARK_EVENT_DONE {
            if let node = cmark_iter_get_node(iterator) {
                visit(CommonMarkNode(pointer: node), event == CMARK_EVENT_ENTER)
            }
        }
    }

    // MARK: What it says

    var literal: String { Self.string(cmark_node_get_literal(pointer)) }
    var url: String { Self.string(cmark_node_get_url(pointer)) }
    var title: String { Self.string(cmark_node_get_title(pointer)) }
    var fenceInfo: String { Self.string(cmark_node_get_fence_info(pointer)) }
    var headingLevel: Int { Int(cmark_node_get_heading_level(pointer)) }
    /// The number of an ordered list's first item; nil for bullets.
    var listStart: Int? {
        cmark_node_get_list_type(pointer) == CMARK_ORDERED_LIST ? Int(cmark_node_get_list_start(pointer)) : nil
    }
    var isTight: Bool { cmark_node_get_list_tight(pointer) != 0 }
    /// Counted from 1.
    var firstLine: Int { Int(cmark_node_get_start_line(pointer)) }
    var lastLine: Int { Int(cmark_node_get_end_line(pointer)) }
    /// Where it begins on its first line, counted from 0.
    var firstByte: Int { max(0, Int(cmark_node_get_start_column(pointer)) - 1) }

    private static func string(_ characters: UnsafePointer<CChar>?) -> String {
        characters.map { String(cString: $0) } ?? ""
    }
}
