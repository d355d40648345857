import Testing

@testable import Uncertainty

/// Files of scores, in the forms that people have them in.
@Suite struct ScoreTableTests {
    private func table(_ text: String, groups: SampleGroups = .usual) throws(ScoreTableProblem) -> ScoreTable {
        try ScoreTable(reading: Array(text.utf8), groups: groups)
    }

    private func problem(_ text: String, groups: SampleGroups = .usual) -> String? {
        do throws(ScoreTableProblem) {
            _ = try table(text, groups: groups)
            return nil
        } catch {
            return error.description
        }
    }

    // MARK: Forms

    private static let lines = """
        {"id":"qa_1_hal","label":1,"group":"qa","text":"Yes","tokens":3,"end":"end-of-text","hbar_s":2.5,"pri":1.25}
        {"id":"qa_1_cor","label":false,"group":"qa","text":"No","tokens":2,"end":"length","hbar_s":1.5,"pri":NaN}

        {"id":"qa_2_hal","failed":"no tokens"}
        {"id":"qa_3_hal","label":null,"hbar_s":3}
        """

    @Test func `a first pass's lines are rows, but for those that failed and those without a label`() throws {
        let table = try table(Self.lines)
        #expect(table.signals == ["hbar_s", "pri"])
        #expect(table.rows.map(\.id) == ["qa_1_hal", "qa_1_cor"])
        #expect(table.rows.map(\.label) == [1, 0] && table.rows.map(\.group) == ["qa", "qa"])
        // Twins are of one item.
        #expect(table.rows.map(\.item) == ["qa_1", "qa_1"])
        #expect(table.failed == 1 && table.unlabelled == 1)
        #expect(table.rows[0].values == [2.5, 1.25] && table.rows[1].values[1].isNaN)
    }

    @Test func `an object with rows and a list are the same table`() throws {
        let rows = #"[{"id":"a","label":1,"hbar_s":2.5},{"id":"b","label":0,"hbar_s":1.5}]"#
        let expected = try table("{\"id\":\"a\",\"label\":1,\"hbar_s\":2.5}\n{\"id\":\"b\",\"label\":0,\"hbar_s\":1.5}")
        #expect(try table(rows) == expected)
        #expect(try table("{\n\"source\": \"x\",\n\"rows\":\n\(rows)\n}\n") == expected)
    }

    @Test func `CSV has a line of names, and fields in quotation marks`() throws {
        let csv =
            "\u{FEFF}id,label, hbar_s ,note,group\r\n\"a, b\",1,2.5,\"said \"\"so\"\"\r\nand left\",qa\r\nc,FALSE,,x,qa\r\nd,0,nan,y,qa\r\n"
        let table = try table(csv)
        #expect(table.signals == ["hbar_s"])
        #expect(table.rows.map(\.id) == ["a, b", "c", "d"] && table.rows.map(\.label) == [1, 0, 0])
        #expect(table.rows[0].values == [2.5] && table.rows[1].values[0].isNaN && table.rows[2].values[0].isNaN)
    }

    @Test func `signals may stand in an object of scores, as responses have them`() throws {
        let table = try table(
            #"{"haltbook":1,"id":"a","label":1,"tokens":["x"],"scores":{"hbar_s":2.5,"pri":1},"logprobs":[[-1]]}"#)
        #expect(table.signals == ["hbar_s", "pri"] && table.rows[0].values == [2.5, 1])
    }

    @Test func `a column with a few other words is a signal that these rows lack, one of words is none`() throws {
        let table = try table(
            """
            {"id":"a","label":1,"pri":1,"answer":"12"}
            {"id":"b","label":1,"pri":"none","answer":7}
            {"id":"c","label":0,"pri":2,"answer":"x"}
            """)
        #expect(table.signals == ["pri"])
        let samples = try table.samples(of: ["pri"])
        #expect(samples.ids == ["a", "c"] && samples.missing == 1 && samples.scores == [[1, 2]])
    }

    // MARK: Groups

    @Test func `groups come from a column, or from the id`() throws {
        let rows = """
            {"id":"qa_1","label":1,"task":"t","kind":3,"pri":1}
            {"id":"dialogue_2","label":0,"task":"u","kind":4,"pri":2}
            """
        #expect(try table(rows).rows.map(\.group) == ["t", "u"])
        let byKind = try table(rows, groups: .column("kind"))
        #expect(byKind.rows.map(\.group) == ["3", "4"] && byKind.signals == ["pri"])
        #expect(try table(rows, groups: .id(matching: "^([a-z]+)_")).rows.map(\.group) == ["qa", "dialogue"])
        #expect(try table(rows, groups: .id(matching: "[0-9]$")).rows.map(\.group) == ["1", "2"])
        #expect(try table(rows).samples(of: ["pri"]).groups == ["t", "u"])
    }

    @Test func `samples of one group have none`() throws {
        #expect(try table(Self.lines).samples(of: ["hbar_s"]).groups == nil)
    }

    // MARK: Problems

    @Test(arguments: [
        (
            "",
            "there are no rows; give JSON lines, CSV with a line of names, or an object with a list `rows`"
        ),
        (
            "{\"id\":\"a\",\"label\":1,\"x\":1}\nnothing",
            "line 2: it is not JSON, or ends too early; give JSON lines, CSV with a line of names, or a JSON object with a list `rows`"
        ),
        (
            "[{\"id\":\"a\",\"label\":1,\"x\":1}, 3]",
            "row 2: it is no JSON object; give JSON lines, CSV with a line of names, or a JSON object with a list `rows`"
        ),
        (
            "{\"id\":\"a\",\"label\":2,\"x\":1}",
            "line 1: the label is `2`; give 1 or true for hallucinated, 0 or false for correct"
        ),
        ("{\"label\":1,\"x\":1}", "line 1: the row has no `id`; give each sample an id of its own"),
        (
            "id,label,x\na,1,2\na,0,1",
            "line 3: the id `a` is that of line 2, too; give each sample an id of its own, and those of one source a common `item`"
        ),
        ("{\"id\":\"a\",\"label\":1,\"x\":\"y\"}", "no column holds numbers; give each row at least one score"),
        (
            "id,label,x\na,1",
            "line 2: it has 2 fields, and there are 3 columns; give JSON lines, CSV with a line of names, or a JSON object with a list `rows`"
        ),
        (
            "id,label,x\na,1,\"2",
            "line 2: a quotation mark has no end; give JSON lines, CSV with a line of names, or a JSON object with a list `rows`"
        ),
        (
            "id,label,id\n",
            "line 1: two columns are called `id`; give JSON lines, CSV with a line of names, or a JSON object with a list `rows`"
        ),
    ])
    func `what cannot be used is told with its place and what to do`(text: String, expected: String) {
        #expect(problem(text) == expected)
    }

    @Test func `groups that cannot be had are told`() {
        let row = #"{"id":"a","label":1,"x":1}"#
        #expect(
            problem(row, groups: .column("kind"))
                == "line 1: the row has no `kind` to be grouped by; give it one, or group by a column that every row has"
        )
        #expect(
            problem(row, groups: .id(matching: "^([b-z]+)"))
                == "line 1: `^([b-z]+)` finds nothing in the id `a`; give a regular expression that finds something in every id"
        )
        #expect(problem(row, groups: .id(matching: "(["))?.hasPrefix("`([` is no regular expression: ") == true)
    }

    @Test func `a signal that is not there is told with those that are`() throws {
        let table = try table(Self.lines)
        #expect(throws: ScoreTableProblem(nil, "there is no signal `x`", remedy: "take one of `hbar_s`, `pri`")) {
            try table.samples(of: ["x"])
        }
    }

    // MARK: Hostile files

    @Test func `whatever a file holds, it is read or refused`() {
        let seeds = [
            Self.lines, "id,label,pri\r\n\"a\",1,2\r\nb,0,\"3\"\r\n",
            #"{"rows":[{"id":"a","label":1,"scores":{"x":1e308}},{"id":"b","label":0,"scores":{"x":-1e999}}]}"#,
        ].map { Array($0.utf8) }
        let pieces = ["\"", "{", "}", "[", "]", ",", "\n", "\r", "NaN", "\\ud800", "\u{0}", "null", "1e999", "-"].map {
            Array($0.utf8)
        }
        var generator = TestGenerator(state: 21)
        var read = 0
        for _ in 0..<3_000 {
            var bytes = seeds[Int.random(in: 0..<seeds.count, using: &generator)]
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let place = Int.random(in: 0..<max(1, bytes.count), using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0:
                    bytes.insert(
                        contentsOf: pieces[Int.random(in: 0..<pieces.count, using: &generator)],
                        at: min(place, bytes.count))
                case 1: if place < bytes.count { bytes.remove(at: place) }
                case 2: if place < bytes.count { bytes[place] = UInt8.random(in: 0...255, using: &generator) }
                default: bytes = Array(bytes[..<min(place, bytes.count)])
                }
            }
            guard let table = try? ScoreTable(reading: bytes) else { continue }
            read += 1
            #expect(!table.signals.isEmpty && table.rows.allSatisfy { $0.values.count == table.signals.count })
            for signal in table.signals { _ = try? table.samples(of: [signal]) }
        }
        // Else nothing but refusals was tried.
        #expect(read > 100)
    }

    @Test func `deep nesting and many columns are refused`() {
        let deep = "{\"id\":\"a\",\"label\":1,\"x\":" + String(repeating: "[", count: 100_000)
        #expect(problem(deep) != nil)
        #expect(problem(deep + String(repeating: "]", count: 100_000) + "}") != nil)
        let wide = (0...ScoreTable.mostSignals).map { "\"s\($0)\":1" }.joined(separator: ",")
        #expect(
            problem("{\"id\":\"a\",\"label\":1,\(wide)}")
                == "1001 columns hold numbers; give no more than 1000 scores")
    }
}
