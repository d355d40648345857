extension MathParser {
    mutating func environment(at start: Int) -> MathNode {
        guard let argument = rawArgument(of: #"\begin"#, #"\begin{…}"#) else { return .unknown(#"\begin"#) }
        let name = String(argument.text)
        if MathEnvironment.all[name] == nil {
            report(
                "there is no environment `\(name)`",
                Spelling.remedy(
                    for: name, among: MathEnvironment.names, otherwise: "write `aligned`, `cases` or `pmatrix`, say"),
                at: start)
        }
        let environment = MathEnvironment.all[name] ?? MathEnvironment(kind: .matrix)
        let columns = environment.declaresColumns ? self.columns(of: name) : []
        return descend(by: 2) { parser in
            var table = parser.table(environment.kind, columns)
            parser.end(name, from: start, &table)
            if MathEnvironment.all[name] == nil { return .row([.unknown("\\begin{\(name)}"), .table(table)]) }
            let (left, right) = environment.fences
            return left.isEmpty && right.isEmpty ? .table(table) : .fenced(left: left, [.table(table)], right: right)
        }
    }

    mutating func substack(at start: Int) -> MathNode {
        skipSpace()
        guard take("{") else {
            report(#"`\substack` lacks what it is for"#, #"write `\substack{… \\ …}`"#, at: start)
            return .unknown(#"\substack"#)
        }
        return descend(by: 2) { parser in
            parser.openers.append(.brace)
            let node = MathNode.table(parser.table(.small, []))
            parser.openers.removeLast()
            if !parser.take("}") {
                parser.report("this `{` is never closed", "write `}` after what it holds", at: start)
            }
            return node
        }
    }

    // MARK: Rows

    private mutating func table(_ kind: MathTable.Kind, _ columns: [MathTable.Column]) -> MathTable {
        var table = MathTable(kind: kind, columns: columns)
        var hasMore = true
        while hasMore {
            var row = MathTable.Row(entries: [], hasLineAbove: takeLines())
            repeat { row.entries.append(self.row(within: .environment)) } while take("&")
            hasMore = takeLineBreak()
            let isEmpty = row.entries == [[]]
            if isEmpty, !hasMore { table.hasLineBelow = row.hasLineAbove } else { table.rows.append(row) }
        }
        return table
    }

    /// Goes past `\hline`s before a row.
    private mutating func takeLines() -> Bool {
        var hasLine = false
        skipSpace()
        while let name = commandName(), MathCommand.all[name] == .line {
            skipCommand(name)
            skipSpace()
            hasLine = true
        }
        return hasLine
    }

    /// Goes past `\\`, and the room that it may ask for as in `\\[2pt]`.
    private mutating func takeLineBreak() -> Bool {
        guard let name = commandName(), MathCommand.all[name] == .lineBreak else { return false }
        skipCommand(name)
        if next == "[" {
            let room = characters[(position + 1)...].prefix(12).prefix { $0 != "]" }
            let end = position + 1 + room.count
            if let first = room.first, first.isNumber || "-.".contains(first), end < characters.count,
                characters[end] == "]"
            {
                position = end + 1
            }
        }
        return true
    }

    // MARK: Beginning and end

    private mutating func columns(of name: String) -> [MathTable.Column] {
        guard let argument = rawArgument(of: "\\begin{\(name)}", "\\begin{\(name)}{cc}") else { return [] }
        var columns: [MathTable.Column] = []
        var hasLine = false
        for (offset, letter) in zip(argument.start..., argument.text) {
            let alignments: [Character: MathTable.Column.Alignment] = ["l": .left, "c": .center, "r": .right]
            if let alignment = alignments[letter] {
                columns.append(.init(alignment: alignment, hasLineBefore: hasLine))
                hasLine = false
            } else if letter == "|" {
                hasLine = true
            } else if !letter.isWhitespace {
                report("there is no kind of column `\(letter)`", "write `l`, `c`, `r` and `|`", at: offset)
            }
        }
        if hasLine, !columns.isEmpty { columns[columns.count - 1].hasLineAfter = true }
        return columns
    }

    private mutating func end(_ name: String, from start: Int, _ table: inout MathTable) {
        let offset = position
        guard let command = commandName(), MathCommand.all[command] == .end else {
            report("`\\begin{\(name)}` has no `\\end{\(name)}`", "write it after the last row", at: start)
            return
        }
        skipCommand(command)
        guard let argument = rawArgument(of: #"\end"#, "\\end{\(name)}") else { return }
        let ended = String(argument.text)
        if ended != name {
            report("`\\end{\(ended)}` ends `\\begin{\(name)}`", "write `\\end{\(name)}`", at: offset)
        }
    }
}
