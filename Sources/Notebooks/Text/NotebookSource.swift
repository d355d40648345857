/// A notebook's text with the name that messages call it by.
package struct NotebookSource: Hashable, Codable, Sendable {
    /// The path as the user wrote it.
    package let name: String
    /// The text with line feeds only, and without a byte-order mark.
    package let text: String

    package init(name: String, text: String) {
        self.name = name
        var unmarked = Substring(text)
        if unmarked.unicodeScalars.first == "\u{FEFF}" { unmarked.unicodeScalars.removeFirst() }
        self.text = String(unmarked.normalisingLineEnds())
    }

    /// Reads UTF-8 bytes.
    ///
    /// Throws a `Diagnostic` that names the line of the first byte that is not UTF-8.
    package init(name: String, bytes: [UInt8]) throws(Diagnostic) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Diagnostic(
                .unreadable, at: Self.placeOfFirstFault(in: bytes), "the file is not UTF-8 text",
                remedy: "save it as UTF-8")
        }
        self.init(name: name, text: text)
    }

    /// The lines without their line feeds; line `n` is at index `n - 1`.
    package var lines: [Substring] {
        text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The place of the first byte that no decoding of a prefix accepts.
    private static func placeOfFirstFault(in bytes: [UInt8]) -> SourcePlace {
        var line = 1
        var start = bytes.startIndex
        while start < bytes.endIndex {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
            if String(validating: bytes[start..<end], as: UTF8.self) == nil {
                let repaired = String(decoding: bytes[start..<end], as: UTF8.self)
                let column = repaired.prefix { $0 != "\u{FFFD}" }.count + 1
                return SourcePlace(line: line, column: column)
            }
            line += 1
            start = end + 1
        }
        return SourcePlace(line: 1, column: 1)
    }
}

extension StringProtocol {
    /// The text with carriage returns before line feeds, or alone, made line feeds.
    fileprivate func normalisingLineEnds() -> String {
        guard unicodeScalars.contains("\r") else { return String(self) }
        var result = String.UnicodeScalarView()
        var previousWasReturn = false
        for scalar in unicodeScalars {
            if scalar == "\r" {
                result.append("\n")
            } else if !(scalar == "\n" && previousWasReturn) {
                result.append(scalar)
            }
            previousWasReturn = scalar == "\r"
        }
        return String(result)
    }
}
