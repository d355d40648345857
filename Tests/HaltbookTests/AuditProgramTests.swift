import Foundation
import Testing

/// `haltbook audit` and `haltbook convert`, as their user meets them.
@Suite struct AuditProgramTests {
    private static let good = """
        {"id":"a","wrong":true,"task":"sums","response":{"choices":[{"index":0,"message":{"content":"4"},"logprobs":{"content":[
        {"token":"4","logprob":-0.5,"top_logprobs":[{"token":"5","logprob":-1.25},{"token":"4","logprob":-0.5},{"token":"6","logprob":-9999}]}]}}]}}
        """.replacing("\n", with: "")
    private let place: ProgramTests.Workplace

    init() throws {
        place = try ProgramTests.Workplace([
            "good.jsonl": Self.good + "\n", "bad.jsonl": Self.good + "\nnothing\n[[0.5,0.25]]\n", "empty.jsonl": "",
            "labels.jsonl": "{\"id\":\"a\",\"label\":0}\n", "wrong-labels.jsonl": "{\"id\":\"a\",\"label\":9}\n",
            "two-labels.csv": "id,label\na,1\na,0\n", "no-labels.csv": "id,wrong\na,1\n",
            "escapes.jsonl": #"{"error":{"message":"bad\u001b[31m\r\nforged line\u0007"}}"# + "\n",
        ])
    }

    private static let table = """
        responses                1
          labels                   1 hallucinated, 0 correct, 0 without
          tokens                   1
          format                   OpenAI Chat Completions 1
          alternatives seen        2: 1
          mass that they hold      least 0.893, 10 % 0.893, median 0.893, 90 % 0.893, greatest 0.893
          chosen not most likely   0
          chosen outside the list  0
          chosen without a value   0
          sentinels                1
          repairs                  chosen-moved 1, sentinel 1
        """

    @Test func `a file in which every line is taken`() throws {
        let result = try place.run("$haltbook audit good.jsonl --label wrong")
        #expect(result.code == 0)
        #expect(result.errors == "")
        #expect(
            result.output == """
                good.jsonl
                  \(Self.table)
                  bad lines                0
                  refused                  0
                  warning[few-alternatives]: 1 tokens have fewer than 20 alternatives, which HALT expects

                """)
    }

    @Test func `lines that are not taken are listed, and the exit code says so`() throws {
        let result = try place.run("$haltbook audit --label wrong - < bad.jsonl")
        #expect(result.code == 1)
        #expect(result.errors == "")
        #expect(
            result.output == """
                standard input
                  \(Self.table)
                  bad lines                1
                  refused                  1
                  refused[probabilities]: 1 responses hold probabilities instead of log-probs
                  warning[few-alternatives]: 1 tokens have fewer than 20 alternatives, which HALT expects
                  line 2: unreadable: it is not JSON, or ends too early
                  line 3: probabilities: all its numbers are from 0 to 1: these are probabilities; write their natural logarithms

                """)
    }

    @Test func `labels that are of no response are told of`() throws {
        try "id,label\nx,1\na,0\ny,1\n".write(
            to: place.folder.appendingPathComponent("labels.csv"), atomically: true, encoding: .utf8)
        for command in ["audit", "convert", "score"] {
            let result = try place.run("$haltbook \(command) good.jsonl --labels labels.csv")
            #expect(result.code == 0)
            #expect(
                result.errors == """
                    haltbook: warning: labels.csv: 2 of 3 labels are of no response, the first of `x`; --id says under which \
                    name the responses have their ids

                    """)
        }
    }

    @Test func `json is one document of all files, with labels of another file`() throws {
        let result = try place.run("$haltbook audit --format json --labels labels.jsonl good.jsonl empty.jsonl")
        #expect(result.code == 1)
        let document = try #require(
            JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let files = try #require(document["files"] as? [[String: Any]])
        #expect(document["format"] as? Int == 1)
        #expect(files.map { $0["file"] as? String } == ["good.jsonl", "empty.jsonl"])
        #expect(files.map { $0["responses"] as? Int } == [1, 0])
        #expect(files.map { $0["correct"] as? Int } == [1, 0])
    }

    @Test(
        arguments: [
            ("none.jsonl", "haltbook: error: cannot read none.jsonl: No such file or directory\n"),
            (".", "haltbook: error: cannot read .: Is a directory\n"),
            (
                "good.jsonl --labels wrong-labels.jsonl",
                "haltbook: error: wrong-labels.jsonl:1: its label is none of 0, 1, true and false\n"
            ),
            (
                "good.jsonl --labels two-labels.csv",
                "haltbook: error: two-labels.csv:3: the id `a` is there before, with another label, group or item\n"
            ),
            (
                "good.jsonl --labels no-labels.csv",
                "haltbook: error: no-labels.csv: none of its 1 lines has a label; --label says under which name they are\n"
            ),
            (
                "good.jsonl --labels empty.jsonl",
                """
                haltbook: error: empty.jsonl has no labels; give JSON lines, or comma-separated values under a line of names

                """
            ),
        ])
    func `what cannot be read ends the program with code 2`(arguments: String, message: String) throws {
        let result = try place.run("$haltbook audit \(arguments)")
        #expect(result.code == 2)
        #expect(result.output == "")
        #expect(result.errors == message)
    }

    @Test func `fewer decimals than a row's sum bears are refused`() throws {
        let result = try place.run("$haltbook convert good.jsonl --decimals 1")
        #expect(result.code == 2)
        #expect(result.output == "")
        #expect(
            result.errors.hasPrefix(
                "Error: --decimals takes a number from 2 to 9; with fewer, the probabilities of a token may sum to more than 1\n"
            ))
    }

    @Test func `converting lists what it leaves out, and what it writes is audited alike`() throws {
        let result = try place.run("$haltbook convert bad.jsonl --label wrong --output own.jsonl.gz")
        #expect(result.code == 1)
        #expect(
            result.errors == """
                bad.jsonl:2: unreadable: it is not JSON, or ends too early
                bad.jsonl:3: probabilities: all its numbers are from 0 to 1: these are probabilities; write their natural logarithms

                """)
        #expect(try place.run("$haltbook audit own.jsonl.gz").output.contains("Haltbook 1\n"))
        let line = try place.run("$haltbook convert own.jsonl.gz --decimals 2 --without-alternatives")
        #expect(line.code == 0)
        #expect(
            line.output == """
                {"haltbook":1,"id":"a","group":"sums","label":1,"format":"openai-chat","tokens":["4"],"logprobs":[[-0.5,-1.25]],\
                "incomplete":[0],"repaired":{"chosen-moved":1,"sentinel":1}}

                """)
        #expect(
            try place.names == [
                "bad.jsonl", "empty.jsonl", "escapes.jsonl", "good.jsonl", "labels.jsonl", "no-labels.csv",
                "own.jsonl.gz",
                "two-labels.csv", "wrong-labels.jsonl",
            ])
    }

    @Test func `labels have the usual ids where responses have theirs somewhere else`() throws {
        try #"{"meta":{"id":"a"},"logprobs":[[-0.5,-1.25]]}"#.write(
            to: place.folder.appendingPathComponent("inner.jsonl"), atomically: true, encoding: .utf8)
        let result = try place.run("$haltbook audit inner.jsonl --id meta.id --labels labels.jsonl")
        #expect(result.errors == "")
        #expect(result.output.contains("0 hallucinated, 1 correct, 0 without"))
    }

    @Test func `what a terminal acts on is shown as a mark, on the line where it stands`() throws {
        for command in ["audit", "convert"] {
            let result = try place.run("$haltbook \(command) escapes.jsonl")
            let text = result.output + result.errors
            #expect(result.code == 1 && text.contains("bad\u{FFFD}[31m"))
            #expect(!text.contains("\u{1B}") && !text.contains("\u{07}") && !text.contains("\nforged"))
        }
    }

    @Test(arguments: ["audit good.jsonl", "audit good.jsonl --format json", "convert good.jsonl", "score good.jsonl"])
    func `an output that cannot be written is told of`(command: String) throws {
        let full = try place.run("$haltbook \(command) > /dev/full")
        #expect(full.code == 2)
        #expect(full.errors == "haltbook: error: cannot write standard output: No space left on device\n")
        let closed = try place.run("$haltbook \(command) >&-")
        #expect(closed.code == 2)
        #expect(closed.errors == "haltbook: error: cannot write standard output: Bad file descriptor\n")
    }

    @Test func `a pipe is not replaced by a file`() throws {
        let result = try place.run(
            "mkfifo pipe; $haltbook convert good.jsonl --output pipe; code=$?; test -p pipe; exit $code")
        #expect(result.code == 2)
        #expect(result.errors == "haltbook: error: cannot write pipe: it is not a regular file\n")
    }
}
