import Testing

@testable import Notebooks

/// Any text is a notebook: what is wrong with it is said, at a place inside it, and nothing crashes.
@Suite struct RobustnessTests {
    /// What holds of every notebook, whatever its text.
    private func verify(_ text: String) {
        let notebook = parsed(text)
        let faults = notebook.diagnostics.compactMap { fault(of: $0, in: notebook.source) }
        let astray = places(in: notebook).filter { !lies($0, in: notebook.source) }
        let isSorted = notebook.diagnostics.map(\.place) == notebook.diagnostics.map(\.place).sorted()
        #expect(faults == [] && astray == [] && isSorted, "\(text.debugDescription)")
    }

    @Test(arguments: ["-  |.\n [^1]$$\n}\\\\$$\n", "-  |.\n [^1][@a;\n   @fig:b]\n", "- |\n $\\x\n\\y$ {#sec:a}\n"])
    func `a formula or a citation on the lines of an odd list has its faults inside the text`(text: String) {
        verify(text)
    }

    private func places(in notebook: Notebook) -> [SourcePlace] {
        var places = notebook.cells.map(\.place) + notebook.proseReferences.map(\.reference.place)
        for cell in notebook.cells {
            places += cell.commands.flatMap { [$0.place] + $0.words.map(\.place) + $0.options.map(\.place) }
            places += (cell.display.caption?.references ?? []).map(\.place)
        }
        return places
    }

    private func fault(of diagnostic: Diagnostic, in source: NotebookSource) -> String? {
        let message = diagnostic.message(in: source)
        if !lies(diagnostic.place, in: source) { return "outside the text: \(message)" }
        if diagnostic.remedy.isEmpty { return "without remedy: \(message)" }
        let isShown = message.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control }
        return isShown ? nil : "with control characters: \(message.debugDescription)"
    }

    /// Whether the place is that of a character, or of a line's end.
    private func lies(_ place: SourcePlace, in source: NotebookSource) -> Bool {
        source.lines.indices.contains(place.line - 1) && place.column >= 1
            && place.column <= source.lines[place.line - 1].count + 1
    }

    private static let seedText = """
        ---
        title: "Seed é🙂"
        authors: [a, b]
        parameters: { epochs: { type: integer, default: 5, minimum: 1 }, rate: 0.5 }
        ---

        # Heading {{ parameters.epochs | grouped }}

        > - ~~~halt
        >   #| label: a
        >   #| caption: "Loss {{ a_b.c | fixed 4 }}"
        >   dataset synthetic samples=300 \\
        >       label_noise=0.2  # comment
        >   expect a.b ~ [1, "2"] +- {{ x }}
        >   ~~~

        \tText *em {{ x }}* `code {{ y }}` [link]({{ z }}) \\{{ w }} &amp; <b>
        lazy {{ v

        $x_{{1}}$ $\\nope$ {{ s }} ~~a~~ www.a.b[^1] $$
        - $$ {{ t }}

        | a | {{ u | fixed 1 }} |
        |:--|--:|
        | $|x|$ `\\|` | *{{ u }}* |

        > [!NOTE] {{ q }}
        > $$
        > + y
        > $$

        [^1]: Note {{ r }}

            - [x] task[^2]

        ```halt
        save "a b.{{ n }}"
        ```
        """

    private static let scraps = [
        "```", "~~~", "halt", "{halt}", "{{", "}}", "|", "#|", "---", "\n", "\r\n", "\r", "\t", "> ", "- ", "1. ",
        "    ", "\\", "\"", "'",
        "[", "]", "{", "}", "=", "==", "+-", "~", "*", "_", "`", "&amp;", "<b", ">", "\0", "\u{FEFF}", "\u{301}", "🙂",
        "\u{2028}", "\u{85}",
        "\u{1B}[2J", "\u{202E}", ":", ": ", ",", "&a", "*a", "expect ", "fixed 99", "1e999", "![", "](", "[a]: b\n",
        "label: a\n", "! ", "é",
    ]

    @Test func `thousands of mutated notebooks are parsed`() {
        var random = SplitMix64(state: 42)
        for _ in 0..<3000 {
            var characters = Array(Self.seedText.unicodeScalars)
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                let at = Int.random(in: 0...characters.count, using: &random)
                let length = min(Int.random(in: 0...20, using: &random), characters.count - at)
                let scrap = Self.scraps.randomElement(using: &random).map { Array($0.unicodeScalars) } ?? []
                let takesMuch = Int.random(in: 0..<4, using: &random) == 0
                characters.replaceSubrange(at..<(at + (takesMuch ? length : min(1, length))), with: scrap)
            }
            verify(String(String.UnicodeScalarView(characters)))
        }
    }

    @Test func `notebooks of nothing but scraps are parsed`() {
        var random = SplitMix64(state: 7)
        for _ in 0..<2000 {
            let count = Int.random(in: 0...30, using: &random)
            verify((0..<count).compactMap { _ in Self.scraps.randomElement(using: &random) }.joined())
        }
    }

    @Test(arguments: [
        String(repeating: ">", count: 10_000), String(repeating: "[", count: 10_000),
        String(repeating: "{{", count: 10_000),
        String(repeating: "- ", count: 5000), String(repeating: "*a _b ", count: 5000),
        String(repeating: "![", count: 5000),
        String(repeating: "`", count: 10_000), String(repeating: "{{ a }}", count: 5000),
        String(repeating: "\0", count: 1000),
        "```halt\n" + String(repeating: "\\\n", count: 5000), "```halt\n#| " + String(repeating: "[", count: 10_000),
        "```halt\na " + String(repeating: "\"", count: 9999), "```halt\n" + String(repeating: "{{", count: 5000),
        String(repeating: "```halt\n```\n", count: 2000), String(repeating: "> ```halt\n", count: 1000),
        String(repeating: "\\\n", count: 10_000) + "{{ a }}",
        String(repeating: "\u{200D}\\\n", count: 10_000) + String(repeating: "\u{200D}", count: 100) + "\n{{ a }}",
    ])
    func `repetition and nesting without end are parsed`(text: String) {
        verify(text)
    }

    @Test func `a line of five megabytes is parsed`() {
        verify(String(repeating: "a", count: 5_000_000))
        verify("```halt\n" + String(repeating: "a", count: 1_000_000) + "\n```\n")
    }

    @Test func `bytes that are not UTF-8 are refused, whichever they are`() {
        var random = SplitMix64(state: 3)
        for _ in 0..<500 {
            let bytes = (0..<20).map { _ in UInt8.random(in: 0...255, using: &random) }
            do throws(Diagnostic) {
                verify(try NotebookSource(name: "a.md", bytes: bytes).text)
            } catch {
                #expect(error.code == .unreadable && error.place.line >= 1 && error.place.column >= 1)
            }
        }
    }
}

/// A small seeded generator (Steele, Lea and Flood 2014), so that a failure comes again.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
