import Testing

@testable import Notebooks

@Suite struct DisplayOptionsTests {
    private func options(_ lines: String...) -> DisplayOptions {
        let notebook = parsed("```halt\n\(lines.joined(separator: "\n"))\nsetup\n```\n")
        #expect(notebook.diagnostics == [])
        return notebook.cells[0].display
    }

    @Test func `by default the source and the outputs are shown, and a failure ends the run`() {
        let options = options()
        #expect(options == DisplayOptions())
        #expect(options.echo && options.include && !options.fold && !options.allowError)
        #expect(options.label == nil && options.caption == nil && options.alternative == nil)
        #expect(options.width == nil && options.timeout == nil)
    }

    @Test func `each option is read`() {
        #expect(options("#| label: my-cell_1.a").label == "my-cell_1.a")
        #expect(options("#| caption: Loss by epoch.").caption == Template(pieces: [.text("Loss by epoch.")]))
        #expect(options("#| alt: \"A: b\"").alternative == Template(pieces: [.text("A: b")]))
        #expect(options("#| echo: false").echo == false)
        #expect(options("#| include: false").include == false)
        #expect(options("#| fold: true").fold)
        #expect(options("#| allow-error: yes").allowError)
        #expect(options("#| width: 80%").width == 80)
        #expect(options("#| width: 10").width == 10)
    }

    @Test(arguments: [("90", 90.0), ("90s", 90), ("1.5m", 90), ("2h", 7200)])
    func `a timeout is in seconds, or has a unit`(written: String, seconds: Double) {
        #expect(options("#| timeout: \(written)").timeout == seconds)
    }

    @Test(arguments: [
        ("90", 90.0), ("90s", 90), ("0.5s", 0.5), ("1.5m", 90), ("2h", 7200), ("8760h", 31_536_000), ("1e3", 1000),
        ("8760.1h", nil), ("0", nil), ("0s", nil), ("-1s", nil), ("", nil), ("s", nil), ("soon", nil), ("10 m", nil),
        ("1d", nil), ("1ms", nil), ("nan", nil), ("infs", nil), ("1e300h", nil),
    ])
    func `a time is a number of seconds, minutes or hours, and at most a year`(written: String, seconds: Double?) {
        #expect(DisplayOptions.seconds(written) == seconds)
    }

    @Test func `they are not part of the cell's source`() {
        let cell = parsed("```halt\n#| label: a\n  #|fold: true\nsetup\n#| no option any more\n```\n").cells[0]
        #expect(cell.display.label == "a")
        #expect(cell.display.fold)
        #expect(cell.source == "setup\n#| no option any more")
    }

    @Test func `captions quote values, and know their places`() {
        let cell = parsed("> ```halt\n> #| caption: >-\n> #|   Loss, {{ a }}\n> #|   and {{ a }}\n> ```\n").cells[0]
        #expect(cell.display.caption?.references.map(\.place) == [at(3, 17), at(4, 15)])
        let quoted = parsed("```halt\n#| alt: \"é {{ a }}\"\n```\n").cells[0]
        #expect(quoted.display.alternative?.references.map(\.place) == [at(2, 15)])
    }

    @Test(arguments: [
        ("label: two words", 11, "a label is one word of letters, digits, `-`, `_` and `.`", "write `label: training`"),
        ("label:", 10, "a label is one word of letters, digits, `-`, `_` and `.`", "write `label: training`"),
        ("caption: [a]", 13, "`caption` takes text", "write `caption: …`"),
        ("alt: { a: b }", 9, "`alt` takes text", "write `alt: …`"),
        ("echo: maybe", 10, "`echo` takes true or false", "write `echo: true`"),
        ("include: 1", 13, "`include` takes true or false", "write `include: true`"),
        ("fold: []", 10, "`fold` takes true or false", "write `fold: true`"),
        ("allow-error: never", 17, "`allow-error` takes true or false", "write `allow-error: true`"),
        ("width: 5%", 11, "`width` takes 10% to 100%", "write `width: 80%`"),
        ("width: wide", 11, "`width` takes 10% to 100%", "write `width: 80%`"),
        ("timeout: soon", 13, "`timeout` takes a time of at most a year", "write `timeout: 90s`, `10m` or `2h`"),
        ("timeout: -1", 13, "`timeout` takes a time of at most a year", "write `timeout: 90s`, `10m` or `2h`"),
        ("timeout: 1e300h", 13, "`timeout` takes a time of at most a year", "write `timeout: 90s`, `10m` or `2h`"),
        ("lable: a", 4, "unknown display option `lable`", "did you mean `label`?"),
        (
            "colour: red", 4, "unknown display option `colour`",
            "the display options are label, caption, alt, echo, include, fold, width, allow-error, timeout"
        ),
        ("- a", 4, "display options are `name: value`", "write `#| label: name`"),
        (
            "[a", 6, "this is not YAML: did not find expected ',' or ']'",
            "write `name: value`, and put text that holds `: ` or begins with a sign in quotation marks"
        ),
    ])
    func `what a display option gets wrong`(yaml: String, column: Int, problem: String, remedy: String) {
        #expect(
            messages("```halt\n#| \(yaml)\n```\n") == [
                """
                a.md:2:\(column): error[HB0105]: \(problem); \(remedy)
                  2 | #| \(yaml)
                    | \(String(repeating: " ", count: column - 1))^
                """
            ])
    }

    @Test func `an option that stands twice`() {
        #expect(
            messages("```halt\n#| fold: true\n#| fold: false\n```\n") == [
                """
                a.md:2:4: error[HB0105]: `fold` stands twice; remove one of them
                  2 | #| fold: true
                    |    ^
                """
            ])
    }

    @Test func `a label that another cell has`() {
        #expect(
            messages("```halt\n#| label: a\n```\n\n- ```halt\n  #| label: a\n  ```\n") == [
                """
                a.md:6:13: error[HB0106]: label `a` stands on line 2 already; choose another label
                  6 |   #| label: a
                    |             ^
                """
            ])
    }

    @Test func `a caption's faulty quotation`() {
        #expect(
            messages("```halt\n#| caption: Loss {{ a | x }}\n```\n") == [
                """
                a.md:2:18: error[HB0303]: `x` is not a format; write `fixed 4`, `percent 1`, `scientific 2` or `grouped`
                  2 | #| caption: Loss {{ a | x }}
                    |                  ^
                """
            ])
    }
}
