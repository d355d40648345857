import FoundationEssentials
import Testing

@testable import Notebooks

@Suite struct NotebookSourceTests {
    @Test func `lines end in line feeds, carriage returns, or both`() {
        #expect(NotebookSource(name: "a.md", text: "\u{FEFF}a\r\nb\rc\n\r\nd").lines == ["a", "b", "c", "", "d"])
    }

    @Test func `NUL is what CommonMark makes of it`() {
        #expect(NotebookSource(name: "a.md", text: "a\0b").text == "a\u{FFFD}b")
    }

    @Test(arguments: ["\u{FEFF}\u{FEFF}---\n---", "\u{FEFF}\u{FEFF}\u{FEFF}", "\u{FEFF}\r\u{FEFF}\0\r\n"])
    func `the text of a source is read as itself`(text: String) {
        let source = NotebookSource(name: "a.md", text: text)
        #expect(NotebookSource(name: "a.md", text: source.text) == source)
        #expect(source.text.unicodeScalars.first != "\u{FEFF}")
    }

    @Test func `bytes that are not UTF-8 are refused at their place`() {
        do throws(Diagnostic) {
            _ = try NotebookSource(name: "a.md", bytes: Array("first\né".utf8) + [0xFF] + Array("b".utf8))
            Issue.record("it took the bytes")
        } catch {
            let empty = NotebookSource(name: "a.md", text: "")
            #expect(
                error.headline(in: empty) == "a.md:2:2: error[HB0101]: the file is not UTF-8 text; save it as UTF-8")
        }
    }

    @Test func `a source passes through JSON as its name and text`() throws {
        let source = NotebookSource(name: "a.md", text: "a\nb")
        let json = try JSONEncoder().encode(source)
        #expect(try JSONDecoder().decode(NotebookSource.self, from: json) == source)
        #expect(try JSONDecoder().decode([String: String].self, from: json) == ["name": "a.md", "text": "a\nb"])
    }
}
