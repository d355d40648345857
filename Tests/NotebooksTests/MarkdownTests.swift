import Testing

@testable import Notebooks

@Suite struct MarkdownTests {
    private func blocks(_ text: String) -> [MarkdownBlock] { parsed(text).blocks }

    private func inlines(_ text: String) -> [MarkdownInline] {
        guard case .paragraph(let inlines)? = blocks(text).first else { return [] }
        return inlines
    }

    @Test func `headings of both forms`() {
        #expect(
            blocks("## Two\n\nOne\n===\n") == [.heading(level: 2, [.text("Two")]), .heading(level: 1, [.text("One")])])
    }

    @Test func `a block quote holds blocks`() {
        #expect(blocks("> a\n>\n> b\n") == [.blockQuote([.paragraph([.text("a")]), .paragraph([.text("b")])])])
    }

    @Test func `lists have items, a start, and are tight or loose`() {
        let item = { (text: String) in [MarkdownBlock.paragraph([.text(text)])] }
        #expect(
            blocks("- a\n- b\n") == [.list(MarkdownList(start: nil, isTight: true, items: [item("a"), item("b")]))])
        #expect(
            blocks("3. a\n\n4. b\n") == [.list(MarkdownList(start: 3, isTight: false, items: [item("a"), item("b")]))])
    }

    @Test func `code blocks keep their info string and are not run`() {
        #expect(
            blocks("```swift numbered\nlet a = 1\n```\n\n    indented\n") == [
                .code(info: "swift numbered", text: "let a = 1\n"), .code(info: "", text: "indented\n"),
            ])
    }

    @Test func `raw HTML is known, and what it says is gone`() {
        #expect(blocks("<div>\na\n</div>\n") == [.rawHTML])
        #expect(inlines("a <b>c</b>") == [.text("a "), .rawHTML, .text("c"), .rawHTML])
    }

    @Test func `emphasis, strong emphasis and code`() {
        #expect(
            inlines("*a* **b** `c`") == [
                .emphasis([.text("a")]), .text(" "), .strong([.text("b")]), .text(" "), .code("c"),
            ])
    }

    @Test func `links and images`() {
        #expect(inlines("[a](b \"c\")") == [.link(destination: "b", title: "c", [.text("a")])])
        #expect(inlines("![a](b)") == [.image(source: "b", title: "", [.text("a")])])
        #expect(inlines("[a]\n\n[a]: b\n") == [.link(destination: "b", title: "", [.text("a")])])
    }

    @Test func `soft and hard line breaks`() {
        #expect(inlines("a\nb\\\nc") == [.text("a"), .softBreak, .text("b"), .lineBreak, .text("c")])
    }

    @Test func `a thematic break`() {
        #expect(blocks("a\n\n***\n") == [.paragraph([.text("a")]), .thematicBreak])
    }

    @Test func `plain text is text without its marks`() {
        #expect(inlines("a *b `c`* [d](e)\n{{ f }}").plainText() == "a b c d f")
    }

    // MARK: Depth

    @Test func `block quotes nested deeper than any are shown flat, with their cells`() {
        let quoted = String(repeating: "> ", count: 10_000)
        let notebook = parsed("\(quoted)deep\n\n\(quoted)```halt\n\(quoted)setup\n\(quoted)```\n")
        #expect(notebook.diagnostics == [])
        #expect(notebook.cells.map(\.source) == ["setup"])
    }

    @Test func `lists nested deeper than any keep their text`() {
        let nested = (0..<5000).map { _ in "- " }.joined() + "{{ deep }}"
        #expect(parsed(nested).proseReferences.map(\.reference.name) == ["deep"])
    }

    @Test func `emphasis nested deeper than any keeps its text`() {
        let nested = String(repeating: "*a **b ", count: 500) + "{{ deep }}" + String(repeating: "** *", count: 500)
        #expect(parsed(nested).proseReferences.map(\.reference.name) == ["deep"])
    }
}
