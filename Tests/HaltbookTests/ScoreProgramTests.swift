import Files
import Foundation
import Statistics
import Testing
import Uncertainty

/// `haltbook score`, as its user meets it.
@Suite struct ScoreProgramTests {
    private let place: ProgramTests.Workplace

    init() throws {
        let good = Self.response("a", group: "sums", [[-0.5, -1.25, -3], [-0.25, -1.75, -4]])
        place = try ProgramTests.Workplace([
            "good.jsonl": good,
            "many.jsonl": (0..<10).map { Self.response("r\($0)", [[-0.5, -1.25 - Double($0), -9]]) }.joined(),
            "bad.jsonl": good + "nothing\n" + Self.response("b", [[-0.5, -1.25]]) + Self.response("c", []),
            "model.md": Self.notebook,
        ])
    }

    /// A line in Haltbook's own form.
    private static func response(_ id: String, group: String? = nil, _ rows: [[Double]]) -> String {
        let group = group.map { #","group":"\#($0)""# } ?? ""
        let tokens = rows.map { _ in #""x""# }.joined(separator: ",")
        return
            #"{"haltbook":1,"id":"\#(id)"\#(group),"format":"openai-chat","tokens":[\#(tokens)],"logprobs":\#(rows)}"#
            + "\n"
    }

    private static let notebook = """
        ---
        title: Small
        ---

        ```halt
        setup seed=3
        config top_k=3 projection_size=8 hidden_size=8 layers=1 batch_size=16
        dataset synthetic samples=40 max_length=20
        split
        model
        save weights.safetensors
        ```

        """

    /// Leaves `weights.safetensors`, of a model that reads 3 log-probs a token.
    private func saveModel() throws {
        #expect(try place.run("$haltbook run model.md && cp Output/model/weights.safetensors .").errors == "")
    }

    /// The lines' objects.
    private func lines(_ output: String) throws -> [[String: Any]] {
        try #require(!output.isEmpty)
        return try output.split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
    }

    @Test func `without a model only the scores that need no training are written`() throws {
        let result = try place.run("$haltbook score good.jsonl")
        #expect(result.code == 0)
        #expect(result.errors == "")
        #expect(
            result.output.hasPrefix(
                """
                {"id":"a","group":"sums","tokens":2,"probability":null,"verdict":null,"scores":{"mean_nll":0.375,"max_nll":0.5,
                """))
        #expect(result.output.hasSuffix("},\"warnings\":[]}\n"))
        let scores = try #require(try lines(result.output)[0]["scores"] as? [String: Any])
        #expect(Set(scores.keys) == Set(ScoreCatalogue.identifiers))
        // Two tokens are too few for one.
        #expect(scores["surprise_autocorrelation"] is NSNull)
    }

    @Test func `labelled responses go through a pipe from their log-probs to a threshold`() throws {
        let lines = (0..<200).map { number in
            let response = Self.response("r\(number)", group: "sums", [[-0.5 - Double(number) / 50, -9]])
            return response.replacing(
                "\"format\"", with: "\"item\":\"q\(number)\",\"label\":\(number / 100),\"format\"")
        }
        try lines.joined().write(
            to: place.folder.appendingPathComponent("labelled.jsonl"), atomically: true, encoding: .utf8)
        let scored = try place.run("$haltbook score labelled.jsonl")
        #expect(scored.output.hasPrefix(#"{"id":"r0","group":"sums","item":"q0","label":0,"tokens":1,"#))
        let result = try place.run(
            "$haltbook score labelled.jsonl | $haltbook calibrate - --signal mean_nll --output found && "
                + "$haltbook score labelled.jsonl --with found/*.json")
        #expect(result.code == 0 && result.errors == "")
        #expect(result.output.components(separatedBy: #""verdict":"hallucinated""#).count > 85)
    }

    @Test func `a pipe is scored like a file, with a model's probability and a verdict`() throws {
        try saveModel()
        let file = try place.run("$haltbook score weights.safetensors good.jsonl")
        #expect(file.code == 0)
        #expect(file.errors == "")
        let line = try lines(file.output)[0]
        let probability = try #require(line["probability"] as? Double)
        #expect(line["verdict"] as? String == (probability >= 0.5 ? "hallucinated" : "not hallucinated"))
        for arguments in ["--model weights.safetensors -", "--model weights.safetensors", "weights.safetensors"] {
            #expect(try place.run("cat good.jsonl | $haltbook score \(arguments)").output == file.output)
        }
        let strict = try place.run("$haltbook score weights.safetensors good.jsonl --threshold 0")
        #expect(try lines(strict.output)[0]["verdict"] as? String == "hallucinated")
    }

    @Test func `a bad line has a line of its own, and the exit code says so`() throws {
        try saveModel()
        let result = try place.run("$haltbook score weights.safetensors bad.jsonl")
        #expect(result.code == 1)
        #expect(result.errors == "")
        let lines = result.output.split(separator: "\n")
        try #require(lines.count == 4)
        #expect(lines[1] == #"{"line":2,"error":"unreadable: it is not JSON, or ends too early"}"#)
        #expect(lines[2].hasSuffix(#""warnings":["filled-up: 1 of 1 tokens have fewer than 3 log-probs"]}"#))
        #expect(lines[3].hasPrefix(#"{"id":"c","tokens":0,"probability":null,"verdict":null,"#))
        #expect(
            lines[3].hasSuffix(
                #""warnings":["no-probability: the response has no tokens; leave empty responses out"]}"#))
    }

    @Test func `shards share out all lines, and lines tell of their file where there are several`() throws {
        let all = try place.run("$haltbook score many.jsonl bad.jsonl").output.split(separator: "\n")
        let shards = try (1...3).map { number in
            try place.run("$haltbook score many.jsonl bad.jsonl --shard \(number)/3").output.split(separator: "\n")
        }
        #expect(all.count == 14)
        try #require(shards.map(\.count) == [5, 5, 4])
        #expect(shards.joined().sorted() == all.sorted())
        #expect(shards[0][0].hasPrefix(#"{"file":"many.jsonl","id":"r0","#))
        #expect(shards[2].last?.hasPrefix(#"{"file":"bad.jsonl","line":2,"#) == true)
    }

    // MARK: Thresholds

    /// Writes a file of thresholds in which the group `sums` has one of its own, at 0.3, and all others the pooled one, at 0.
    private func writeThresholds(signal: String, k: Int = 3, model: String? = nil) throws {
        let labels = (0..<200).map { $0 % 2 }
        let scores = labels.map { Double($0) }
        let calibration = SignalCalibration(
            labels: labels, scores: scores, direction: .higherIsPositive, groups: nil,
            target: .recall(atLeast: 0.9), risk: 0.05, isForced: false)
        var file = ThresholdFile(
            calibration, signal: signal, direction: .higherIsPositive, dataDigest: "", k: k, model: model,
            program: "0", made: "")
        file.groups = ["sums": file.pooled, "odd": file.pooled]
        file.groups["sums"]?.threshold = 0.3
        file.groups["odd"]?.threshold = nil
        file.groups["odd"]?.why = "it tells nothing"
        try SafeFile.write(file.encoded(), to: place.folder.appendingPathComponent("thresholds.json").path)
    }

    private func digest() throws -> String {
        try SHA256.hexDigest(of: SafeFile.read(place.folder.appendingPathComponent("weights.safetensors").path))
    }

    @Test func `thresholds judge by the response's group, in the direction of their signal`() throws {
        try writeThresholds(signal: "mean_nll")
        try ["sums", "odd", "other"].map { Self.response($0, group: $0, [[-0.5, -1.25, -3]]) }.joined()
            .write(to: place.folder.appendingPathComponent("groups.jsonl"), atomically: true, encoding: .utf8)
        let result = try place.run("$haltbook score groups.jsonl --with thresholds.json")
        #expect(result.errors == "")
        let verdicts = try lines(result.output).map { $0["verdict"] as? String }
        #expect(verdicts == ["hallucinated", nil, "not hallucinated"])
        #expect(result.output.contains(#""warnings":["no-threshold: it tells nothing"]}"#))
    }

    @Test func `thresholds of a score that depends on k do not judge responses of another k`() throws {
        try writeThresholds(signal: "mean_overall_entropy", k: 20)
        let result = try place.run("$haltbook score good.jsonl --with thresholds.json")
        #expect(result.code == 0)
        #expect(try lines(result.output)[0]["verdict"] is NSNull)
        #expect(
            result.output.hasSuffix(
                #""warnings":["no-verdict: the file of thresholds cannot be used: it is for 20 log-probs a token, and there are 3"]}"#
                    + "\n"))
    }

    @Test func `thresholds of a model go with its weights alone`() throws {
        try saveModel()
        try writeThresholds(signal: "halt", model: digest())
        let taken = try place.run("$haltbook score weights.safetensors good.jsonl --with thresholds.json")
        #expect(taken.errors == "")
        #expect(try lines(taken.output)[0]["verdict"] is String)
        let other = String(repeating: "a", count: 64)
        for (signal, k, model, arguments, message) in [
            ("halt", 20, nil, "", "thresholds.json: it is for 20 log-probs a token, and there are 3"),
            (
                "halt", 3, other, "",
                "thresholds.json: it is for other weights (SHA-256 aaaaaaaaaaaa…, not \(try digest().prefix(12))…)"
            ),
            ("epr", 3, nil, "", "thresholds.json: it is for the signal `epr`, not for `halt`"),
            ("halt", 3, nil, "--signal epr", "thresholds.json: it is for the signal `halt`, not for `epr`"),
        ] {
            try writeThresholds(signal: signal, k: k, model: model)
            let refused = try place.run(
                "$haltbook score weights.safetensors good.jsonl --with thresholds.json \(arguments)")
            #expect(refused.code == 2)
            #expect(refused.output == "")
            #expect(refused.errors == "haltbook: error: \(message)\n")
        }
    }

    // MARK: Arguments

    @Test(
        arguments: [
            ("none.jsonl", "cannot read none.jsonl: No such file or directory"),
            ("none.safetensors", "cannot read none.safetensors: No such file or directory"),
            ("--with good.jsonl good.jsonl", "good.jsonl: it is no file of thresholds"),
        ])
    func `what cannot be read ends the program with code 2`(arguments: String, message: String) throws {
        let result = try place.run("$haltbook score \(arguments)")
        #expect(result.code == 2)
        #expect(result.output == "")
        #expect(result.errors == "haltbook: error: \(message)\n")
    }

    @Test(
        arguments: [
            ("--model a.safetensors b.safetensors", "the model is given twice: by --model, and as the first file"),
            ("a.safetensors --threshold 2", "--threshold takes a probability, from 0 to 1"),
            ("--threshold 0.5", "--threshold is for a model's probabilities; give a model"),
            ("a.safetensors --threshold 1 --with b", "--with has thresholds of its own; leave --threshold out"),
            ("--signal epr", "--signal says what thresholds are put on; give a file of them --with"),
            ("--shard 0/4", "The value '0/4' is invalid for '--shard <i/n>'"),
            ("--shard 5/4", "The value '5/4' is invalid for '--shard <i/n>'"),
        ])
    func `arguments that do not go together end the program with code 2`(arguments: String, message: String) throws {
        let result = try place.run("$haltbook score \(arguments) < /dev/null")
        #expect(result.code == 2)
        #expect(result.output == "")
        #expect(result.errors.hasPrefix("Error: \(message)\n"))
    }
}
