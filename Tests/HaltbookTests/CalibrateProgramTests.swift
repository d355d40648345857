import Files
import Foundation
import Testing
import Uncertainty

/// `haltbook calibrate`, as its user meets it.
@Suite struct CalibrateProgramTests {
    private let place: ProgramTests.Workplace

    init() throws {
        // 200 items of two groups; each has a hallucinated and a correct sample, and scores that overlap by a third.
        let rows = (0..<200).flatMap { item in
            [("hal", 1), ("cor", 0)].map { ending, label -> (id: String, label: Int, x: Double, down: Double) in
                let x = Double((item * 37 + label * 11) % 30) + 20 * Double(label)
                return ("\(item % 2 == 0 ? "qa" : "sum")_\(item)_\(ending)", label, x, -x)
            }
        }
        let lines = rows.map { #"{"id":"\#($0.id)","label":\#($0.label),"x":\#($0.x),"down":\#($0.down),"same":1}"# }
        let csv = ["id,label,x,down,same"] + rows.map { "\($0.id),\($0.label),\($0.x),\($0.down),1" }
        place = try ProgramTests.Workplace([
            "scores.jsonl": (lines + [#"{"id":"z","failed":"no tokens"}"#, #"{"id":"y","x":3}"#])
                .joined(separator: "\n"),
            "scores.csv": csv.joined(separator: "\n"), "rows.json": "{\"rows\":[\(lines.joined(separator: ",\n"))]}",
            "bad.jsonl": lines[0] + "\n" + lines[0],
        ])
    }

    private func json(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func `text says what was found, and where the thresholds are`() throws {
        let result = try place.run(
            "SOURCE_DATE_EPOCH=1700000000 $haltbook calibrate scores.jsonl --signal x --group-from-id '^([a-z]+)_'")
        #expect(result.code == 0 && result.errors == "")
        #expect(
            result.output.hasPrefix(
                """
                scores.jsonl

                400 samples have `x`; left out are 1 failed, 1 without a label. Thresholds are chosen on 200 of them and judged by the \
                other 200; samples of one item are on one side (seed 0).

                x in all samples
                """))
        for title in [
            "x by class", "Which way x points", "Examples by x, the outermost first",
            "Sweep of x, higher is riskier, on the 200 that it is chosen on",
            "The sweep's best threshold (highest precision with recall >= 0.9), which promises nothing",
            "x: recall >= 0.9 with a risk of 0.05, on the 200 that it is chosen on",
            "What these thresholds do to samples that they were not chosen on, with Wilson's 95 % intervals",
        ] {
            #expect(result.output.contains("\n\(title)\n"), "\(title)")
        }
        #expect(
            result.output.hasSuffix("\nThe thresholds are in calibrated/scores_20231114_221320_n400.json.\n"))
        #expect(try place.run("ls calibrated").output == "scores_20231114_221320_n400.json\n")
    }

    @Test func `CSV, a document and a pipe are the same samples`() throws {
        let lines = try place.run("$haltbook calibrate scores.jsonl --signal x --format json --output a")
        let thresholds = try #require(try json(lines.output)["sweep"] as? NSDictionary)
        for arguments in ["scores.csv", "rows.json", "- < rows.json"] {
            let other = try place.run("$haltbook calibrate --signal x --format json --output a \(arguments)")
            #expect(other.code == 0 && other.errors == "")
            #expect(try json(other.output)["sweep"] as? NSDictionary == thresholds)
        }
    }

    @Test func `JSON says what the text says`() throws {
        let result = try place.run(
            "$haltbook calibrate scores.jsonl --signal x --second down --format json --group-from-id '^([a-z]+)_'")
        #expect(result.code == 0)
        let document = try json(result.output)
        let samples = try #require(document["samples"] as? [String: Any])
        #expect(samples["count"] as? Int == 400 && samples["failed"] as? Int == 1 && samples["unlabelled"] as? Int == 1)
        #expect(
            (document["warnings"] as? [String])?.first?.hasPrefix("`down`: Inverted in all samples together") == true)
        let pair = try #require(document["pair"] as? [String: Any])
        let values = try #require(pair["values"] as? [String: Any])
        #expect((values["correlation"] as? [String: Any])?["value"] as? Double == -1)
        #expect(((pair["quadrants"] as? [String: Any])?["quadrants"] as? [Any])?.count == 4)
        #expect((pair["findings"] as? [String])?.count == 2)
        #expect((document["judgements"] as? [Any])?.count == 3)
        #expect(((document["sweep"] as? [String: Any])?["points"] as? [Any])?.count ?? 0 > 10)
        // What is printed of thresholds is what is in their file.
        let path = try #require(document["file"] as? String)
        let written = try json(try place.text(of: path))
        #expect(document["thresholds"] as? NSDictionary == written as NSDictionary)
    }

    @Test func `a file is never written over`() throws {
        for _ in 0..<3 {
            let result = try place.run("SOURCE_DATE_EPOCH=0 $haltbook calibrate scores.csv --signal x --model a/b:c")
            #expect(result.code == 0)
        }
        #expect(
            try place.run("ls calibrated").output == """
                a-b-c_19700101_000000_n400-2.json
                a-b-c_19700101_000000_n400-3.json
                a-b-c_19700101_000000_n400.json

                """)
    }

    @Test func `score reads the thresholds, and judges by them`() throws {
        // A score of the catalogue, measured elsewhere.
        let rows = (0..<200).map {
            #"{"id":"r\#($0)","label":\#($0 % 2),"mean_nll":\#(Double($0 % 10) / 10 + Double($0 % 2))}"#
        }
        try rows.joined(separator: "\n").write(
            to: place.folder.appendingPathComponent("nll.jsonl"), atomically: true, encoding: .utf8)
        let response = #"{"haltbook":1,"id":"a","format":"openai-chat","tokens":["x"],"logprobs":[[-5.0,-6.0]]}"#
        try response.write(
            to: place.folder.appendingPathComponent("response.jsonl"), atomically: true, encoding: .utf8)
        #expect(try place.run("$haltbook calibrate nll.jsonl --signal mean_nll --output t").code == 0)
        let scored = try place.run("$haltbook score response.jsonl --with t/*.json")
        #expect(scored.code == 0 && scored.errors == "")
        #expect(scored.output.contains(#""verdict":"hallucinated""#))
    }

    @Test func `a signal that points the other way has no threshold, but turned or by force`() throws {
        let refused = try place.run("$haltbook calibrate scores.jsonl --signal down")
        #expect(refused.code == 1 && refused.errors == "")
        #expect(refused.output.contains("\nNo threshold of all samples: inverted here.\n"))
        #expect(refused.output.contains("\nInverted: lower scores are the riskier ones. AUROC is 0."))
        #expect(refused.output.contains("\nwarning: Inverted in all samples together: the signal points the other way"))
        #expect(try place.run("$haltbook calibrate scores.jsonl --signal down --direction lower").code == 0)
        let forced = try place.run("$haltbook calibrate scores.jsonl --signal down --force")
        #expect(forced.code == 0 && forced.output.contains("\nwarning: Forced: "))
    }

    @Test func `a constant signal has no threshold and breaks nothing`() throws {
        let result = try place.run("$haltbook calibrate scores.jsonl --signal same --second x")
        #expect(result.code == 1 && result.errors == "")
        #expect(result.output.contains("No threshold of all samples: no signal here."))
    }

    @Test(
        arguments: [
            ("none.jsonl --signal x", "haltbook: error: cannot read none.jsonl: No such file or directory\n"),
            (
                "bad.jsonl --signal x",
                "haltbook: error: bad.jsonl: line 2: the id `qa_0_hal` is that of line 1, too; give each sample an id of its own, "
                    + "and those of one source a common `item`\n"
            ),
            (
                "scores.csv --signal z",
                "haltbook: error: scores.csv: there is no signal `z`; take one of `x`, `down`, `same`\n"
            ),
            (
                "scores.csv --signal x --group-from-id '(['",
                "haltbook: error: scores.csv: `([` is no regular expression: "
            ),
            ("scores.csv --signal x --risk 0", "Error: --risk takes a chance between 0 and 1\n"),
            ("scores.csv --signal x --split 0", "Error: --split takes a share over 0, up to 1\n"),
            ("scores.csv --signal x --second x", "Error: --second is the same signal; give another one\n"),
            (
                "scores.csv --signal x --target 'recall > 1'",
                "Error: The value 'recall > 1' is invalid for '--target <target>'\n"
            ),
            ("scores.csv --signal x --tau-start 1", "Error: a sweep in steps takes --tau-start and --tau-stop\n"),
            (
                "scores.csv --signal x --tau-start 2 --tau-stop 1",
                "Error: the sweep's thresholds cannot be had: they go from the start up to the stop, a step over 0 apart\n"
            ),
            (
                "scores.csv --signal x --quantiles 0:2:5",
                "Error: the sweep's thresholds cannot be had: shares go from 0 to 1, the lower one first\n"
            ),
            (
                "scores.csv --signal x --group a --group-from-id b",
                "Error: --group and --group-from-id both say where groups come from; give one of them\n"
            ),
            (
                "scores.csv --signal mean_overall_entropy",
                "Error: `mean_overall_entropy` depends on the number of log-probs a token; give it by --k\n"
            ),
            (
                "scores.csv --signal halt",
                "Error: thresholds of `halt` go with weights; make them by `calibrate` in a notebook\n"
            ),
            (
                "scores.csv --signal x --second-direction lower",
                "Error: --second-direction is for a second signal; give it by --second\n"
            ),
        ])
    func `what cannot be used ends the program with code 2 and leaves nothing`(
        arguments: String, message: String
    ) throws {
        let result = try place.run("$haltbook calibrate \(arguments)")
        #expect(result.code == 2 && result.output == "")
        #expect(result.errors.hasPrefix(message), "\(result.errors)")
        #expect(!place.has("calibrated"))
    }

    @Test func `a folder that cannot be written into ends the program with code 2`() throws {
        let result = try place.run("$haltbook calibrate scores.csv --signal x --output scores.csv/in")
        #expect(result.code == 2)
        #expect(result.errors == "haltbook: error: cannot make folder scores.csv/in: Not a directory\n")
    }

    @Test func `a report has the same thresholds, and its notebook makes it again`() throws {
        let result = try place.run(
            "$haltbook calibrate scores.jsonl --signal x --second down --group-from-id '^([a-z]+)_' --format json --report r"
        )
        #expect(result.code == 0 && result.errors == "report: r/report.html\n")
        let thresholds = try #require(try json(result.output)["thresholds"] as? [String: Any])
        let pooled = try #require(thresholds["pooled"] as? [String: Any])
        let best = try #require((try json(result.output)["sweep"] as? [String: Any])?["best"] as? [String: Any])
        let numbers = [try #require(pooled["bound"] as? Double), try #require(best["precision"] as? Double)]
        #expect(try place.run("ls r").output == "calibration.md\nreport.html\nrun.json\nscores.jsonl\n")
        let again = try place.run(
            "cd r && $haltbook run calibration.md --output again && $haltbook export --to json again/run.json --output v.json"
        )
        #expect(again.code == 0)
        let values = try place.run("cat r/v.json").output
        // Foundation reads the last digits of a number as it likes.
        for number in numbers { #expect(values.contains("\(number)".prefix(14)), "\(number)") }
        let wrong = try place.run("$haltbook calibrate scores.jsonl --signal x --split 1 --report r")
        #expect(wrong.code == 2 && wrong.errors.contains("leave --split 1 out"))
    }

    @Test func `a report takes the place of nobody's files, least of all of the scores that it reads`() throws {
        let before = try place.text(of: "scores.jsonl")
        let refused = try place.run("$haltbook calibrate scores.jsonl --signal x --report .")
        #expect(refused.code == 2)
        #expect(
            refused.errors
                == "haltbook: error: ./scores.jsonl is there already, with another content; choose another folder with --report\n"
        )
        #expect(try place.text(of: "scores.jsonl") == before)
        let report = "$haltbook calibrate scores.jsonl --signal x --report r"
        // The same report may be made again, until somebody writes in its notebook.
        #expect(try place.run("\(report) && \(report)").code == 0)
        #expect(try place.run("echo Mine. >> r/calibration.md; \(report)").code == 2)
        #expect(try place.text(of: "r/calibration.md").hasSuffix("Mine.\n"))
    }

    @Test func `samples that lack the second signal are in the first one's report, and directions are kept`() throws {
        let rows = (0..<200).map { number in
            let second = number % 5 == 0 ? "" : #","down":\#(Double(number % 7) - 4 * Double(number % 2))"#
            return
                #"{"id":"r\#(number)","label":\#(number % 2),"x":\#(Double(number % 9) + 5 * Double(number % 2))\#(second)}"#
        }
        try (rows + [#"{"id":"f","failed":"no tokens"}"#]).joined(separator: "\n").write(
            to: place.folder.appendingPathComponent("gaps.jsonl"), atomically: true, encoding: .utf8)
        let arguments = "gaps.jsonl --signal x --second down --second-direction lower --format json --report gaps"
        let result = try place.run("$haltbook calibrate \(arguments)")
        #expect(result.code == 0 && result.errors == "report: gaps/report.html\n")
        let notebook = try place.text(of: "gaps/calibration.md")
        #expect(notebook.contains("Samples that were left out: 1 failed. "))
        #expect(notebook.contains("diagnose signal=scores.down riskier=lower second=scores.x second_riskier=higher"))
        let thresholds = try #require(try json(result.output)["thresholds"] as? [String: Any])
        let bound = try #require((thresholds["pooled"] as? [String: Any])?["bound"] as? Double)
        #expect(try place.text(of: "gaps/run.json").contains("\(bound)".prefix(14)))
    }

    @Test(arguments: [
        (
            "scores.jsonl --signal x --seed 9223372036854775808 --report r",
            "a notebook cannot say this, so there is no report: r/calibration.md:9:12: error[HB0206]: `seed` takes"
        ),
        (
            "huge.jsonl --signal x",
            "huge.jsonl: line 1: `x` is 1e+200; give scores of at most 1e100 in size"
        ),
        (
            "columns.csv --signal x",
            "columns.csv: no row can be used: 0 failed, 1 have no label; the first row has `id;label;x`; give rows"
        ),
    ])
    func `what no calibration can be made of is told of, with a way out`(arguments: String, message: String) throws {
        try #"{"id":"a","label":1,"x":1e200}"#.write(
            to: place.folder.appendingPathComponent("huge.jsonl"), atomically: true, encoding: .utf8)
        try "id;label;x\na;1;2\n".write(
            to: place.folder.appendingPathComponent("columns.csv"), atomically: true, encoding: .utf8)
        let result = try place.run("$haltbook calibrate \(arguments)")
        #expect(result.code == 2)
        #expect(result.errors.hasPrefix("haltbook: error: " + message), "\(result.errors)")
    }

    @Test func `samples of one class are told of as such`() throws {
        let rows = (0..<40).map { #"{"id":"r\#($0)","label":1,"x":0.00000\#($0 + 1)}"# }
        try rows.joined(separator: "\n").write(
            to: place.folder.appendingPathComponent("one.jsonl"), atomically: true, encoding: .utf8)
        let result = try place.run("$haltbook calibrate one.jsonl --signal x")
        #expect(result.code == 1)
        #expect(
            result.output.contains(
                "No threshold of all samples: all 20 samples are of one class; add some of the other."))
        #expect(result.output.contains("No signal in all samples together: all 40 are hallucinated."))
        // Small scores are not all 0.0000.
        #expect(result.output.contains("Lowest score") && result.output.contains("1.000e-6"))
    }

    @Test func `a signal that responses bring with them is judged by its thresholds`() throws {
        let responses = (0..<200).map { number in
            #"{"haltbook":1,"id":"r\#(number)","label":\#(number % 2),"tokens":["a"],"logprobs":[[-0.1]],"#
                + #""scores":{"hbar_s":\#(Double(number % 10) / 10 + Double(number % 2))}}"#
        }
        try responses.joined(separator: "\n").write(
            to: place.folder.appendingPathComponent("measured.jsonl"), atomically: true, encoding: .utf8)
        #expect(try place.run("$haltbook calibrate measured.jsonl --signal hbar_s --output t").code == 0)
        let scored = try place.run("$haltbook score measured.jsonl --with t/*.json")
        #expect(scored.code == 0)
        let lines = scored.output.split(separator: "\n")
        #expect(lines[9].contains(#""verdict":"hallucinated""#) && lines[9].contains(#""hbar_s":1.9"#))
        #expect(lines[0].contains(#""verdict":"not hallucinated""#))
        let lacking = try place.run(
            "head -n 1 measured.jsonl | sed 's/hbar_s/other/' | $haltbook score --with t/*.json")
        #expect(lacking.output.contains("no-verdict: the response brings no score `hbar_s` with it"))
    }
}
