import Figures
import Notebooks

/// Writes one piece of a formula as one element.
enum MathNodeWriter {
    static func markup(_ node: MathNode) -> Markup {
        switch node {
        case .row(let nodes): .tag("mrow", [:], MathRowWriter.children(nodes))
        case .letters(let text, let alphabet): letters(text, alphabet)
        case .number(let text, let alphabet): .tag("mn", [:], .text(MathLetters.styled(text, alphabet)))
        case .symbol(let text, let kind): symbol(text, kind)
        case .function(let name, _): function(name)
        case .text(let text, let alphabet): words(text, alphabet)
        case .space(let width): space(width)
        case .fraction(let value): fraction(value)
        case .root(let inner, let index?): .tag("mroot", [:], markup(inner), markup(index))
        case .root(let inner, nil): .tag("msqrt", [:], children(inner))
        case .scripts(let scripts): self.scripts(scripts)
        case .accent(let base, let accent): accented(base, accent)
        case .stacked(let base, let above, let below): stacked(base, below, above)
        case .arrow(let text, let above): arrow(text, above: above)
        case .fenced(let left, let nodes, let right): fenced(left, nodes, right)
        case .middle(let text): fence(text, "infix", ["lspace": "0.2222em", "rspace": "0.2222em"])
        case .fence(let text, let size, let kind): fence(text, size, kind)
        case .table(let table): MathTableWriter.markup(table)
        case .styled(let style, let inner): styled(style, children(inner))
        case .unknown(let text): .tag("mtext", ["class": "math-unknown"], .text(text))
        }
    }

    /// What stands in an element that is a row by itself.
    static func children(_ node: MathNode) -> [Markup] {
        if case .row(let nodes) = node { MathRowWriter.children(nodes) } else { [markup(node)] }
    }

    // MARK: Letters and signs

    /// A single letter is slanted by its element, unless that says otherwise.
    private static func letters(_ text: String, _ alphabet: MathAlphabet) -> Markup {
        let isUpright = alphabet == .roman && text.count == 1
        return .tag("mi", isUpright ? ["mathvariant": "normal"] : [:], .text(MathLetters.styled(text, alphabet)))
    }

    private static func symbol(_ text: String, _ kind: MathClass) -> Markup {
        switch kind {
        case .ordinary: things.contains(text) ? .tag("mi", [:], .text(text)) : sign(text)
        case .opening, .closing: .tag("mo", ["stretchy": "false"], .text(text))
        case .relation where isArrow(text): .tag("mo", ["stretchy": "false"], .text(text))
        case .punctuation where text == ":": .tag("mo", ["lspace": "0em", "rspace": "0.1667em"], .text(text))
        case .binary, .relation, .punctuation, .large, .integral: .tag("mo", [:], .text(text))
        }
    }

    /// Symbols that stand for something, as letters do.
    private static let things = Set(
        "∞ ℓ ℏ ℜ ℑ ℘ ℵ ℶ ∅ ∀ ∃ ∄ ⊤ ⊥ ∠ △ □ ■ ♢ ♣ ♡ ♠ ♭ ♮ ♯ ° ✓ † ‡ § … ⋯ ⋮ ⋱ ∁ ð ℧ 𝕜 ▲ ★".split(separator: " ").map(
            String.init))

    /// A sign without room about it, of a fixed size.
    static func sign(_ text: String) -> Markup {
        .tag("mo", ["lspace": "0em", "rspace": "0em", "stretchy": "false"], .text(text))
    }

    /// Arrows stretch, by the dictionary, to the height of their row.
    private static func isArrow(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { (0x2190...0x21FF).contains($0.value) || (0x27F0...0x27FF).contains($0.value) }
    }

    private static func function(_ name: String) -> Markup {
        .tag("mi", name.count == 1 ? ["mathvariant": "normal"] : [:], .text(name))
    }

    /// White space at the ends of an element is not shown, but for this one.
    private static func words(_ text: String, _ alphabet: MathAlphabet) -> Markup {
        let text = Markup.text(String(text.map { $0 == " " ? "\u{A0}" : $0 }))
        switch alphabet {
        case .bold: return .tag("mtext", ["class": "math-bold"], text)
        case .italic: return .tag("mtext", ["class": "math-italic"], text)
        case .sansSerif: return .tag("mtext", ["class": "math-sans"], text)
        case .typewriter: return .tag("mtext", ["class": "math-mono"], text)
        default: return .tag("mtext", [:], text)
        }
    }

    /// No element has a width below nothing; a class has.
    static func space(_ width: Int) -> Markup {
        width < 0 ? .tag("mspace", ["class": "math-back"]) : .tag("mspace", ["width": em(width)])
    }

    /// Eighteenths of an em.
    static func em(_ width: Int) -> String { ((Double(width) / 18 * 10_000).rounded() / 10_000).plain + "em" }

    // MARK: Fractions and scripts

    private static func fraction(_ fraction: MathFraction) -> Markup {
        let markup = Markup.tag(
            "mfrac", fraction.hasLine ? [:] : ["linethickness": "0"], markup(fraction.numerator),
            markup(fraction.denominator))
        return fraction.style.map { styled($0, [markup]) } ?? markup
    }

    static func styled(_ style: MathStyle, _ children: [Markup]) -> Markup {
        switch style {
        case .display: .tag("mstyle", ["displaystyle": "true", "scriptlevel": "0"], children)
        case .text: .tag("mstyle", ["displaystyle": "false", "scriptlevel": "0"], children)
        case .script: .tag("mstyle", ["displaystyle": "false", "scriptlevel": "1"], children)
        case .scriptScript: .tag("mstyle", ["displaystyle": "false", "scriptlevel": "2"], children)
        }
    }

    private static func scripts(_ scripts: MathScripts) -> Markup {
        let (below, above) = (scripts.below.map(markup), scripts.above.map(markup))
        let takesLimits = takesLimits(scripts.base)
        switch scripts.placement {
        case .natural where takesLimits: return stacked(baseWithLimits(scripts.base, isMovable: true), below, above)
        case .aboveAndBelow: return stacked(baseWithLimits(scripts.base, isMovable: false), below, above)
        case .natural, .beside: return beside(markup(scripts.base), below, above)
        }
    }

    private static func takesLimits(_ base: MathNode) -> Bool {
        switch base {
        case .symbol(_, .large), .function(_, takesLimits: true), .stacked: true
        case .accent(_, let accent): accent.takesLimits
        default: false
        }
    }

    /// Sums are in the dictionary of operators as what has movable limits; names are not.
    private static func baseWithLimits(_ base: MathNode, isMovable: Bool) -> Markup {
        switch base {
        case .function(let name, _):
            .tag(
                "mo", ["lspace": "0em", "rspace": "0em", "movablelimits": isMovable ? "true" : "false"], .text(name))
        case .symbol(let text, .large) where !isMovable: .tag("mo", ["movablelimits": "false"], .text(text))
        default: markup(base)
        }
    }

    private static func beside(_ base: Markup, _ below: Markup?, _ above: Markup?) -> Markup {
        switch (below, above) {
        case (let below?, let above?): .tag("msubsup", [:], base, below, above)
        case (let below?, nil): .tag("msub", [:], base, below)
        case (nil, let above?): .tag("msup", [:], base, above)
        case (nil, nil): base
        }
    }

    private static func stacked(_ base: Markup, _ below: Markup?, _ above: Markup?) -> Markup {
        switch (below, above) {
        case (let below?, let above?): .tag("munderover", [:], base, below, above)
        case (let below?, nil): .tag("munder", [:], base, below)
        case (nil, let above?): .tag("mover", [:], base, above)
        case (nil, nil): base
        }
    }

    /// A mark on a letter is as large as on one of a text; others are as small as scripts.
    private static func accented(_ base: MathNode, _ accent: MathAccent) -> Markup {
        guard !accent.mark.isEmpty else {
            return .tag("mrow", ["class": accent.isBelow ? "math-under" : "math-over"], children(base))
        }
        let mark = Markup.tag("mo", ["stretchy": accent.isStretchy ? "true" : "false"], .text(accent.mark))
        if accent.isBelow { return .tag("munder", [:], markup(base), mark) }
        let isSmall = accent.takesLimits || isArrow(accent.mark)
        return .tag("mover", isSmall ? [:] : ["accent": "true"], markup(base), mark)
    }

    /// What stands over and under something; the room about a relation stays.
    private static func stacked(_ base: MathNode, _ below: MathNode?, _ above: MathNode?) -> Markup {
        guard case .symbol(let text, .relation) = base else {
            return stacked(markup(base), below.map(markup), above.map(markup))
        }
        return .tag("mrow", [:], space(5), stacked(sign(text), below.map(markup), above.map(markup)), space(5))
    }

    private static func arrow(_ text: String, above: MathNode) -> Markup {
        let arrow = Markup.tag("mo", ["lspace": "0em", "rspace": "0em", "stretchy": "true"], .text(text))
        let above = Markup.tag("mrow", [:], [space(9)] + children(above) + [space(9)])
        return .tag("mrow", [:], space(5), .tag("mover", [:], arrow, above), space(5))
    }

    // MARK: Fences

    private static func fenced(_ left: String, _ nodes: [MathNode], _ right: String) -> Markup {
        .tag(
            "mrow", [:],
            (left.isEmpty ? [] : [fence(left, "prefix")]) + MathRowWriter.children(nodes)
                + (right.isEmpty ? [] : [fence(right, "postfix")]))
    }

    private static func fence(_ text: String, _ form: String, _ more: KeyValuePairs<String, String> = [:]) -> Markup {
        let attributes = [Attribute("form", form), Attribute("stretchy", "true"), Attribute("symmetric", "true")]
        return .element("mo", attributes + more.map { Attribute($0.key, $0.value) }, [.text(text)])
    }

    private static func fence(_ text: String, _ size: Int, _ kind: MathClass) -> Markup {
        let height = ["1.2em", "1.8em", "2.4em", "3em"][size - 1]
        let room = kind == .relation ? "0.2778em" : "0em"
        return .tag(
            "mo",
            [
                "stretchy": "true", "symmetric": "true", "minsize": height, "maxsize": height, "lspace": room,
                "rspace": room,
            ], .text(text))
    }
}
