import Testing

@testable import Sessions

@Suite struct ValueCheckTests {
    @Test func `prose quotes what cells before it gave`() throws {
        #expect(try problems(cell("setup") + "\n{{ setup.seed | grouped }} {{ setup.threads }}") == [])
    }

    @Test func `a value that a later command gives is not known yet`() throws {
        #expect(
            try problems("{{ setup.seed }}\n\n" + cell("setup")) == [
                message(
                    1, 4, "HB0302", "{{ setup.seed }}",
                    "`setup.seed` is not known yet; quote it after line 4, whose command gives it")
            ])
        #expect(
            try problems(cell("expect setup.seed == 42\nsetup")) == [
                message(
                    2, 8, "HB0302", "expect setup.seed == 42",
                    "`setup.seed` is not known yet; quote it after line 3, whose command gives it")
            ])
    }

    @Test func `a value that no command gives`() throws {
        #expect(
            try problems("{{ test.auroc }}") == [
                message(
                    1, 4, "HB0302", "{{ test.auroc }}",
                    "no command before gives `test.auroc`; there are no values yet: write the command that gives it before"
                )
            ])
        #expect(
            try problems(cell("setup") + "{{ setup.sed }} {{ test.auroc }}") == [
                message(
                    4, 4, "HB0302", "{{ setup.sed }} {{ test.auroc }}",
                    "no command before gives `setup.sed`; did you mean `setup.seed`?"),
                message(
                    4, 20, "HB0302", "{{ setup.sed }} {{ test.auroc }}",
                    "no command before gives `test.auroc`; there are setup.precision, setup.seed, setup.threads"),
            ])
    }

    @Test func `a parameter that is not declared`() throws {
        #expect(
            try problems(
                "---\nparameters: { epochs: 5 }\n---\n{{ parameters.epochs }} {{ parameters.epoch }} {{ parameters.rate }}"
            ) == [
                message(
                    4, 28, "HB0402", "{{ parameters.epochs }} {{ parameters.epoch }} {{ parameters.rate }}",
                    "there is no parameter `epoch`; did you mean `epochs`?"),
                message(
                    4, 51, "HB0402", "{{ parameters.epochs }} {{ parameters.epoch }} {{ parameters.rate }}",
                    "there is no parameter `rate`; declare it in the front matter"),
            ])
    }

    @Test func `captions quote what their own cell gives`() throws {
        let text = "```halt\n#| caption: Seed {{ setup.seed }}\n#| alt: \"{{ setup.sede }}\"\nsetup\n```\n"
        #expect(
            try problems(text) == [
                message(
                    3, 13, "HB0302", "#| alt: \"{{ setup.sede }}\"",
                    "no command before gives `setup.sede`; did you mean `setup.seed`?")
            ])
    }

    @Test func `a format that cannot write the value`() throws {
        let line = "{{ model.parameters | fixed 1 }} {{ save.digest | fixed 2 }} {{ setup.seed | grouped }}"
        #expect(
            try problems(cell("setup\nmodel\nsave w.safetensors") + line) == [
                message(
                    6, 37, "HB0303", line,
                    "`save.digest` is a word or text, which this format cannot write; leave the format out")
            ])
        let real = "{{ config.dropout | grouped }}"
        #expect(
            try problems(cell("config") + real) == [
                message(
                    4, 4, "HB0303", real,
                    "`config.dropout` is a number, which this format cannot write; write `grouped` after integers only")
            ])
    }

    // MARK: In options

    @Test func `a parameter's value is held against the option`() throws {
        let head = "---\nparameters: { seed: 5, rate: 0.5, part: test }\n---\n"
        #expect(
            try problems(
                head
                    + cell(
                        "setup seed={{ parameters.seed }}\ndataset synthetic\nsplit\nmodel\nevaluate {{ parameters.part }}"
                    ) + "{{ test.auroc }}") == [])
        let line = "setup seed={{ parameters.rate }} threads={{ parameters.seed }}"
        #expect(
            try problems(head + cell(line)) == [
                message(
                    5, 12, "HB0206", line,
                    "`seed` takes an integer of at least 0, not `0.5`, which `parameters.rate` stands for; write for example `seed=42`"
                ),
                message(
                    5, 42, "HB0207", line,
                    "`threads` takes an integer of at least 1 and at most 2, not `5`, which `parameters.seed` stands for; "
                        + "write another, or leave `threads` out"),
            ])
    }

    @Test func `a value that only a run knows is held against the option by its type`() throws {
        let line = "setup seed={{ config.dropout }} threads={{ setup.threads }}"
        #expect(
            try problems(cell("setup\nconfig\n" + line)) == [
                message(
                    4, 12, "HB0206", line,
                    "`seed` takes an integer of at least 0, and `config.dropout` is a number; quote a value of that type, or write one out"
                )
            ])
    }

    @Test func `text that quotes values is text`() throws {
        let line = "setup seed=\"{{ setup.seed }}\""
        #expect(
            try problems(cell("setup\nmodel\nsave \"w-{{ setup.seed }}.safetensors\"\n" + line)) == [
                message(
                    5, 12, "HB0206", line,
                    "`seed` takes an integer of at least 0, and `\"{{ setup.seed }}\"` is a word or text; "
                        + "quote a value of that type, or write one out")
            ])
    }

    @Test func `a value does not make a command`() throws {
        let line = "{{ parameters.name }} synthetic"
        #expect(
            try problems("---\nparameters: { name: dataset }\n---\n" + cell(line)) == [
                message(5, 1, "HB0202", line, "there is no command `parameters.name`; `haltbook commands` lists them")
            ])
    }

    // MARK: In expectations

    @Test(arguments: [
        "1 == 1", "setup.seed == 42", "{{ setup.seed }} >= 42.5", "42 < setup.seed", "config.dropout ~ 0.4 +- 0.01",
        "parameters.name == test", "parameters.name != \"setup.seed\"", "true == false", "a == b", "[1] != [2]",
    ])
    func `what expect compares`(comparison: String) throws {
        #expect(try problems("---\nparameters: { name: x }\n---\n" + cell("setup\nconfig\nexpect \(comparison)")) == [])
    }

    @Test(arguments: [
        (
            "setup.seed == many", 22,
            "`setup.seed` is an integer, and `many` is a word or text; compare values of one type"
        ),
        (
            "setup.seed == \"42\"", 22,
            "`setup.seed` is an integer, and `\"42\"` is a word or text; compare values of one type"
        ),
        ("true == 1", 16, "`true` is true or false, and `1` is an integer; compare values of one type"),
        ("many > 1", 8, "`>` compares numbers, and `many` is not a number; compare it with `==` or `!=`"),
        ("1 <= true", 13, "`<=` compares numbers, and `true` is not a number; compare it with `==` or `!=`"),
        ("1 ~ 1 +- small", 17, "`~` compares numbers, and `small` is not a number; compare it with `==` or `!=`"),
    ])
    func `what cannot be compared`(comparison: String, column: Int, words: String) throws {
        #expect(
            try problems(cell("setup\nexpect \(comparison)")) == [
                message(3, column, "HB0206", "expect \(comparison)", words)
            ])
    }

    @Test func `an unknown value in an expectation`() throws {
        let line = "expect test.auroc ~ {{ parameters.goal }} +- setup.x"
        #expect(
            try placedCodes(cell("setup\n" + line)) == ["3:8 HB0302", "3:24 HB0402", "3:46 HB0302"])
    }
}
