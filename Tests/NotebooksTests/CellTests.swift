import Testing

@testable import Notebooks

@Suite struct CellTests {
    @Test(arguments: [
        "```halt\nsetup\n```", "~~~halt\nsetup\n~~~", "``` {halt}\nsetup\n```", "`````halt\nsetup\n`````",
    ])
    func `a fence of halt is a cell`(text: String) {
        let notebook = parsed(text)
        #expect(notebook.diagnostics == [])
        #expect(notebook.blocks == [.cell(0)])
        #expect(notebook.cells.map(\.source) == ["setup"])
    }

    @Test(arguments: [
        "```swift\nhalt\n```", "```haltbook\na\n```", "```\nhalt\n```", "    ```halt\n    a\n", "`halt`",
        "```salt\n```",
    ])
    func `other code is no cell`(text: String) {
        let notebook = parsed(text)
        #expect(notebook.diagnostics == [])
        #expect(notebook.cells == [])
    }

    @Test func `a fence may hold shorter fences, which are commands like any line`() {
        #expect(parsed("````halt\n```\n````").cells.map(\.source) == ["```"])
        #expect(parsed("````markdown\n```halt\nsetup\n```\n````").cells == [])
    }

    @Test func `cells are numbered, and named by their labels`() {
        let notebook = parsed("```halt\n```\n\n```halt\n#| label: two\n```\n")
        #expect(notebook.cells.map(\.name) == ["cell 1", "two"])
        #expect(notebook.blocks == [.cell(0), .cell(1)])
    }

    // MARK: Places

    @Test(arguments: [
        ("```halt\nsetup\n```", at(1, 1), at(2, 1)),
        ("  ```halt\n  setup\n  ```", at(1, 3), at(2, 3)),
        ("> ```halt\n>   setup\n> ```", at(1, 3), at(2, 5)),
        (">```halt\n>setup\n>```", at(1, 2), at(2, 2)),
        ("- ```halt\n  setup\n  ```", at(1, 3), at(2, 3)),
        ("- text\n\n  ```halt\n  setup\n  ```\n\n  text", at(3, 3), at(4, 3)),
        ("10. > - ```halt\n    >   setup\n    >   ```", at(1, 9), at(2, 9)),
        ("-\t```halt\n\tsetup\n\t```", at(1, 3), at(2, 2)),
        ("> -\t~~~halt\n> \tsetup\n> \t~~~", at(1, 5), at(2, 4)),
        ("- ```halt\n\tsetup\n\t```", at(1, 3), at(2, 2)),
        ("---\ntitle: T\n---\n```halt\nsetup\n```", at(4, 1), at(5, 1)),
        ("é\n\n> 🙂\n>\n> ```halt\n> setup\n> ```", at(5, 3), at(6, 3)),
    ])
    func `cells and commands know their places`(text: String, fence: SourcePlace, command: SourcePlace) {
        let notebook = parsed(text)
        #expect(notebook.diagnostics == [])
        #expect(notebook.cells.map(\.place) == [fence])
        #expect(notebook.cells.first?.commands.map(\.place) == [command])
    }

    @Test func `an error in a quoted list points at its very character`() {
        #expect(
            messages("> - text\n>\n>   ```halt\n>   setup seed=\n>   ```\n") == [
                """
                a.md:4:11: error[HB0201]: option `seed` has no value; write `seed=…`
                  4 | >   setup seed=
                    |           ^
                """
            ])
    }

    // MARK: What is wrong

    @Test(arguments: [
        ("```halt\nsetup\n", 1, 1, "```halt"), ("text\n\n```halt", 3, 1, "```halt"),
        ("````halt\nsetup\n```\n", 1, 1, "````halt"), ("~~~halt\nsetup\n```\n", 1, 1, "~~~halt"),
        ("> ```halt\n> setup\n\ntext\n", 1, 3, "> ```halt"), ("- ```halt\n  setup\ntext\n", 1, 3, "- ```halt"),
        ("```halt\nsetup # ```", 1, 1, "```halt"), ("```halt\n    ```", 1, 1, "```halt"),
    ])
    func `a cell that is not closed`(text: String, line: Int, column: Int, source: String) {
        let margin = String(repeating: " ", count: column - 1)
        #expect(
            messages(text) == [
                """
                a.md:\(line):\(column): error[HB0103]: the cell is not closed; write ``` on a line of its own after it, \
                indented or quoted as its first line is
                  \(line) | \(source)
                    | \(margin)^
                """
            ])
    }

    @Test func `a closing fence outside the list item opens a block of its own`() {
        let notebook = parsed("- ```halt\n  setup\n```\n")
        #expect(notebook.diagnostics.map(\.code) == [.unclosedFence])
        #expect(notebook.blocks.last == .code(info: "", text: ""))
    }

    @Test func `Halt in other letters is not a cell, and is said`() {
        #expect(
            messages("```Halt\nsetup\n```\n") == [
                """
                a.md:1:1: error[HB0104]: `Halt` is not how a cell begins; write ```halt in small letters
                  1 | ```Halt
                    | ^
                """
            ])
        #expect(parsed("```Halt\nsetup\n```\n").cells == [])
    }

    @Test(arguments: ["halt echo=false", "{halt, echo=false}", "{halt first}", "{.halt}", "halt,"])
    func `a cell's first line holds nothing but its name`(info: String) {
        #expect(
            messages("```\(info)\nsetup\n```\n") == [
                """
                a.md:1:1: error[HB0104]: `\(info)` is not how a cell begins; write ```halt alone, and display options in \
                `#|` lines below it
                  1 | ```\(info)
                    | ^
                """
            ])
    }
}
