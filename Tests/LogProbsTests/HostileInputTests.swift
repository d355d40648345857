import Testing

@testable import LogProbs

/// Bytes that nobody would write on purpose: each is a response or a problem, and none ends the program.
@Suite struct HostileInputTests {
    @Test func `wrong text, wrong numbers and deep nesting are bad lines with reasons`() throws {
        let good = "[[-0.5]]"
        let bytes: [(line: [UInt8], problem: String)] = [
            ([0x22, 0xFF, 0x22], "it is not UTF-8 text"),
            (
                Array("{\"a\":\"".utf8) + [0] + Array("\"}".utf8),
                "a string holds a control character, or a quotation mark is missing"
            ),
            (Array(String(repeating: "[", count: 100_000).utf8), "it is not JSON, or ends too early"),
            (
                Array((String(repeating: "[", count: 2000) + "1" + String(repeating: "]", count: 2000)).utf8),
                "it is nested deeper than 1024 levels"
            ),
            (Array("[[-1e999]]".utf8), "a number is wrong, or too large"),
            (Array("[[-123456789012345678901234567890]]".utf8), "a number is wrong, or too large"),
            (Array("[[-0.5]] [[-0.5]]".utf8), "it is not JSON, or ends too early"),
            (Array("[[-0.5,]]".utf8), "it is not JSON, or ends too early"),
            (Array("[[-.5]]".utf8), "a number is wrong, or too large"),
        ]
        for (line, reason) in bytes {
            let file = try TemporaryFile(Array("\(good)\n".utf8) + line + Array("\n\(good)\n".utf8))
            let outcomes = try ResponseFile(file.path).all()
            #expect(outcomes.count == 3)
            #expect(outcomes[1] == .problem(ResponseProblem(.unreadable, reason), line: 2))
        }
    }

    /// Millions of them would else be as many problems, of 500 bytes each.
    @Test func `a list of numbers that is no response is one bad line`() throws {
        #expect(
            try problems("[-1,-2,-3]") == [
                "1: unknown-format: it is a list without log-probs in a form that Haltbook knows (docs/RESPONSES.md)"
            ])
    }

    @Test func `values of the wrong type are bad lines with reasons`() throws {
        func content(_ items: String) -> String { #"{"choices":[{"message":{},"logprobs":{"content":\#(items)}}]}"# }
        let file = [
            content(#"[{"token":5,"logprob":-1}]"#), content(#"[{"token":"a","logprob":"low"}]"#), content("[7]"),
            content(#"[{"token":"a","logprob":-1,"bytes":[256]}]"#),
            content(#"[{"token":"a","logprob":-1,"top_logprobs":["b"]}]"#),
            #"{"choices":[{"text":"","logprobs":{"tokens":["a","b"],"token_logprobs":[-1]}}]}"#, "[[-1],[]]",
            "[[-1],-2]",
        ].joined(separator: "\n")
        #expect(
            try problems(file) == [
                "1: malformed: a token is a number, not a text",
                "2: malformed: a log-prob is the text `low`, not a number",
                "3: malformed: a token is a number without `token`",
                "4: malformed: among a token's bytes is a number that is no byte",
                "5: malformed: an alternative is the text `b`, not an object",
                "6: malformed: there are 2 tokens, but 1 log-probs of them",
                "7: malformed: a token's row is empty",
            ])
    }

    /// Files of every format, cut, joined and changed at random; the same ones each time. Of lines, none is passed over.
    @Test func `mutated files are read to their end, with every line a response or a problem`() throws {
        var random = SplitMix(state: 7)
        let token = item("Hi", "-0.5", [("Hi", "-0.5"), ("Ho", "-2")])
        let seeds = [
            chat([token], content: "Hi"), "[[-0.5,-2],[-1,-3]]",
            "data: {\"content\":\"Hi\",\"stop\":true,\"completion_probabilities\":[\(token)]}",
            #"{"model":"m","response":"Hi","done":false,"logprobs":[\#(token)]}"#,
            #"[{"5":{"logprob":-0.5,"decoded_token":"a"}}]"#,
            #"{"outputs":[{"token_ids":[5],"logprobs":{"start_indices":[0],"end_indices":[1],"token_ids":[5],"logprobs":[-1]}}]}"#,
            #"{"topk_logprobs":[[-0.5,-1.5]],"topk_ids":[[5,6]],"token_ids":[6],"tokens":["Ġa"]}"#,
            #"{"candidates":[{"content":{"parts":[{"text":"Hi"}]},"logprobsResult":{"chosenCandidates":[{"token":"Hi","logProbability":-3}],"topCandidates":[{"candidates":[]}]}}]}"#,
            #"{"details":{"tokens":[{"id":1,"text":"Hi","logprob":-0.5}],"top_tokens":[[]]},"generated_text":"Hi"}"#,
            #"{"text":"Hi","meta_info":{"output_token_logprobs":[[-0.5,9,null]],"output_top_logprobs":[null]}}"#,
            #"{"haltbook":1,"id":"a","tokens":["x",[255]],"logprobs":[[-0.5,-2],[null]],"outside":[1],"repaired":{"sorted":1}}"#,
        ].map { Array($0.utf8) }
        let pieces = [
            "{", "}", "[", "]", ",", "\"", "\n", "null", "-1e308", "\\ud800", "NaN", "\"logprob\":", "true", "-9999",
            "data: ",
        ]
        for _ in 0..<3000 {
            var bytes = seeds[random.below(seeds.count)]
            for _ in 0..<(1 + random.below(4)) {
                let place = random.below(bytes.count + 1)
                switch random.below(5) {
                case 0: bytes.removeSubrange(place..<min(bytes.count, place + random.below(20)))
                case 1: bytes.insert(contentsOf: pieces[random.below(pieces.count)].utf8, at: place)
                case 2: bytes.insert(contentsOf: seeds[random.below(seeds.count)] + [0x0A], at: place)
                case 3 where place < bytes.count: bytes[place] = UInt8(truncatingIfNeeded: random.next())
                default: bytes.insert(contentsOf: bytes.prefix(random.below(40)), at: place)
                }
            }
            let file = try TemporaryFile(bytes)
            let outcomes = try ResponseFile(file.path, ReadingOptions(keepsAlternatives: true)).all()
            if bytes.withUnsafeBytes({ Framing.of($0, isWhole: true) }) == .lines {
                #expect(Set(outcomes.map(\.line)) == Set(numbersOfFilledLines(bytes)))
            }
            for case .response(let response, _, _) in outcomes { try check(response) }
        }
    }

    /// Which lines, from 1, hold more than white space.
    private func numbersOfFilledLines(_ bytes: [UInt8]) -> [Int] {
        zip(1..., bytes.split(separator: 0x0A, omittingEmptySubsequences: false))
            .filter { !$1.allSatisfy(JSONScan.isSpace) }.map(\.0)
    }

    /// What holds of whatever was read: rows in order, and our own form reads back the same.
    private func check(_ response: TokenizedResponse) throws {
        for row in response.rows {
            #expect(zip(row.dropFirst(), row.dropFirst(2)).allSatisfy { $0 >= $1 })
            #expect(row.allSatisfy { $0.isNaN || $0 <= 0 })
            #expect(row.dropFirst().allSatisfy { !$0.isNaN })
        }
        let line = ResponseWriter().line(response)
        let again = try LogProbsTests.response(String(decoding: line, as: UTF8.self))
        #expect(again == response, "\(String(decoding: line, as: UTF8.self))")
    }
}

/// Numbers that look random and are the same each time.
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ bound: Int) -> Int { bound > 0 ? Int(next() % UInt64(bound)) : 0 }
}
