/// How a cell is shown; nothing here changes what it computes. Written in `#|` lines at the top of a cell, as YAML.
package struct DisplayOptions: Hashable, Sendable {
    package var label: String?
    package var caption: Template?
    /// The description of the cell's figures for those who cannot see them, in place of the one drawn from the data.
    package var alternative: Template?
    /// Whether the source is shown.
    package var echo = true
    /// Whether anything is shown.
    package var include = true
    /// Whether the source is folded away behind a summary.
    package var fold = false
    /// The width of figures, in per cent of the column.
    package var width: Int?
    /// Whether the run goes on when the cell fails.
    package var allowError = false
    /// After how many seconds the cell is stopped.
    package var timeout: Double?

    package init() {}
}
