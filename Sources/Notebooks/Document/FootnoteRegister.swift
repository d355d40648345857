/// Which footnotes a notebook defines, and which it uses, where.
struct FootnoteRegister {
    private struct Use {
        var label: String
        var place: SourcePlace
        /// The footnote that the use stands in.
        var inside: String?
    }

    private var uses: [Use] = []
    /// In the order of their definitions.
    private var definitions: [(label: String, place: SourcePlace)] = []
    private var defined: Set<String> = []
    private var open: [String] = []
    private(set) var diagnostics: [Diagnostic] = []

    mutating func use(_ label: String, at place: SourcePlace) {
        uses.append(Use(label: label, place: place, inside: open.last))
    }

    /// Whether there was none of that label.
    mutating func begin(_ label: String, at place: SourcePlace) -> Bool {
        open.append(label)
        let isFirst = defined.insert(label).inserted
        if isFirst {
            definitions.append((label, place))
        } else {
            warn(at: place, "footnote `\(label)` is defined twice", "choose another label; the first one counts")
        }
        return isFirst
    }

    mutating func end() {
        open.removeLast()
    }

    /// The labels of those that are used, in the order of their first use; one used in a footnote comes after it.
    var order: [String] {
        var usesByFootnote: [String: [String]] = [:]
        for use in uses { if let inside = use.inside { usesByFootnote[inside, default: []].append(use.label) } }
        var order: [String] = []
        var seen: Set<String> = []
        let add = { (label: String) in
            if defined.contains(label), seen.insert(label).inserted { order.append(label) }
        }
        for use in uses where use.inside == nil { add(use.label) }
        var next = 0
        while next < order.count {
            usesByFootnote[order[next]]?.forEach(add)
            next += 1
        }
        return order
    }

    /// Warns of uses without a definition, and of definitions without a use.
    mutating func check() {
        let labels = definitions.map(\.label)
        for use in uses where !defined.contains(use.label) {
            warn(
                at: use.place, "no footnote `\(use.label)` is defined",
                Spelling.remedy(
                    for: use.label, among: labels,
                    otherwise: "write `[^\(use.label)]: …` on a line of its own, or `\\[^` where no footnote is meant"))
        }
        let used = Set(order)
        for definition in definitions where !used.contains(definition.label) {
            warn(
                at: definition.place, "no text refers to footnote `\(definition.label)`",
                "write `[^\(definition.label)]` where it belongs, or remove it")
        }
    }

    private mutating func warn(at place: SourcePlace, _ problem: String, _ remedy: String) {
        diagnostics.append(Diagnostic(.unclearProse, .warning, at: place, problem, remedy: remedy))
    }
}
