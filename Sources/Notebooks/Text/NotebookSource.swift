/// A notebook's text with the name that messages call it by.
package struct NotebookSource: Sendable {
    /// The path as the user wrote it.
    package let name: String
    /// The text with line feeds only, without a byte-order mark, and with U+FFFD for NUL, as CommonMark has it.
    package let text: String
    /// The lines without their line feeds; line `n` is at index `n - 1`. There is at least one.
    package let lines: [Substring]

    package init(name: String, text: String) {
        self.name = name
        self.text = text.normalised()
        lines = self.text.split(separator: "\n", omittingEmptySubsequences: false)
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

    /// The name without the folders before it.
    package var fileName: String { name.split(separator: "/").last.map(String.init) ?? name }

    /// The file's name without its ending.
    package var stem: String {
        guard let dot = fileName.lastIndex(of: "."), dot > fileName.startIndex else { return fileName }
        return String(fileName[..<dot])
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

extension NotebookSource: Hashable {
    package static func == (left: NotebookSource, right: NotebookSource) -> Bool {
        left.name == right.name && left.text == right.text
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(text)
    }
}

extension NotebookSource: Codable {
    private enum CodingKeys: String, CodingKey {
        case name, text
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try container.decode(String.self, forKey: .name),
            text: try container.decode(String.self, forKey: .text))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(text, forKey: .text)
    }
}

extension String {
    fileprivate func normalised() -> String {
        // All of them, so that the text of a notebook made of this one's text is the same again.
        let marks = unicodeScalars.prefix { $0 == "\u{FEFF}" }.count
        guard marks > 0 || utf8.contains(UInt8(ascii: "\r")) || utf8.contains(0) else { return self }
        var result = String.UnicodeScalarView()
        var previousWasReturn = false
        for scalar in unicodeScalars.dropFirst(marks) {
            switch scalar {
            case "\r": result.append("\n")
            case "\n" where previousWasReturn: break
            case "\0": result.append("\u{FFFD}")
            default: result.append(scalar)
            }
            previousWasReturn = scalar == "\r"
        }
        return String(result)
    }
}
