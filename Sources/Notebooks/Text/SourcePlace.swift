/// A place in a notebook's text: line and column, both counted from 1; a column counts characters.
package struct SourcePlace: Hashable, Comparable, Codable, Sendable {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// So many characters further on the same line.
    func after(_ count: Int) -> SourcePlace { SourcePlace(line: line, column: column + count) }

    package static func < (left: SourcePlace, right: SourcePlace) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}
