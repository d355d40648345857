import Testing

@testable import Sessions

@Suite struct CommandCheckTests {
    /// The one message on a cell's only line.
    private func expect(_ line: String, _ column: Int, _ code: String, _ words: String) throws {
        #expect(try problems(cell(line)) == [message(2, column, code, line, words)])
    }

    @Test func `a whole session is right`() throws {
        let result = try check(
            cell(
                """
                setup seed=3
                config hidden_size=48 layers=2 batch_size=64
                dataset synthetic samples=300 label_noise=0.2
                split train=0.7 validation=0.15
                model
                check shapes
                check gradients
                train epochs=12
                evaluate test
                expect test.auroc >= 0.6
                expect 1 == 1
                predict demo seed=123
                predict test count=5
                importance top=10
                plot importance
                plot correlation
                plot embedding perplexity=20
                plot sensitivity
                plot history
                save weights.safetensors
                load weights.safetensors
                """))
        #expect(result.diagnostics.map(\.message) == [])
        #expect(result.notebook?.commands[0].count == 21)
    }

    @Test func `an unknown command`() throws {
        try expect("trian", 1, "HB0202", "there is no command `trian`; did you mean `train`?")
        try expect("visualise", 1, "HB0202", "there is no command `visualise`; `haltbook commands` lists them")
        try expect("5", 1, "HB0202", "there is no command `5`; `haltbook commands` lists them")
        try expect("\"train\"", 1, "HB0202", "there is no command `\"train\"`; did you mean `train`?")
    }

    @Test func `an unknown second word`() throws {
        try expect("check", 1, "HB0202", "`check` needs a second word; write `check shapes`, `check gradients`")
        try expect("plot importence", 6, "HB0202", "there is no `plot importence`; did you mean `importance`?")
        try expect("check weights", 7, "HB0202", "there is no `check weights`; write `check shapes`, `check gradients`")
    }

    @Test func `a word too many`() throws {
        try expect(
            "setup 3", 7, "HB0201",
            "`3` is one word too many for `setup`; write `setup [seed=…] [threads=…] [precision=…]`")
    }

    @Test func `an unknown option`() throws {
        try expect("setup sed=3", 7, "HB0203", "`setup` has no option `sed`; did you mean `seed`?")
        try expect(
            "setup device=gpu", 7, "HB0203", "`setup` has no option `device`; its options are seed, threads, precision")
        let line = "model size=3"
        #expect(
            try problems(cell(line)) == [
                message(2, 7, "HB0203", line, "`model` has no option `size`; leave it out, for it has none")
            ])
    }

    @Test func `an option that stands twice`() throws {
        try expect("setup seed=1 seed=2", 14, "HB0204", "option `seed` stands twice; remove one of them")
    }

    @Test func `an option that is missing`() throws {
        #expect(
            try problems(cell("dataset synthetic\nsplit\nmodel\nevaluate\nsave")) == [
                message(
                    5, 1, "HB0205", "evaluate",
                    "`evaluate` lacks SPLIT; write `evaluate SPLIT [threshold=…] [resamples=…]`; it takes one of `train`, `validation`, `test`"
                ),
                message(
                    6, 1, "HB0205", "save",
                    "`save` lacks FILE; write `save FILE`; it takes the path of a `.safetensors` file"),
            ])
    }

    @Test func `a value of the wrong type`() throws {
        try expect(
            "setup seed=three", 12, "HB0206",
            "`seed` takes an integer of at least 0, not `three`; write for example `seed=42`")
        try expect(
            "setup seed=1.5", 12, "HB0206",
            "`seed` takes an integer of at least 0, not `1.5`; write for example `seed=42`")
        try expect(
            "setup seed=\"3\"", 12, "HB0206",
            "`seed` takes an integer of at least 0, not `\"3\"`; write for example `seed=42`")
        try expect(
            "setup threads=[1]", 15, "HB0206",
            "`threads` takes an integer of at least 1 and at most 2, not `[1]`; write another, or leave `threads` out")
    }

    @Test func `a value out of its range`() throws {
        try expect(
            "setup seed=-1", 12, "HB0207",
            "`seed` takes an integer of at least 0, not `-1`; write for example `seed=42`")
        try expect(
            "config dropout=1", 16, "HB0207",
            "`dropout` takes a number of at least 0 and less than 1, not `1`; write another, or leave `dropout` out")
        #expect(
            try problems(cell("dataset synthetic\nsplit\nmodel\nevaluate tset\nimportance split=all")) == [
                message(
                    5, 10, "HB0207", "evaluate tset",
                    "SPLIT takes one of `train`, `validation`, `test`, not `tset`; did you mean `test`?"),
                message(
                    6, 18, "HB0207", "importance split=all",
                    "`split` takes one of `train`, `validation`, `test`, not `all`; write one of these"),
            ])
    }

    @Test func `a command before what it needs`() throws {
        #expect(
            try problems(cell("setup\ntrain\nplot history")) == [
                message(
                    3, 1, "HB0301", "train", "`train` needs a split, and there is none yet; write `split` before it"),
                message(
                    3, 1, "HB0301", "train",
                    "`train` needs a model, and there is none yet; write `model` or `load FILE` before it"),
            ])
        try expect(
            "split", 1, "HB0301", "`split` needs a dataset, and there is none yet; write `dataset synthetic` before it")
        let line = "plot history"
        #expect(
            try problems(cell("dataset synthetic\nsplit\nmodel\n\(line)")) == [
                message(
                    5, 1, "HB0301", line,
                    "`plot history` needs a training history, and there is none yet; write `train` before it")
            ])
    }

    @Test func `a new dataset asks for a new split, and a new configuration for a new model`() throws {
        #expect(
            try problems(cell("dataset synthetic\nsplit\nmodel\nconfig layers=1\ndataset synthetic\ntrain")).map {
                $0.prefix(22)
            } == [
                "a.md:7:1: error[HB0301", "a.md:7:1: error[HB0301",
            ])
    }

    @Test func `all problems are found in one pass, in the order of the text`() throws {
        let text = """
            ---
            parameters:
              epochs: { default: 1, minimum: 2 }
            ---

            Quotes {{ test.auroc }} and {{ .

            ```halt
            #| lable: a
            setup seed=
            sptup
            ```

            > ```halt
            > split
            > save ../weights.safetensors

            {{ parameters.epoch }}
            """
        #expect(
            try placedCodes(text) == [
                "3:22 HB0401", "6:11 HB0302", "6:29 HB0201", "9:4 HB0105", "10:7 HB0201", "11:1 HB0202", "14:3 HB0103",
                "15:3 HB0301", "16:3 HB0301", "16:8 HB0305", "18:4 HB0402",
            ])
    }

    @Test func `warnings alone leave a notebook right`() throws {
        let result = try check("---\nkernel: x\n---\n")
        #expect(!result.hasErrors && result.notebook != nil && result.diagnostics.count == 1)
    }
}
