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

    /// In seconds; far longer times are too long for a clock.
    private static let longestTime: Double = 365 * 24 * 3600

    /// The time that `90s`, `10m`, `2h` or a plain number of seconds says; nil where it is none, or more than a year.
    package static func seconds(_ text: String) -> Double? {
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600]
        let unit = text.last.flatMap { units[$0] }
        guard let number = Double(unit == nil ? text : String(text.dropLast())), number > 0 else { return nil }
        let seconds = number * (unit ?? 1)
        return seconds <= longestTime ? seconds : nil
    }
}
