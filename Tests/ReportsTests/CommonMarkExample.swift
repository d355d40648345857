import CCommonMark
import Foundation
import Testing

/// An example of the CommonMark specification: a number, and Markdown text.
struct CommonMarkExample: Sendable, CustomTestStringConvertible {
    var number: Int
    var markdown: String

    var testDescription: String { "example \(number)" }

    /// All 652, in order; none where the file cannot be read, which a test notices.
    static let all: [CommonMarkExample] = {
        guard let url = Bundle.module.url(forResource: "Fixtures/commonmark-0.30", withExtension: "txt"),
            let text = try? String(contentsOf: url, encoding: .utf8)
        else { return [] }
        let fence = String(repeating: "`", count: 32)
        let parts = text.components(separatedBy: "\n\(fence) example\n").dropFirst()
        return parts.enumerated().map { index, part in
            let markdown = part.hasPrefix(".\n") ? "" : part.components(separatedBy: "\n.\n")[0] + "\n"
            return CommonMarkExample(number: index + 1, markdown: markdown.replacingOccurrences(of: "→", with: "\t"))
        }
    }()

    /// libcmark's own HTML of it, in its safe mode.
    var reference: String {
        guard let html = cmark_markdown_to_html(markdown, markdown.utf8.count, CMARK_OPT_DEFAULT) else { return "" }
        defer { free(html) }
        return String(cString: html)
    }
}
