extension MarkdownConversion {
    // MARK: Inlines

    mutating func inlines(ofBlock node: CommonMarkNode) -> [MarkdownInline] {
        blockStart = position(of: node)
        return inlines(of: node, depth: 0)
    }

    private mutating func inlines(
        of parent: CommonMarkNode, depth: Int, isInLink: Bool = false
    ) -> [MarkdownInline] {
        guard depth < CommonMarkTree.deepest else { return flatTexts(parent) }
        var pieces: [StruckInlines.Piece] = []
        var next: CommonMarkNode? = parent.firstChild
        while let node = next {
            if node.kind == .text {
                pieces += text(from: &next, isInLink: isInLink)
            } else {
                pieces.append(.inline(inline(node, depth, isInLink)))
                next = node.next
            }
        }
        return StruckInlines(pieces).inlines
    }

    private mutating func inline(_ node: CommonMarkNode, _ depth: Int, _ isInLink: Bool) -> MarkdownInline {
        switch node.kind {
        case .softBreak: .softBreak
        case .lineBreak: .lineBreak
        case .code: .code(decoded(node.literal))
        case .emphasis: .emphasis(inlines(of: node, depth: depth + 1, isInLink: isInLink))
        case .strong: .strong(inlines(of: node, depth: depth + 1, isInLink: isInLink))
        case .link:
            .link(
                destination: url(node), title: title(node), inlines(of: node, depth: depth + 1, isInLink: true))
        case .image:
            .image(source: url(node), title: title(node), inlines(of: node, depth: depth + 1, isInLink: true))
        default: .rawHTML
        }
    }

    /// The pieces of a text, and of the lines after it where a formula goes on there; `next` becomes what follows.
    private mutating func text(from next: inout CommonMarkNode?, isInLink: Bool) -> [StruckInlines.Piece] {
        guard let first = next else { return [] }
        var text = first.literal
        var last = first
        while source != nil, MarkedText.isOpen(text), let line = lineBreak(after: last) {
            text += "\n" + line.literal
            last = line
        }
        next = last.next
        guard source != nil else {
            return reader.inlines(of: text, at: position(ofText: first)).map { .inline($0) }
        }
        let neighbours = (before: hasNeighbour(first.previous), after: hasNeighbour(next))
        return pieces(of: MarkedText(text, neighbours: neighbours), at: position(ofText: first), isInLink)
    }

    /// The text on the line after a text.
    private func lineBreak(after node: CommonMarkNode) -> CommonMarkNode? {
        guard let lineBreak = node.next, !hasNeighbour(lineBreak),
            let text = lineBreak.next, text.kind == .text
        else { return nil }
        return text
    }

    /// Whether a neighbour is something else than a line's end.
    private func hasNeighbour(_ node: CommonMarkNode?) -> Bool {
        node.map { ![.softBreak, .lineBreak].contains($0.kind) } ?? false
    }

    private mutating func pieces(
        of text: MarkedText, at position: CommonMarkTree.Position, _ isInLink: Bool
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
    private func position(ofText node: CommonMarkNode) -> CommonMarkTree.Position {
        var position = position(of: node)
        if position.line > blockStart.line {
            position.byte -= blockStart.byte
            position.isAfterMargin = true
        }
        return source?.withoutInsertions(position) ?? position
    }

    // MARK: What is nested too deeply

    /// The texts and the code of a tree, one paragraph each; found without recursion.
    mutating func flatBlocks(_ top: CommonMarkNode) -> [MarkdownBlock] {
        top.descendants.compactMap { node in
            switch node.kind {
            case .codeBlock: return code(node)
            case .rawHTMLBlock: return comment(node)
            case .paragraph, .heading:
                blockStart = position(of: node)
                return .paragraph(flatTexts(node))
            default: return nil
            }
        }
    }

    private mutating func flatTexts(_ top: CommonMarkNode) -> [MarkdownInline] {
        top.descendants.flatMap { node -> [MarkdownInline] in
            switch node.kind {
            case .text: flatText(node)
            case .code: [.code(decoded(node.literal))]
            case .softBreak, .lineBreak: [.softBreak]
            default: []
            }
        }
    }

    private mutating func flatText(_ node: CommonMarkNode) -> [MarkdownInline] {
        let text = node.literal
        guard source != nil else { return reader.inlines(of: text, at: position(ofText: node)) }
        let marked = MarkedText(text, neighbours: (before: false, after: false))
        return StruckInlines(pieces(of: marked, at: position(ofText: node), true)).inlines
    }
}
