package import Notebooks
package import Sessions

/// What a run tells those who watch it, as it happens.
package enum RunEvent: Sendable {
    case runStarted(cells: Int)
    case cellStarted(Cell, of: Int)
    case progress(Progress)
    case cellFinished(Cell, CellRecord)
}
