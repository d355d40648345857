import Figures
import Notebooks

/// Writes matrices, cases and aligned lines; classes say what MathML Core has no attributes for.
enum MathTableWriter {
    static func markup(_ table: MathTable) -> Markup {
        let rows = table.rows.enumerated().map { index, row in
            let hasLineBelow = table.hasLineBelow && index == table.rows.count - 1
            let lines = (row.hasLineAbove ? ["math-line-above"] : []) + (hasLineBelow ? ["math-line-below"] : [])
            return Markup.element(
                "mtr", classes(lines), row.entries.enumerated().map { entry($1, ofColumn: $0, of: table) })
        }
        switch table.kind {
        case .matrix: return .tag("mtable", ["class": "math-matrix"], rows)
        case .small: return .tag("mtable", ["class": "math-small"], rows)
        case .cases: return .tag("mtable", ["class": "math-cases"], rows)
        case .aligned: return .tag("mtable", ["class": "math-aligned", "displaystyle": "true"], rows)
        case .gathered: return .tag("mtable", ["class": "math-gathered", "displaystyle": "true"], rows)
        }
    }

    private static func entry(_ nodes: [MathNode], ofColumn index: Int, of table: MathTable) -> Markup {
        let column = table.columns.indices.contains(index) ? table.columns[index] : nil
        var names: [String] = []
        switch alignment(ofColumn: index, of: table) {
        case .left: names.append("math-left")
        case .right: names.append("math-right")
        case .center: break
        }
        if column?.hasLineBefore == true { names.append("math-line-before") }
        if column?.hasLineAfter == true { names.append("math-line-after") }
        // What stands behind the mark of an aligned line goes on with what is before it.
        let goesOn = table.kind == .aligned && index % 2 == 1
        return .element("mtd", classes(names), MathRowWriter.children(nodes, goesOn: goesOn))
    }

    private static func alignment(ofColumn index: Int, of table: MathTable) -> MathTable.Column.Alignment {
        switch table.kind {
        case .matrix: table.columns.indices.contains(index) ? table.columns[index].alignment : .center
        case .small, .gathered: .center
        case .cases: .left
        case .aligned: index % 2 == 0 ? .right : .left
        }
    }

    private static func classes(_ names: [String]) -> [Attribute] {
        names.isEmpty ? [] : [Attribute("class", names.joined(separator: " "))]
    }
}
