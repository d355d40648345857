/// The notebook's own tables, equations and sections that have labels.
struct PartRegister {
    private var places: [NotebookPart: [String: SourcePlace]] = [:]
    private var numberedCount = 0
    /// What stands beside each equation: its number, or what its author writes there.
    private(set) var equations: [String: String] = [:]
    private(set) var diagnostics: [Diagnostic] = []

    var labels: [NotebookPart: Set<String>] { places.mapValues { Set($0.keys) } }

    mutating func define(_ label: String, of part: NotebookPart, at place: SourcePlace) {
        if let first = places[part]?[label] {
            diagnostics.append(
                Diagnostic(
                    .duplicateLabel, at: place,
                    "\(part.name) `\(label)` stands on line \(first.line) already", remedy: "choose another label"))
        } else {
            places[part, default: [:]][label] = place
        }
    }

    /// `eq:loss`, as TeX's labels often are, is the same as `loss`.
    mutating func define(equation label: String, tag: String?, at place: SourcePlace) {
        let label = NotebookPart.equation.label(label)
        if equations[label] == nil {
            if tag == nil { numberedCount += 1 }
            equations[label] = tag ?? String(numberedCount)
        }
        define(label, of: .equation, at: place)
    }
}
