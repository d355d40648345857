/// How a run goes about its cells.
package struct RunSettings: Sendable {
    package var selection = CellSelection.all
    /// Whether kept results and checkpoints of earlier runs are passed over.
    package var startsAfresh = false
    /// After how many seconds a cell is stopped that does not say so itself.
    package var timeout: Double?

    package init() {}
}
