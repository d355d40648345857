import Figures
import Notebooks

/// Writes what stands side by side, with the room between that TeX leaves there (The TeXbook, chapter 18).
///
/// The dictionary of operators leaves nearly all of it; what depends on the neighbours is written here.
enum MathRowWriter {
    /// The pieces as elements; where the row goes on with what stands before it, a sign at its start is between two.
    static func children(_ nodes: [MathNode], goesOn: Bool = false) -> [Markup] {
        let kinds = nodes.map(Kind.init)
        let followers = followers(of: kinds)
        var result: [Markup] = []
        var previous: Kind? = goesOn ? .ordinary : nil
        for (index, node) in nodes.enumerated() {
            if needsRoom(between: previous, and: kinds[index]) { result.append(MathNodeWriter.space(3)) }
            result.append(markup(node, between: previous, and: followers[index], isFirst: index == 0))
            if kinds[index] != .space {
                previous = kinds[index]
            } else if previous == .name {
                // There is room enough.
                previous = .large
            }
        }
        return result
    }

    /// What a piece is among its neighbours.
    private enum Kind: Equatable {
        case ordinary, name, large, binary, relation, opening, closing, fenced, punctuation, space

        init(_ node: MathNode) {
            switch node {
            case .symbol(_, let kind), .fence(_, _, let kind): self.init(kind)
            case .function: self = .name
            case .scripts(let scripts): self.init(scripts.base)
            case .stacked(let base, _, _): self.init(base)
            case .middle, .arrow: self = .relation
            case .space: self = .space
            case .fenced: self = .fenced
            default: self = .ordinary
            }
        }

        private init(_ kind: MathClass) {
            switch kind {
            case .ordinary: self = .ordinary
            case .binary: self = .binary
            case .relation: self = .relation
            case .opening: self = .opening
            case .closing: self = .closing
            case .punctuation: self = .punctuation
            case .large, .integral: self = .large
            }
        }

        /// Whether a sign as `+` behind it stands before something, not between two.
        var asksForMore: Bool {
            switch self {
            case .name, .large, .binary, .relation, .opening, .punctuation: true
            case .ordinary, .closing, .fenced, .space: false
            }
        }
    }

    /// The kind of what comes next, spaces passed over.
    private static func followers(of kinds: [Kind]) -> [Kind?] {
        var followers = [Kind?](repeating: nil, count: kinds.count)
        var next: Kind?
        for index in kinds.indices.reversed() {
            followers[index] = next
            if kinds[index] != .space { next = kinds[index] }
        }
        return followers
    }

    /// The names of functions are in no dictionary.
    private static func needsRoom(between left: Kind?, and right: Kind) -> Bool {
        switch (left, right) {
        case (.ordinary, .name), (.closing, .name), (.fenced, .name), (.name, .name), (.name, .ordinary): true
        default: false
        }
    }

    private static func markup(
        _ node: MathNode, between left: Kind?, and right: Kind?, isFirst: Bool
    ) -> Markup {
        guard case .symbol(let text, let kind) = node else { return MathNodeWriter.markup(node) }
        switch kind {
        case .binary where left?.asksForMore ?? true: return MathNodeWriter.sign(text)
        case .binary where right == nil || right == .relation || right == .closing || right == .punctuation:
            return MathNodeWriter.sign(text)
        case .binary where isFirst: return .tag("mo", ["form": "infix"], .text(text))
        case .relation where left == .relation && right == .relation: return MathNodeWriter.sign(text)
        case .relation where left == .relation: return .tag("mo", ["lspace": "0em", "stretchy": "false"], .text(text))
        case .relation where right == .relation: return .tag("mo", ["rspace": "0em", "stretchy": "false"], .text(text))
        default: return MathNodeWriter.markup(node)
        }
    }
}
