import Figures

/// A formula in a line with what touches it: "(x," and "n-" of "n-dimensional".
///
/// Browsers end lines before and after a formula whatever stands there, a comma, too, and do not heed a word joiner
/// (Chromium 156; https://www.w3.org/TR/css-text-3/#line-break-details asks for that). Only a box that does not wrap
/// holds them together.
struct FormulaWord {
    private var pieces: [Markup]

    private var markup: Markup {
        pieces.count == 1 ? pieces[0] : .tag("span", ["class": "unbroken"], pieces)
    }

    /// The pieces of a line, with each formula and what touches it as one.
    static func joined(_ pieces: [Markup]) -> [Markup] {
        var result: [Markup] = []
        var rest = pieces[...]
        while let piece = rest.popFirst() {
            guard piece.isFormula else {
                result.append(piece)
                continue
            }
            var word = FormulaWord(pieces: [piece])
            word.takeBefore(from: &result)
            word.takeAfter(from: &rest)
            result.append(word.markup)
        }
        return result
    }

    private mutating func takeBefore(from result: inout [Markup]) {
        guard case .text(let text)? = result.last else { return }
        let touching = text.reversed().prefix(Self.longest).prefix { $0.touches && !$0.endsPart }
        guard !touching.isEmpty else { return }
        result.removeLast()
        if touching.count < text.count { result.append(.text(String(text.dropLast(touching.count)))) }
        pieces.insert(.text(String(touching.reversed())), at: 0)
    }

    private mutating func takeAfter(from rest: inout ArraySlice<Markup>) {
        while case .element("sup", _, _)? = rest.first { pieces.append(rest.removeFirst()) }
        guard case .text(let text)? = rest.first else { return }
        var touching = text.prefix(Self.longest).prefix { $0.touches }
        if let end = touching.firstIndex(where: \.endsPart) { touching = touching[...end] }
        guard !touching.isEmpty else { return }
        rest.removeFirst()
        pieces.append(.text(String(touching)))
        if touching.endIndex < text.endIndex {
            rest.insert(.text(String(text[touching.endIndex...])), at: rest.startIndex)
        }
    }

    /// More characters than this are no word that must stay whole on a narrow page.
    private static let longest = 16
}

extension Markup {
    fileprivate var isFormula: Bool {
        guard case .element("span", let attributes, _) = self else { return false }
        return attributes.first == Attribute("class", "formula")
    }
}

extension Character {
    /// Whether no line ends beside it: it is neither a space, unless one that does not break, nor a letter of a script that
    /// is written without spaces.
    fileprivate var touches: Bool {
        if self == "\u{A0}" || self == "\u{202F}" { return true }
        let isUnspaced = unicodeScalars.contains { (0x2E80...0xD7FF).contains($0.value) } && !isPunctuation
        return !isWhitespace && !isUnspaced
    }

    /// Whether a line may end after it.
    fileprivate var endsPart: Bool { "-–—/".contains(self) }
}
