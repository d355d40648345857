import Figures
package import Sessions

extension Table {
    /// The table as it stands in text of one width, its numbers flush right.
    package var plainText: String {
        let texts = [columns] + rows.map { $0.map(\.text) }
        let widths = columns.indices.map { column in
            texts.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
        }
        let lines = texts.map { row in
            columns.indices.map { column in
                let text = row.indices.contains(column) ? row[column].replacing("\n", with: " ") : ""
                let space = String(repeating: " ", count: max(0, widths[column] - text.count))
                return isNumeric(column) ? space + text : text + space
            }.joined(separator: "  ")
        }
        return ([title] + lines).map { $0.trimmedAtEnd }.joined(separator: "\n")
    }

    /// The table as HTML that stands by itself.
    var markup: Markup {
        let head = columns.indices.map { column in
            Markup.tag("th", ["scope": "col", "style": style(column)], .text(columns[column]))
        }
        let body = rows.map { row in
            Markup.tag("tr", [:], row.indices.map { .tag("td", ["style": style($0)], content(row[$0])) })
        }
        return .tag(
            "table", [:], .tag("caption", [:], .text(title)),
            .tag("thead", [:], .tag("tr", [:], head)), .tag("tbody", [:], body))
    }

    /// Jupyter would else set text flush right, too.
    private func style(_ column: Int) -> String { isNumeric(column) ? "text-align:right" : "text-align:left" }

    private func content(_ entry: TableEntry) -> Markup {
        if case .code(let text) = entry { return .tag("code", [:], .text(text)) }
        return .text(entry.text)
    }

    /// Whether all that stands in the column are numbers.
    func isNumeric(_ column: Int) -> Bool {
        rows.allSatisfy { !$0.indices.contains(column) || $0[column].isNumeric }
    }
}

extension String {
    fileprivate var trimmedAtEnd: Substring {
        let end = lastIndex { $0 != " " }
        return end.map { self[...$0] } ?? ""
    }
}
