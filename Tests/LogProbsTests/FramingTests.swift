import Testing

@testable import LogProbs

/// How a file is cut into responses, found by looking at it.
@Suite struct FramingTests {
    private let one = chat([item("A", "-0.5", [("A", "-0.5")])], content: "A")

    private func framing(_ text: String) -> Framing? {
        Array(text.utf8).withUnsafeBytes { Framing.of($0, isWhole: true) }
    }

    @Test func `a file is known by its beginning`() {
        #expect(framing("{\"a\":1}\n{\"a\":2}\n") == .lines)
        #expect(framing("{\"a\":1}") == .lines)
        #expect(framing("[[-1,-2],[-3,-4]]\n[[-1,-2]]\n") == .lines)
        #expect(framing("{\n  \"a\": 1\n}\n") == .values)
        #expect(framing("[\n  [-1, -2],\n  [-3, -4]\n]") == .values)
        #expect(framing("[\n  {\"5\": {\"logprob\": -1}}\n]") == .values)
        #expect(framing("[\n\(one),\n\(one)\n]") == .elements)
        #expect(framing("data: {}\n\n") == .events)
        #expect(framing(": ping\n\ndata: {}\n\n") == .events)
        #expect(framing("event: response.created\ndata: {}\n\n") == .events)
        #expect(framing("{\"model\":\"m\",\"response\":\"a\",\"done\":false}\n") == .parts)
        #expect(framing("") == .lines)
        #expect(framing("id,label\n") == .lines)
    }

    @Test func `a first line that is broken does not make one document of the others`() throws {
        let file = "{\"id\": \"1\", \"choices\": [{\"text\n\(one)\n\(one)\n"
        #expect(try problems(file) == ["1: unreadable: a string has no end"])
        #expect(try outcomes(file).count == 3)
    }

    @Test(
        arguments: [
            #"{"id":"x","choices":[{"a"#, #"{"id":"x","choices":[{"a":1"#, #"{"id":"x"}}"#, "{", "[[-1,-2],[-1,",
        ])
    func `bad lines at the beginning do not stop the others, with whatever between`(bad: String) throws {
        for between in ["", "\n", "\n  \n", bad + "\n", "nothing\n"] {
            let outcomes = try outcomes("\(bad)\n\(between)\(one)\n\(one)")
            #expect(outcomes.count { if case .response = $0 { true } else { false } } == 2, "\(between)")
            #expect(outcomes[0].line == 1)
        }
    }

    @Test(
        arguments: [
            "{\n\"responses\": [\n[-1, -2],\n[-3]\n]\n}", "{\n\"a\": [\n{}\n],\n\"b\": [\n[]\n]\n}",
            "[[-1, -2],\n[-3, NaN]\n]",
            "{\n  \"a\": [\n    {\"b\": 1}\n  ]\n",
        ])
    func `a document stays one, whatever its lines are`(document: String) {
        #expect(framing(document) == .values)
    }

    @Test func `lines, a list in one line, a pretty-printed list, and documents one after the other`() throws {
        let spread = one.replacing("\"choices\"", with: "\n  \"choices\"")
        for (file, count) in [
            ("\(one)\n\(one)\n", 2), ("\(one)\r\n\r\n\(one)", 2), ("[\(one),\(one),\(one)]", 3),
            ("[\n\(spread),\n\(spread)\n]\n", 2), ("\(spread)\n\(spread)", 2), ("\u{FEFF}\(one)\n", 1),
        ] {
            let responses = try responses(file)
            #expect(responses.map(\.rows) == Array(repeating: [[-0.5]], count: count))
        }
    }

    @Test func `a bad line does not stop the others, and is listed with its number`() throws {
        let file = "\(one)\n\nnot JSON\n\(one)\n{\"a\": 1}\n[1, \"x\"]\n\(one.dropLast(3))\n\(one)"
        #expect(try outcomes(file).count == 7)
        #expect(
            try problems(file) == [
                "3: unreadable: it is not JSON, or ends too early",
                "5: unknown-format: it is an object without log-probs in a form that Haltbook knows (docs/RESPONSES.md)",
                "6: unknown-format: it is a list without log-probs in a form that Haltbook knows (docs/RESPONSES.md)",
                "7: unreadable: it is not JSON, or ends too early",
            ])
    }

    @Test func `a list is told by its first element, however long that is`() throws {
        let table = (0..<100).map { #""\#($0)":{"logprob":\#(-5 - $0)}"# }.joined(separator: ",")
        for (list, count) in [
            ("[{\(table)},{\(table)}]", 1),
            ("[[\((-100 ..< -1).reversed().map(String.init).joined(separator: ","))]]", 1),
            ("[\(one),\(one)]", 2),
        ] {
            for (end, size) in [("", 64), ("\n", 64), ("", 1 << 21)] {
                #expect(
                    try outcomes(list + end, blockSize: size).count { if case .response = $0 { true } else { false } }
                        == count)
            }
        }
        #expect(
            try outcomes("[{\(table)}]", ReadingOptions(limit: 500), blockSize: 64) == [
                .problem(ResponseProblem(.tooLong, "it is longer than 0 MB"), line: 1)
            ])
    }

    @Test func `order and line numbers hold wherever blocks end`() throws {
        let lines = (1...200).map { number in
            number % 7 == 0 ? "{" : "{\"id\":\"\(number)\",\"logprobs\":[[-\(number).5,-300]]}"
        }
        let file = lines.joined(separator: "\n")
        let expected = try outcomes(file)
        #expect(expected.count == 200)
        for (number, outcome) in zip(1..., expected) {
            switch outcome {
            case .response(let response, let line, _):
                #expect(line == number)
                #expect(response.id == "\(number)")
                #expect(response.rows == [[-Float(number) - 0.5, -300]])
            case .problem(_, let line): #expect(line == number && number % 7 == 0)
            }
        }
        for size in [64, 65, 100, 1000] { #expect(try outcomes(file, blockSize: size) == expected) }
    }

    @Test func `a line that is too long is refused, and the next one is read`() throws {
        let long =
            "{\"id\":\"long\",\"logprobs\":[[-1],\(Array(repeating: "[-2]", count: 1000).joined(separator: ","))]}"
        let file = "[[-1,-2]]\n\(long)\n[[-3,-4]]"
        for size in [64, 1000, 1 << 20] {
            let outcomes = try outcomes(file, ReadingOptions(limit: 2000), blockSize: size)
            #expect(outcomes.count == 3)
            guard case .problem(let problem, line: 2) = outcomes[1], case .response(_, line: 3, _) = outcomes[2] else {
                throw Unexpected(outcome: outcomes[1])
            }
            #expect(problem.kind == .tooLong)
        }
    }

    @Test func `a stream of a chat completion's events is one response`() throws {
        func part(_ text: String, _ logProb: String, _ rest: String = "") -> String {
            """
            data: {"id":"c9","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{"content":"\(text)"},\
            "logprobs":{"content":[\(item(text, logProb, [(text, logProb)]))]},"finish_reason":null}]}

            """
        }
        let end = """
            data: {"id":"c9","object":"chat.completion.chunk","choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"length"}]}

            data: {"id":"c9","object":"chat.completion.chunk","choices":[],"usage":{"prompt_tokens":3}}

            data: [DONE]

            """
        let file = ": ping\n\n" + part("A", "-0.5") + "\n" + part("b", "-1.5") + "\n" + end
        let responses = try responses(file + file)
        #expect(responses.map(\.text) == ["Ab", "Ab"])
        #expect(responses.map(\.rows) == [[[-0.5], [-1.5]], [[-0.5], [-1.5]]])
        #expect(responses.map(\.id) == ["c9", "c9"])
        #expect(responses[0].noted == ["cut-off"])
    }

    @Test func `choices that a stream mixes are told apart`() throws {
        func part(_ choice: Int, _ text: String) -> String {
            """
            data: {"id":"c","choices":[{"index":\(choice),"text":"\(text)","logprobs":{"tokens":["\(text)"],"token_logprobs":[-0.5],"top_logprobs":null}}]}

            """
        }
        let responses = try responses(part(0, "a") + part(1, "x") + part(0, "b") + part(1, "y") + "data: [DONE]\n")
        #expect(responses.map(\.id) == ["c#0", "c#1"])
        #expect(responses.map(\.text) == ["ab", "xy"])
    }

    @Test func `streams of Responses, of llama.cpp, of TGI and of Ollama`() throws {
        let token = item("Hi", "-0.5", [("Hi", "-0.5"), ("Ho", "-2")])
        let events = """
            event: response.created
            data: {"type":"response.created","response":{"id":"r","object":"response","model":"m","output":[]}}

            event: response.output_text.delta
            data: {"type":"response.output_text.delta","delta":"Hi","logprobs":[\(token)]}

            event: response.completed
            data: {"type":"response.completed","response":{"id":"r","object":"response","model":"m","output":[{"type":"message","content":[{"type":"output_text","text":"Hi","logprobs":[\(token)]}]}]}}

            """
        let llama = """
            data: {"content":"Hi","stop":false,"completion_probabilities":[\(token)]}

            data: {"content":"","stop":true,"stop_type":"eos"}

            """
        let tgi = """
            data:{"index":1,"token":{"id":1,"text":"Hi","logprob":-0.5,"special":false},"top_tokens":[{"id":1,"text":"Hi","logprob":-0.5,"special":false},{"id":2,"text":"Ho","logprob":-2,"special":false}],"generated_text":null,"details":null}

            data:{"index":2,"token":{"id":3,"text":"!","logprob":-0.5,"special":false},"top_tokens":[],"generated_text":"Hi!","details":{"finish_reason":"length"}}

            """
        let ollama = """
            {"model":"m","response":"Hi","done":false,"logprobs":[\(token)]}
            {"model":"m","response":"","done":true,"done_reason":"stop"}
            """
        for file in [events, llama, ollama] {
            let responses = try responses(file + "\n" + file)
            #expect(responses.map(\.rows) == [[[-0.5, -2]], [[-0.5, -2]]])
            #expect(responses.map(\.text) == ["Hi", "Hi"])
        }
        #expect(try responses(tgi + tgi).map(\.rows) == [[[-0.5, -2], [-0.5]], [[-0.5, -2], [-0.5]]])
        #expect(try response(tgi).text == "Hi!")
    }

    @Test func `a list of the parts of Gemini's stream is one response`() throws {
        func part(_ text: String, _ id: String) -> String {
            """
            {"candidates": [{"content": {"parts": [{"text": "\(text)"}]}, "logprobsResult": {"chosenCandidates": [\
            {"token": "\(text)", "logProbability": -0.5}]}}], "responseId": "\(id)"}
            """
        }
        let list = [part("Par", "g1"), part("is", "g1"), part("Rome", "g2")]
        for file in ["[\(list.joined(separator: ","))]\n", "[\n\(list.joined(separator: ",\n"))\n]"] {
            let responses = try responses(file)
            #expect(responses.map(\.id) == ["g1", "g2"])
            #expect(responses.map(\.text) == ["Paris", "Rome"])
        }
        let events = list.map { "data: \($0)\n\n" }.joined()
        #expect(try responses(events).map(\.text) == ["Paris", "Rome"])
    }

    @Test func `streams that nothing ends are told apart by their names, and comments are no response`() throws {
        func part(_ id: String) -> String {
            "data: {\"id\":\"\(id)\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"logprobs\":{\"content\":[\(item("a", "-0.5", []))]}}]}\n\n"
        }
        let responses = try responses(part("x") + part("x") + ": ping\n\n" + part("y") + "data: [DONE]\n\n: ping\n")
        #expect(responses.map(\.id) == ["x", "y"])
        #expect(responses.map(\.text) == ["aa", "a"])
    }

    @Test func `streams of Responses are told apart, whichever event ends them, and where none does`() throws {
        func stream(_ id: String, _ end: String? = nil) -> String {
            let last = end.map {
                #"data: {"type":"response.\#($0)","response":{"id":"\#(id)","status":"\#($0)","output":[]}}"#
            }
            return """
                data: {"type":"response.created","response":{"id":"\(id)","output":[]}}

                data: {"type":"response.output_text.delta","delta":"Par","logprobs":[\(item("Par", "-0.5", []))]}

                data: {"type":"response.output_text.delta","delta":"is","logprobs":[\(item("is", "-0.25", []))]}

                \(last ?? "")

                """
        }
        let file = stream("a", "incomplete") + stream("b", "completed") + stream("c") + stream("d", "incomplete")
        let responses = try responses(file)
        #expect(responses.map(\.id) == ["a", "b", "c", "d"])
        #expect(responses.map(\.rows) == Array(repeating: [[-0.5], [-0.25]], count: 4))
        #expect(responses.map(\.noted) == [["cut-off"], [], [], ["cut-off"]])
    }

    @Test func `an error ends a stream, and what comes after is another`() throws {
        func ollama(_ text: String, _ isDone: Bool) -> String {
            #"{"model":"m","response":"\#(text)","done":\#(isDone),"logprobs":[\#(item(text, "-0.5", []))]}"# + "\n"
        }
        func llama(_ text: String) -> String {
            #"data: {"content":"\#(text)","stop":false,"completion_probabilities":[\#(item(text, "-0.5", []))]}"#
                + "\n\n"
        }
        let error = #"{"error":{"message":"it has crashed"}}"#
        let event = #"{"type":"error","message":"it has crashed"}"#
        for (file, lines) in [
            (ollama("Par", false) + error + "\n" + ollama("Lon", false) + ollama("don", true), [1, 2, 3]),
            (llama("Par") + "data: \(error)\n\n" + llama("Lon") + llama("don"), [1, 3, 5]),
            (llama("Par") + "data: \(event)\n\n" + llama("Lon") + llama("don"), [1, 3, 5]),
            (llama("Par") + "error: \(event)\n\n" + llama("Lon") + llama("don"), [1, 3, 5]),
        ] {
            let outcomes = try outcomes(file)
            #expect(outcomes.map(\.line) == lines)
            #expect(
                outcomes.map { if case .response(let response, _, _) = $0 { response.text } else { "" } } == [
                    "Par", "", "London",
                ])
            #expect(
                try problems(file) == ["\(lines[1]): server-error: the server answered with an error: it has crashed"])
        }
    }

    @Test func `streams of Ollama are known wherever they begin, and stand beside whole answers`() throws {
        func line(_ text: String, _ isDone: Bool) -> String {
            #"{"model":"m","response":"\#(text)","done":\#(isDone),"logprobs":[\#(item(text, "-0.5", []))]}"#
        }
        let stream = line("Par", false) + "\n" + line("is", true)
        for (first, problems) in [
            (line("A", true), 0), (#"{"error":"no model"}"#, 1), (#"{"id":"a","response":\#(line("A", true))}"#, 0),
        ] {
            let outcomes = try outcomes([first, stream, "", first, stream, stream].joined(separator: "\n"))
            #expect(outcomes.map(\.line) == [1, 2, 5, 6, 8])
            #expect(outcomes.count { if case .problem = $0 { true } else { false } } == 2 * problems)
        }
    }

    @Test func `a bad event in a stream is listed by its line, and the others are one response`() throws {
        let good =
            "data: {\"content\":\"Hi\",\"stop\":false,\"completion_probabilities\":[\(item("Hi", "-0.5", []))]}\n\n"
        let outcomes = try outcomes(good + "data: {\"content\n\n" + good)
        #expect(try problems(good + "data: {\"content\n\n" + good) == ["3: unreadable: a string has no end"])
        guard case .response(let response, line: 1, as: .llamaServer) = outcomes[1] else {
            throw Unexpected(outcome: outcomes[1])
        }
        #expect(response.text == "HiHi")
    }

    @Test func `gzip is known by its first bytes, and members follow each other`() throws {
        let first = Deflater().compressed(Array("\(one)\n".utf8), isLast: true)
        let second = Deflater().compressed(Array("\(one)\n[[-1]]\n".utf8), isLast: true)
        #expect(first[..<2] == [0x1F, 0x8B])
        let file = try TemporaryFile(first + second)
        #expect(try ResponseFile(file.path).all().count == 3)
    }

    @Test func `a last line without an end is read where something else follows gzip's data, which is said`() throws {
        let whole = Deflater().compressed(Array("\(one)\n\(one)".utf8), isLast: true)
        let file = try TemporaryFile(whole + Array("garbage".utf8))
        let outcomes = try ResponseFile(file.path).all()
        #expect(outcomes.map(\.line) == [1, 2, 3])
        #expect(
            outcomes.last
                == .problem(
                    ResponseProblem(.unreadable, "the file cannot be read on: its compressed data are damaged"), line: 3
                ))
    }

    @Test func `a gzip file that ends early gives what is whole, and says so`() throws {
        let lines = (0..<20000).map { "{\"id\":\"\($0)\",\"logprobs\":[[-\(Double($0 * 7919 % 10007) / 1000)]]}\n" }
        let whole = Deflater().compressed(Array(lines.joined().utf8), isLast: true)
        let file = try TemporaryFile(whole[..<(whole.count / 2)])
        var read = 0
        var reasons: [String] = []
        try ResponseFile(file.path).read { outcome in
            switch outcome {
            case .response(let response, let line, _):
                #expect(response.id == "\(read)" && line == read + 1)
                read += 1
            case .problem(let problem, let line): reasons.append("\(line - read): \(problem.reason)")
            }
        }
        #expect(read > 5000)
        #expect(reasons == ["1: the file cannot be read on: its compressed data end early"])
    }
}
