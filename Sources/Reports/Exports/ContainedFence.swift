/// A cell's fence in the lists and block quotes that it stands in.
struct ContainedFence {
    /// What stands before the fence on its line.
    let firstMargin: String
    /// What keeps a line in the same lists and block quotes: spaces where a list's mark is, `>` where a quote's is.
    let margin: String
    /// How many lines it takes, the fences included.
    let lineCount: Int

    /// - Parameter lines: from the line of the fence on.
    /// - Parameter column: that of the fence, counted from 1.
    init(_ lines: ArraySlice<Substring>, column: Int) {
        let line = lines.first ?? ""
        firstMargin = String(line.prefix(column - 1))
        margin = String(firstMargin.map { $0 == ">" || $0.isWhitespace ? $0 : " " })
        let fence = Fence(opening: line.dropFirst(column - 1))
        let inside = lines.dropFirst().prefix { fence?.isClosed(by: $0.drop(while: Self.isMargin)) != true }
        lineCount = min(lines.count, 1 + inside.count + 1)
    }

    private static func isMargin(_ character: Character) -> Bool { character == ">" || character.isWhitespace }
}
