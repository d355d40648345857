import Figures
import Notebooks
import Sessions

/// Text as GitHub-flavoured Markdown.
///
/// Source: https://github.github.com/gfm/
enum MarkdownText {
    /// Text that is read as it stands, on one line.
    static func escaped(_ text: String) -> String {
        var result = ""
        for (index, scalar) in text.unicodeScalars.enumerated() {
            switch scalar {
            case "\\", "`", "*", "_", "[", "]", "<", ">", "&", "|", "~", "$", "#": result += "\\\(scalar)"
            case "-", "+", "=", ":": result += index == 0 ? "\\\(scalar)" : String(scalar)
            case "\n", "\r", "\t", "\0": result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// A code span, which holds everything but line breaks.
    static func code(_ text: String, isInTable: Bool = false) -> String {
        var text = String(text.map { $0.isNewline ? " " : $0 })
        if isInTable { text = text.replacing("|", with: "\\|") }
        guard !text.allSatisfy(\.isWhitespace) else { return "" }
        let marks = String(repeating: "`", count: longestRun(of: UInt8(ascii: "`"), in: text) + 1)
        let space =
            text.hasPrefix("`") || text.hasSuffix("`") || (text.hasPrefix(" ") && text.hasSuffix(" ")) ? " " : ""
        return marks + space + text + space + marks
    }

    /// A block of code, in lines.
    static func block(_ text: String, info: String) -> [String] {
        let fence = String(repeating: "`", count: max(3, longestRun(of: UInt8(ascii: "`"), in: text) + 1))
        return ["\(fence)\(info)"] + text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            + [fence]
    }

    /// Lines as a block quote of the kind that GitHub sets off.
    static func alert(_ kind: String, _ lines: [String]) -> [String] {
        ["> [!\(kind)]"] + lines.map { $0.isEmpty ? ">" : "> \($0)" }
    }

    private static func longestRun(of mark: UInt8, in text: String) -> Int {
        var (longest, length) = (0, 0)
        for byte in text.utf8 {
            length = byte == mark ? length + 1 : 0
            longest = max(longest, length)
        }
        return longest
    }

    // MARK: Tables

    /// A pipe table, in lines; it has one column at least.
    static func table(_ columns: [String], rows: [[String]], isNumeric: (Int) -> Bool) -> [String] {
        let count = max(1, columns.count, rows.map(\.count).max() ?? 0)
        func line(_ texts: [String]) -> String {
            "| " + (0..<count).map { $0 < texts.count ? texts[$0] : "" }.joined(separator: " | ") + " |"
        }
        return [line(columns), line((0..<count).map { isNumeric($0) ? "---:" : "---" })] + rows.map(line)
    }

    static func entry(_ entry: TableEntry) -> String {
        if case .code(let text) = entry { return code(text, isInTable: true) }
        return escaped(entry.text)
    }
}
