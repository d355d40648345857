package import Notebooks

/// The cells that a run is asked for.
package enum CellSelection: Hashable, Sendable {
    case all
    /// All up to this one.
    case to(Int)
    /// This one alone.
    case only(Int)
    /// This one and all after.
    case from(Int)
    case cells(Set<Int>)

    package func contains(_ cell: Int) -> Bool {
        switch self {
        case .all: true
        case .to(let last): cell <= last
        case .only(let one): cell == one
        case .from(let first): cell >= first
        case .cells(let chosen): chosen.contains(cell)
        }
    }
}

extension Notebook {
    /// The index of the cell of a label, or of a number as messages count unlabelled cells (`cell 3` is `3`).
    package func cellIndex(of name: String) -> Int? {
        if let cell = cells.first(where: { $0.display.label == name }) { return cell.index }
        guard let number = Int(name), cells.indices.contains(number - 1) else { return nil }
        return number - 1
    }
}
