/// A fenced block of commands.
package struct Cell: Hashable, Sendable {
    /// The place among the notebook's cells, from 0.
    package var index: Int
    /// Where the fence opens.
    package var place: SourcePlace
    package var display: DisplayOptions
    package var commands: [CommandSyntax]
    /// The command lines as written, without the display options.
    package var source: String

    /// What messages call the cell by: its label, or its number from 1.
    package var name: String {
        display.label ?? "cell \(index + 1)"
    }
}
