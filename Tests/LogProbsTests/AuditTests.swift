import Files
import Testing

@testable import LogProbs

/// What an audit says of a file.
@Suite struct AuditTests {
    private func audit(_ text: String) throws -> FileAudit {
        let file = try TemporaryFile(text)
        var audit = FileAudit(try ResponseFile(file.path))
        audit.file = "file"
        return audit
    }

    private func findings(_ text: String) throws -> [String] {
        try audit(text).findings.map { "\($0.severity.rawValue) \($0.rule): \($0.message)" }
    }

    @Test func `an audit counts, and lists what was not taken`() throws {
        let file = """
            {"label":1,"response":\(chat([item("a", "-1", [("b", "-0.5"), ("a", "-1")])], content: "a"))}
            {"label":0,"logprobs":[[-5,-0.25,-2],[null,-1]]}
            nothing
            \(chat([item("a", "0.5", [])]))
            """
        let text = String(decoding: try ExactJSON.bytes(try audit(file), isPretty: true), as: UTF8.self)
        #expect(
            text == """
                {
                  "badLines" : 1,
                  "chosenMissing" : 1,
                  "chosenOutside" : 1,
                  "correct" : 1,
                  "file" : "file",
                  "findings" : [
                    {
                      "message" : "1 responses hold probabilities instead of log-probs",
                      "rule" : "probabilities",
                      "severity" : "refusal"
                    },
                    {
                      "message" : "3 tokens have fewer than 20 alternatives, which HALT expects",
                      "rule" : "few-alternatives",
                      "severity" : "warning"
                    },
                    {
                      "message" : "1 tokens have no log-prob of their own",
                      "rule" : "chosen-missing",
                      "severity" : "warning"
                    },
                    {
                      "message" : "2 formats are in one file",
                      "rule" : "several-formats",
                      "severity" : "warning"
                    }
                  ],
                  "firstProblems" : [
                    {
                      "kind" : "unreadable",
                      "line" : 3,
                      "reason" : "it is not JSON, or ends too early"
                    },
                    {
                      "kind" : "probabilities",
                      "line" : 4,
                      "reason" : "all its numbers are from 0 to 1: these are probabilities; write their natural logarithms"
                    }
                  ],
                  "formats" : [
                    {
                      "count" : 1,
                      "name" : "openai-chat"
                    },
                    {
                      "count" : 1,
                      "name" : "rows"
                    }
                  ],
                  "hallucinated" : 1,
                  "mass" : {
                    "greatest" : 0.974,
                    "least" : 0.367,
                    "median" : 0.92,
                    "ninth" : 0.974,
                    "tenth" : 0.367
                  },
                  "notMostLikely" : 2,
                  "notes" : [

                  ],
                  "problems" : [
                    {
                      "count" : 1,
                      "name" : "unreadable"
                    },
                    {
                      "count" : 1,
                      "name" : "probabilities"
                    }
                  ],
                  "refusedResponses" : 1,
                  "repairs" : [
                    {
                      "count" : 1,
                      "name" : "chosen-moved"
                    },
                    {
                      "count" : 1,
                      "name" : "sentinel"
                    }
                  ],
                  "repeatedIDs" : 0,
                  "responses" : 2,
                  "seen" : [
                    {
                      "alternatives" : 1,
                      "tokens" : 1
                    },
                    {
                      "alternatives" : 2,
                      "tokens" : 1
                    },
                    {
                      "alternatives" : 3,
                      "tokens" : 1
                    }
                  ],
                  "sentinels" : 1,
                  "tokens" : 3,
                  "uncomparedIDs" : 0
                }
                """)
    }

    @Test func `a file without responses, and one whose server was not asked for log-probs, are refused`() throws {
        #expect(try findings("") == ["refusal no-responses: no response could be read"])
        #expect(
            try findings(#"{"choices":[{"message":{"content":"Hi"},"logprobs":null}]}"#) == [
                "refusal no-tokens: no response has log-probs; ask the server for them (docs/RESPONSES.md)",
                "warning no-log-probs: 1 responses have text but no log-probs",
            ])
        #expect(try audit("").hasProblems)
    }

    @Test func `twenty alternatives and nothing wrong are no finding`() throws {
        let row = "[\((1...20).map { "-\($0)" }.joined(separator: ","))]"
        let audit = try audit("[\(row),\(row)]")
        #expect(audit.findings == [])
        #expect(!audit.hasProblems)
        #expect(audit.seen == [FileAudit.SeenCount(alternatives: 20, tokens: 2)])
    }

    @Test func `what is not to be overlooked is a warning`() throws {
        let row = (1...20).map { "-\($0)" }.joined(separator: ",")
        #expect(
            try findings(#"{"label":7,"logprobs":[[\#(row)]]}"#) == [
                "warning unknown-label: 1 labels are none of 0, 1, true and false, and were left out"
            ])
        #expect(
            try findings(#"{"topk_logprobs":[[\#(row)]]}"#) == [
                "warning chosen-assumed: 1 responses do not say which tokens were chosen; the first of each list was taken"
            ])
    }

    @Test(
        arguments: [
            #""prompt_logprobs":[null,{"5":{"logprob":-1}}],"choices":[{"message":{},"logprobs":{"content":[\#(AuditTests.oneToken)]}}]"#,
            #""choices":[{"prompt_logprobs":[null,null],"text":"","logprobs":{"tokens":["a"],"token_logprobs":[-1]}}]"#,
            #""prompt_logprobs":[null,{"5":{"logprob":-1}}],"outputs":[{"token_ids":[5],"logprobs":[{"5":{"logprob":-1}}]}]"#,
            #""generated_text":"","details":{"prefill":[{"id":1,"logprob":null},{"id":2,"logprob":-1}],"tokens":[{"text":"a","logprob":-1}]}"#,
            #""meta_info":{"input_token_logprobs":[[null,5,null],[-1,5,null]],"output_token_logprobs":[[-1,5,"a"]]}"#,
        ])
    func `the prompt's log-probs beside a response are told of, and not taken`(members: String) throws {
        #expect(
            try findings("{\(members)}").contains(
                "warning prompt-beside: 1 responses have their prompt's log-probs beside them, which are not read"))
        #expect(try audit("{\(members)}").tokens == 1)
    }

    @Test func `a prompt whose end nothing tells is not said to be marked`() throws {
        let echo = #"{"text":"Is it? No","logprobs":{"tokens":["Is"," it?"," No"],"token_logprobs":[null,-3,-0.5]}}"#
        #expect(
            try findings(echo).contains(
                "warning prompt-end-unknown: 1 responses begin with their prompt, and nothing says where it ends, so that it is scored "
                    + "with the answer; keep the server's `usage` or the prompt's text, as `prompt`, beside them"))
    }

    @Test func `an empty list beside a response is no prompt's`() throws {
        let none = #"{"prompt_logprobs":null,"choices":[{"message":{},"logprobs":{"content":[\#(Self.oneToken)]}}]}"#
        #expect(try audit(none).notes == [])
        let empty = #"{"generated_text":"a","details":{"prefill":[],"tokens":[{"text":"a","logprob":-1}]}}"#
        #expect(try audit(empty).notes == [])
    }

    private static let oneToken = #"{"token":"a","logprob":-1,"top_logprobs":[]}"#

    @Test func `ids that are there twice are counted, from block to block`() throws {
        let row = (1...20).map { "-\($0)" }.joined(separator: ",")
        let ids = ["a", "b", "a", "c", "b", "a"]
        let file = try TemporaryFile(ids.map { #"{"id":"\#($0)","logprobs":[[\#(row)]]}"# }.joined(separator: "\n"))
        for size in [50, 200, 100_000] {
            #expect(
                FileAudit(try ResponseFile(file.path, blockSize: size)).findings.map { "\($0.rule): \($0.message)" }
                    == [
                        "repeated-ids: 3 responses have an id that one before them has, the first in line 3: labels cannot tell "
                            + "them apart; give each one of its own, or name what tells them apart by --id"
                    ])
        }
    }

    @Test func `no more ids are kept than are allowed, and how many were not is known`() {
        var ids = SeenIDs(limit: 2)
        ids.add([(7, 1), (8, 2), (7, 3), (9, 4)])
        ids.add([(8, 5)])
        // Once it is full nothing is looked at.
        #expect((ids.repeated, ids.firstLine, ids.passedOver) == (0, nil, 3))
        ids = SeenIDs(limit: 3)
        ids.add([(7, 1), (8, 2), (7, 3), (9, 4), (7, 5)])
        #expect((ids.repeated, ids.firstLine, ids.passedOver) == (1, 3, 1))
    }

    @Test func `a file's parts add up to the whole, and the first problems are listed`() throws {
        let lines = (0..<100).map { $0 % 3 == 0 ? "bad" : "[[-\($0 + 5).25,-0.0\($0 % 9 + 1)]]" }
        let file = try TemporaryFile(lines.joined(separator: "\n"))
        let whole = FileAudit(try ResponseFile(file.path))
        #expect(whole.badLines == 34)
        #expect(whole.firstProblems.map(\.line) == (0..<20).map { $0 * 3 + 1 })
        for size in [70, 200, 1000] { #expect(FileAudit(try ResponseFile(file.path, blockSize: size)) == whole) }
    }
}
