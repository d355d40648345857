import Testing

@testable import Notebooks

@Suite struct DiagnosticTests {
    private let diagnostic = Diagnostic(.syntax, at: at(1, 3), "it is wrong", remedy: "write it right")

    @Test func `a message is a headline, the line, and a caret`() {
        #expect(
            diagnostic.message(in: NotebookSource(name: "n/a.md", text: "one two\nthree")) == """
                n/a.md:1:3: error[HB0201]: it is wrong; write it right
                  1 | one two
                    |   ^
                """)
    }

    @Test func `a long line is cut about the place`() {
        let source = NotebookSource(
            name: "a.md", text: String(repeating: "a", count: 200) + "!" + String(repeating: "b", count: 200))
        let message = Diagnostic(.syntax, at: at(1, 201), "it is wrong", remedy: "write it right").message(in: source)
        let a = String(repeating: "a", count: 50)
        let b = String(repeating: "b", count: 49)
        #expect(
            message == """
                a.md:1:201: error[HB0201]: it is wrong; write it right
                  1 | … \(a)!\(b)
                    | \(String(repeating: " ", count: 52))^
                """)
    }

    @Test func `of a line without end, only what is near its beginning is shown`() {
        let message = Diagnostic(.syntax, at: at(1, 10_001), "it is wrong", remedy: "write it right")
            .message(in: NotebookSource(name: "a.md", text: String(repeating: "a", count: 20_000)))
        #expect(message == "a.md:1:10001: error[HB0201]: it is wrong; write it right")
    }

    @Test func `a place outside the text has no line to show`() {
        let message = Diagnostic(.syntax, at: at(7, 1), "it is wrong", remedy: "write it right")
            .message(in: NotebookSource(name: "a.md", text: "one"))
        #expect(message == "a.md:7:1: error[HB0201]: it is wrong; write it right")
    }

    @Test func `what a terminal would act on is not repeated`() {
        let source = NotebookSource(name: "a\u{1B}.md", text: "a\tb\u{1B}[2Jc\u{202E}d")
        let message = Diagnostic(.syntax, at: at(1, 3), "no `\u{1B}[2J`\n", remedy: "\u{7}").message(in: source)
        #expect(
            message == """
                a\u{FFFD}.md:1:3: error[HB0201]: no `\u{FFFD}[2J`\u{FFFD}; \u{FFFD}
                  1 | a b [2Jc d
                    |   ^
                """)
    }

    @Test func `a word of any length makes a short message`() {
        let problem = "there is no command `\(String(repeating: "a", count: 1_000_000))`"
        #expect(Diagnostic(.syntax, at: at(1, 1), problem, remedy: "").problem.count == 401)
    }

    @Test func `each code is given once`() {
        #expect(Set(DiagnosticCode.allCases.map(\.rawValue)).count == DiagnosticCode.allCases.count)
    }
}
