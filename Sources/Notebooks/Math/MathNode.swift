/// A piece of a formula.
package indirect enum MathNode: Hashable, Sendable {
    case row([MathNode])
    /// One letter, or the letters of one name.
    case letters(String, MathAlphabet)
    case number(String, MathAlphabet)
    case symbol(String, MathClass)
    /// A name as `log`; what stands under it as under `max` does so in displays only.
    case function(String, takesLimits: Bool)
    case text(String, MathAlphabet)
    /// Room to the right, in eighteenths of an em.
    case space(Int)
    case fraction(MathFraction)
    case root(MathNode, index: MathNode?)
    case scripts(MathScripts)
    /// A mark over or under something.
    case accent(MathNode, MathAccent)
    /// What stands small over something, and under it.
    case stacked(MathNode, above: MathNode?, below: MathNode?)
    /// An arrow as long as what stands over it.
    case arrow(String, above: MathNode)
    /// What stands between two fences as high as itself; an empty fence is none.
    case fenced(left: String, [MathNode], right: String)
    /// A fence in the middle of `.fenced`, as high as those at its ends.
    case middle(String)
    /// A fence of a fixed size, from 1 (`\big`) to 4 (`\Bigg`).
    case fence(String, size: Int, MathClass)
    case table(MathTable)
    case styled(MathStyle, MathNode)
    /// What is not understood, as it was written.
    case unknown(String)
}

/// What a symbol is among its neighbours; it decides the room about it (The TeXbook, chapter 17).
package enum MathClass: Hashable, Sendable {
    case ordinary, binary, relation, opening, closing, punctuation
    /// As a sum: what stands above and below it does so in displays only.
    case large
    /// As an integral: what belongs to it stands beside it.
    case integral
}

/// The form of letters and digits.
package enum MathAlphabet: Hashable, Sendable {
    /// Italic letters, upright digits.
    case automatic
    case roman, bold, italic, boldItalic, sansSerif, typewriter, blackboard, calligraphic, fraktur
}

/// The size of what is set: as in a display, or as in a line of text.
package enum MathStyle: Hashable, Sendable {
    case display, text, script, scriptScript
}

package struct MathFraction: Hashable, Sendable {
    package var numerator: MathNode
    package var denominator: MathNode
    package var hasLine = true
    /// The fraction's own style, or nil for that of its surroundings.
    package var style: MathStyle?
}

package struct MathScripts: Hashable, Sendable {
    /// Where scripts stand.
    package enum Placement: Hashable, Sendable {
        /// Where they do by the base's nature.
        case natural
        case beside, aboveAndBelow
    }

    package var base: MathNode
    package var below: MathNode?
    package var above: MathNode?
    package var placement = Placement.natural
}

package struct MathAccent: Hashable, Sendable {
    /// Empty for a line.
    package var mark: String
    /// Whether the mark becomes as wide as what it stands on.
    package var isStretchy = false
    package var isBelow = false
    /// Whether what is written as a script stands beyond the mark, as a brace's does.
    package var takesLimits = false
}

package struct MathTable: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// The entries of a matrix, centred or as `columns` say.
        case matrix
        /// Small lines close together.
        case small
        case cases
        /// Lines in the style of displays, in pairs of columns that meet.
        case aligned
        /// Centred lines in the style of displays.
        case gathered
    }

    package struct Column: Hashable, Sendable {
        package enum Alignment: Hashable, Sendable {
            case left, center, right
        }

        package var alignment: Alignment
        package var hasLineBefore = false
        package var hasLineAfter = false
    }

    package struct Row: Hashable, Sendable {
        package var entries: [[MathNode]]
        package var hasLineAbove = false
    }

    package var kind: Kind
    /// The columns that are declared; others are centred.
    package var columns: [Column] = []
    package var rows: [Row] = []
    package var hasLineBelow = false
}
