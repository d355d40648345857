/// Rows of values under named columns.
package struct Table: Equatable, Codable, Sendable {
    package var title: String
    package var columns: [String]
    package var rows: [[TableEntry]]

    package init(_ title: String, columns: [String], rows: [[TableEntry]]) {
        self.title = title
        self.columns = columns
        self.rows = rows
    }

    /// A table of names with one value each.
    package init(_ title: String, _ columns: (String, String) = ("Name", "Value"), pairs: [(String, TableEntry)]) {
        self.init(title, columns: [columns.0, columns.1], rows: pairs.map { [.text($0.0), $0.1] })
    }
}

/// A value in a table, with how it is written.
package enum TableEntry: Equatable, Codable, Sendable {
    case text(String)
    /// Set in a fixed-width face: names of settings, paths, digests.
    case code(String)
    case integer(Int)
    case real(Double, digits: Int)
    /// A number of any size, with so many significant digits.
    case scientific(Double, digits: Int)
    case percent(Double, digits: Int)
    /// A number with its 95 % interval.
    case interval(Double, low: Double, high: Double, digits: Int)
    /// The same for a number of any size, with so many significant digits.
    case scientificInterval(Double, low: Double, high: Double, digits: Int)
    case missing
}
