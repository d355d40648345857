import Testing

@testable import LogProbs

/// What is wrong with log-probs in files, and what is made of it; nothing is repaired without being counted.
@Suite struct CanonicalisationTests {
    private func read(_ items: String...) throws -> TokenizedResponse { try response(chat(items)) }

    @Test func `a chosen token that is not in its list is put before it, and nothing is lost`() throws {
        let response = try read(item("c", "-5", [("a", "-0.5"), ("b", "-1")]))
        #expect(response.rows == [[-5, -0.5, -1]])
        #expect(response.tokens.seen(0) == 2)
        #expect(response.tokens.flags == [.outsideList])
        #expect(response.repaired == "chosen-added 1")
    }

    @Test func `a chosen token that stands later in its list is put first`() throws {
        let response = try read(item("b", "-1", [("a", "-0.5"), ("b", "-1"), ("c", "-4")]))
        #expect(response.rows == [[-1, -0.5, -4]])
        #expect(response.tokens.seen(0) == 3)
        #expect(response.alternatives == [["a", "c"]])
        #expect(response.repaired == "chosen-moved 1")
    }

    @Test(arguments: [
        "-9999", "-9999.0", "-1000", "-100", "-3.4028234663852886e+38", "\"-inf\"", "NaN", "-Infinity",
        "null",
    ])
    func `a value that stands for none is missing`(sentinel: String) throws {
        let response = try read(item("a", "-0.5", [("a", "-0.5"), ("b", sentinel), ("c", "-2")]))
        #expect(response.rows == [[-0.5, -2]])
        #expect(response.tokens.flags == [.alternativesMissing])
        #expect(response.repairs[.sentinel] == 1)
    }

    @Test(arguments: ["-99.9", "-100.5", "-999", "-8999"])
    func `a small value that stands for itself is kept`(value: String) throws {
        let response = try read(item("a", "-0.5", [("a", "-0.5"), ("b", value)]))
        #expect(response.rows == [[-0.5, try #require(Float(value))]])
        #expect(response.repaired == "")
    }

    @Test func `a chosen token without a value takes that of its list`() throws {
        let response = try read(item("a", "-9999.0", [("b", "-0.5"), ("a", "-2")]))
        #expect(response.rows == [[-2, -0.5]])
        #expect(response.tokens.flags == [[]])
        #expect(response.repaired == "chosen-moved 1, chosen-from-list 1, sentinel 1")
    }

    @Test func `a chosen token without a value anywhere stays missing, not -9999`() throws {
        let response = try read(item("c", "-9999.0", [("a", "-0.5"), ("b", "-2")]))
        #expect(response.tokens[0][0].isNaN)
        #expect(response.rows[0].dropFirst() == [-0.5, -2])
        #expect(response.tokens.flags == [[.chosenMissing, .outsideList]])
        #expect(response.tokens.seen(0) == 2)
    }

    @Test func `an empty list is no list that the chosen token is missing from`() throws {
        let response = try read(item("a", "-0.5", []))
        #expect(response.rows == [[-0.5]])
        #expect(response.tokens.seen(0) == 0)
        #expect(response.repaired == "")
    }

    @Test func `a list is sorted, and equal values keep their order`() throws {
        let response = try read(item("a", "-0.75", [("a", "-0.75"), ("x", "-3"), ("y", "-1"), ("z", "-3")]))
        #expect(response.rows == [[-0.75, -1, -3, -3]])
        #expect(response.alternatives == [["y", "x", "z"]])
        #expect(response.repaired == "sorted 1")
    }

    @Test func `entries that look alike but have other bytes are different tokens`() throws {
        let response = try response(
            chat([
                """
                {"token":"�","bytes":[240],"logprob":-0.5,"top_logprobs":[{"token":"�","bytes":[226],"logprob":-1.75},
                {"token":"�","bytes":[240],"logprob":-0.5},{"token":"�","bytes":[227],"logprob":-1.75}]}
                """
            ]))
        #expect(response.rows == [[-0.5, -1.75, -1.75]])
        #expect(response.tokens.alternatives(0).map(Array.init) == [[226], [227]])
        #expect(response.repaired == "chosen-moved 1")
    }

    @Test func `an entry that stands there twice is dropped once`() throws {
        let response = try read(item("a", "-0.5", [("a", "-0.5"), ("b", "-1"), ("b", "-1"), ("a", "-0.5")]))
        #expect(response.rows == [[-0.5, -1]])
        #expect(response.repaired == "duplicate 2")
    }

    @Test(arguments: [20, 200])
    func `in short lists and in long ones the same entries are there twice`(count: Int) throws {
        func entry(_ id: Int?, _ token: String, _ logProb: Double) -> String {
            #"{\#(id.map { #""id":\#($0),"# } ?? "")"token":"\#(token)","logprob":\#(logProb)}"#
        }
        let list =
            (0..<count).map { entry($0, "t\($0)", -8) } + [
                entry(7, "other", -9), entry(nil, "t9", -8), entry(nil, "t9", -9), entry(500, "t9", -8),
                entry(nil, "x", -9.5), entry(501, "x", -9.5), entry(501, "x", -9.75), entry(nil, "x", -9.75),
            ]
        let chosen = #"{"token":"a","logprob":-0.5,"top_logprobs":[\#(list.joined(separator: ","))]}"#
        let response = try response(chat([chosen]))
        #expect(response.alternatives == [(0..<count).map { "t\($0)" } + ["t9", "t9", "x", "x"]])
        #expect(response.rows == [[-0.5] + Array(repeating: -8, count: count + 1) + [-9, -9.5, -9.75]])
        #expect(response.repairs[.duplicate] == 4)
    }

    @Test func `a tiny positive log-prob is 0`() throws {
        let response = try read(item("a", "1e-7", [("a", "1e-7"), ("b", "-20")]))
        #expect(response.rows == [[0, -20]])
        #expect(response.repaired == "tiny-positive 1")
    }

    @Test func `probabilities, logits, and rows that sum to more than 1 are refused`() throws {
        let file = """
            \(chat([item("a", "0.75", [("a", "0.75"), ("b", "0.25")])]))
            \(chat([item("a", "17.25", [("a", "17.25"), ("b", "12.5")])]))
            \(chat([item("a", "-0.5", [("a", "-0.5")]), item("a", "-0.1", [("a", "-0.1"), ("b", "-0.2"), ("c", "-0.3")])]))
            \(chat([item("a", "-0.5", [("a", "-0.5"), ("b", "-0.75")])]))
            """
        #expect(
            try problems(file) == [
                "1: probabilities: all its numbers are from 0 to 1: these are probabilities; write their natural logarithms",
                "2: logits: its largest log-prob is 17.25, and none can be over 0: these are logits; apply log-softmax",
                "3: logits: the probabilities of token 2 sum to 2.464: these are logits; apply log-softmax over the whole vocabulary",
                "4: mass-over-one: the probabilities of token 1 sum to 1.079, more than 1: these are not log-probs of one distribution",
            ])
    }

    @Test func `a certain token is no probability`() throws {
        #expect(try read(item("a", "0", [("a", "0.0")])).rows == [[0]])
        #expect(try read(item("a", "-0.0", [("a", "-0.0"), ("b", "-25.5")])).rows == [[0, -25.5]])
    }

    @Test func `a character that is split between tokens is whole in the text`() throws {
        let response = try response(
            chat(
                [
                    #"{"token":"bytes:\\xe2\\x82","logprob":-0.5,"top_logprobs":[]}"#,
                    #"{"token":"\\xac","bytes":[172],"logprob":-0.5,"top_logprobs":[]}"#,
                ], content: "€"))
        #expect(response.tokens.bytes(0).elementsEqual([0xE2, 0x82]))
        #expect(response.text == "€")
        #expect(response.repaired == "escaped-bytes 1")
        #expect(response.noted == [])
    }

    @Test func `bytes that are no character are not what a text differs in`() throws {
        let response = try response(
            chat([#"{"token":"�","bytes":[168],"logprob":-0.5,"top_logprobs":[]}"#], content: "�"))
        #expect(response.tokens.bytes(0).elementsEqual([168]))
        #expect(response.otherText == nil)
        #expect(response.noted == [])
    }

    @Test func `half a character in a string is read as U+FFFD, and the line is not lost`() throws {
        let response = try read(item(#"\ud83d"#, "-0.5", []), item(#"\ud83d\ude00"#, "-0.5", []))
        #expect(response.texts == ["\u{FFFD}", "😀"])
        #expect(response.repaired == "half-character 1")
    }

    @Test func `content that is empty, refused or a call of tools`() throws {
        func choice(_ message: String, _ logProbs: String = "null") -> String {
            #"{"choices":[{"index":0,"message":\#(message),"logprobs":\#(logProbs)}]}"#
        }
        let file = """
            \(choice(#"{"content":""}"#))
            \(choice(#"{"content":null,"refusal":"No."}"#, #"{"content":null,"refusal":[\#(item("No.", "-0.5", []))]}"#))
            \(choice(#"{"content":null,"tool_calls":[{"function":{"name":"f"}}]}"#))
            \(choice(#"{"content":"Text"}"#))
            """
        let responses = try responses(file)
        #expect(responses.map(\.noted) == [["empty"], ["refusal"], ["tool-calls"], ["no-log-probs"]])
        #expect(responses.map(\.texts) == [[], ["No."], [], []])
        #expect(responses.map(\.text) == ["", "No.", "", "Text"])
    }

    @Test func `several choices are several responses to the same question`() throws {
        let choices = ["A", "B"].enumerated().map {
            #"{"index":\#($0),"message":{"content":"\#($1)"},"logprobs":{"content":[\#(item($1, "-0.5", []))]}}"#
        }
        let responses = try responses(#"{"id":"q1","choices":[\#(choices.joined(separator: ","))]}"#)
        #expect(responses.map(\.id) == ["q1#0", "q1#1"])
        #expect(responses.map(\.item) == ["q1", "q1"])
        #expect(responses.map(\.text) == ["A", "B"])
    }

    @Test func `text and tokens that do not say the same`() throws {
        let tokens = ["Hello", " you", "<|im_end|>"].map { item($0, "-0.5", []) }
        func noted(_ text: String) throws -> [String] { try response(chat(tokens, content: text)).noted }
        #expect(try noted("Hello you") == [])
        #expect(try noted(" Hello you<|im_end|>") == [])
        #expect(try noted("Hello you<|im_end|> there") == ["text-longer"])
        #expect(try noted("Hello") == ["tokens-longer"])
        #expect(try noted("Goodbye") == ["text-differs"])
    }

    @Test func `a letter that is a sign in vocabularies stays a letter in a text`() throws {
        let response = try response(chat([item("Ġorġ", "-0.5", []), item(" hu", "-0.5", [])], content: "Ġorġ hu"))
        #expect(response.text == "Ġorġ hu")
        #expect(response.repaired == "")
    }
}
