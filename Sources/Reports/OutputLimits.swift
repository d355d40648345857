import Figures

/// How much of one cell's outputs a report shows; the record holds all.
package struct OutputLimits: Sendable {
    /// Rows of its tables and of its figures' data.
    package var rows: Int
    /// Bytes of text, in rows and in notes.
    package var text: Int

    package init(rows: Int = 5000, text: Int = 1_000_000) {
        self.rows = rows
        self.text = text
    }

    /// How many of the next rows are shown, whose texts have so many bytes.
    mutating func take(_ rows: some Sequence<Int>) -> Int {
        var count = 0
        for bytes in rows {
            guard self.rows > 0, bytes <= text else { break }
            self.rows -= 1
            text -= bytes
            count += 1
        }
        return count
    }

    /// Whether a text of so many bytes is shown, which is of no use in parts.
    mutating func take(_ bytes: Int) -> Bool {
        guard bytes <= text else { return false }
        text -= bytes
        return true
    }

    /// What is shown of a text.
    mutating func take(_ note: String) -> String {
        var shown = note[...]
        if note.utf8.count > text {
            let end = note.utf8.index(note.startIndex, offsetBy: text)
            shown = note[..<(note.indices.last { $0 <= end } ?? note.startIndex)]
        }
        text -= shown.utf8.count
        let rest = note.count - shown.count
        guard rest > 0 else { return note }
        return "\(shown)… \(rest == 1 ? "1 character" : "\(grouped(rest)) characters") more in run.json"
    }
}
