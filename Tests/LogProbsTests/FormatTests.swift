import Testing

@testable import LogProbs

/// Each format that servers write, as small as it can be, and what it comes to.
@Suite struct FormatTests {
    @Test func `an OpenAI chat completion`() throws {
        let response = try response(
            """
            {"id": "chatcmpl-1", "object": "chat.completion", "model": "gpt-4o-mini", "choices": [{"index": 0, "finish_reason": "stop",
              "message": {"role": "assistant", "content": "No 😀", "refusal": null}, "logprobs": {"content": [
                {"token": "No", "bytes": [78, 111], "logprob": -0.5, "top_logprobs": [
                  {"token": "No", "bytes": [78, 111], "logprob": -0.5}, {"token": "Yes", "bytes": [89, 101, 115], "logprob": -1.5}]},
                {"token": " \\\\xf0\\\\x9f", "bytes": [32, 240, 159], "logprob": -1, "top_logprobs": [
                  {"token": "!", "bytes": [33], "logprob": -0.75}, {"token": " \\\\xf0\\\\x9f", "bytes": [32, 240, 159], "logprob": -1}]},
                {"token": "\\\\x98\\\\x80", "bytes": [152, 128], "logprob": 0, "top_logprobs": [
                  {"token": "\\\\x98\\\\x80", "bytes": [152, 128], "logprob": 0}]}
              ], "refusal": null}}]}
            """)
        #expect(response.format == .openAIChat)
        #expect(response.id == "chatcmpl-1")
        #expect(response.group == "gpt-4o-mini")
        #expect(response.rows == [[-0.5, -1.5], [-1, -0.75], [0]])
        #expect(response.tokens.bytes(1).elementsEqual([32, 240, 159]))
        #expect(response.text == "No 😀")
        #expect(response.otherText == nil)
        #expect(response.alternatives == [["Yes"], ["!"], []])
        #expect(response.repaired == "chosen-moved 1")
        #expect(response.noted == [])
    }

    @Test func `a choice alone, its log-probs alone, and their list alone, as people keep them`() throws {
        let items = "[\(item("A", "-0.5", [("A", "-0.5"), ("B", "-1.5")]))]"
        let file = """
            {"id": "1", "label": 1, "message": {"content": "A"}, "logprobs": {"content": \(items)}}
            {"id": "2", "label": 1, "text": "A", "logprobs": \(items)}
            {"content": \(items)}
            \(items)
            """
        let responses = try responses(file)
        #expect(responses.map(\.id) == ["1", "2", "line 3", "line 4"])
        #expect(responses.map(\.rows) == Array(repeating: [[-0.5, -1.5]], count: 4))
        #expect(responses.map(\.label) == [1, 1, nil, nil])
    }

    @Test func `an OpenAI response`() throws {
        let response = try response(
            """
            {"id":"resp_1","object":"response","status":"completed","model":"gpt-4.1","output":[
              {"type":"reasoning","summary":[]},
              {"type":"message","role":"assistant","content":[{"type":"output_text","text":"Yes","logprobs":[
                {"token":"Yes","bytes":[89,101,115],"logprob":-0.25,"top_logprobs":[{"token":"Yes","bytes":[89,101,115],"logprob":-0.25},
                {"token":"No","bytes":[78,111],"logprob":-2}]}]}]}]}
            """)
        #expect(response.format == .openAIResponses)
        #expect(response.id == "resp_1")
        #expect(response.rows == [[-0.25, -2]])
        #expect(response.texts == ["Yes"])
    }

    @Test func `an OpenAI completion with an echoed prompt, whose first token has no log-prob`() throws {
        let response = try response(
            """
            {"id":"cmpl-1","object":"text_completion","model":"babbage-002","choices":[{"index":0,"text":"Is it? No","finish_reason":"length",
            "logprobs":{"tokens":["Is"," it","?"," No"],"token_logprobs":[null,-3,-1,-0.5],
            "top_logprobs":[null,{" the":-1," it":-3},{"?":-1," a":-2},{" Yes":-2," No":-0.5}],"text_offset":[0,2,5,6]}}],
            "usage":{"prompt_tokens":3}}
            """)
        #expect(response.format == .openAICompletions)
        #expect(response.rows.dropFirst() == [[-3, -1], [-1, -2], [-0.5, -2]])
        #expect(response.tokens[0].count == 1 && response.tokens[0][0].isNaN)
        #expect(response.tokens.flags == [[.prompt, .chosenMissing, .outsideList], .prompt, .prompt, []])
        #expect(response.repaired == "chosen-moved 2, sentinel 1")
        #expect(response.noted == ["prompt-echo", "cut-off"])
    }

    @Test func `an echoed prompt ends where its text does, and where nothing says so that is noted`() throws {
        let completion = """
            {"choices":[{"index":0,"text":"What is 2+2? 4","logprobs":{"tokens":["What"," is"," 2","+2","?"," 4"],\
            "token_logprobs":[null,-3,-4,-5,-2,-0.1],"top_logprobs":null}}]}
            """
        func read(_ prompt: String) throws -> (marked: Int, noted: [String]) {
            let response = try response(#"{"prompt":\#(prompt),"response":\#(completion)}"#)
            return (response.tokens.flags.count { $0.contains(.prompt) }, response.noted)
        }
        #expect(try read(#""What is 2+2?""#) == (5, ["prompt-echo"]))
        for other in [#""What is 2+""#, #""Why""#, #""What is 2+2? 4!""#, "null"] {
            #expect(try read(other) == (1, ["prompt-end-unknown"]))
        }
        let stream = try response(#"data: \#(completion)\#n\#ndata: {"choices":[],"usage":{"prompt_tokens":5}}\#n"#)
        #expect(stream.tokens.flags.count { $0.contains(.prompt) } == 5)
    }

    @Test func `a batch's lines, of which one is an error`() throws {
        let body = chat([item("A", "-0.5", [("A", "-0.5")])], content: "A")
        let file = """
            {"id":"b1","custom_id":"q7","response":{"status_code":200,"request_id":"r","body":\(body)},"error":null}
            {"id":"b2","custom_id":"q8","response":{"status_code":429,"body":{"error":{"message":"Rate limit reached"}}},"error":null}
            {"id":"b3","custom_id":"q9","response":null,"error":{"code":"batch_expired","message":"It took too long"}}
            """
        let outcomes = try outcomes(file)
        guard case .response(let response, line: 1, as: .openAIChat) = outcomes[0] else {
            throw Unexpected(outcome: outcomes[0])
        }
        #expect(response.id == "q7")
        #expect(
            try problems(file) == [
                "2: server-error: the server answered with an error: Rate limit reached",
                "3: server-error: the server answered with an error: It took too long",
            ])
    }

    @Test func `vLLM's chat, in which a sampled token pushes the last alternative out`() throws {
        let response = try response(
            """
            {"id":"chatcmpl-2","model":"llama","prompt_logprobs":null,"choices":[{"index":0,"stop_reason":null,"message":{"content":"ab"},"logprobs":{"content":[
            \(item("a", "-4", [("a", "-4"), ("x", "-0.25")])),\(item("b", "-0.5", [("b", "-0.5"), ("y", "-1")]))]}}]}
            """)
        #expect(response.format == .vLLMChat)
        #expect(response.rows == [[-4, -0.25], [-0.5, -1]])
        #expect(response.repaired == "")
    }

    @Test func `vLLM's completions with numbers for names`() throws {
        let response = try response(
            """
            {"id":"cmpl-3","choices":[{"index":0,"text":"ab","stop_reason":null,"logprobs":{"tokens":["token_id:5","token_id:7"],
            "token_logprobs":[-0.5,-2],"top_logprobs":[{"token_id:5":-0.5,"token_id:6":-1},{"token_id:8":-1,"token_id:9":-3}]}}]}
            """)
        #expect(response.format == .vLLMCompletions)
        #expect(response.rows == [[-0.5, -1], [-2, -1, -3]])
        #expect(response.tokens.flags == [[], .outsideList])
        #expect(response.text == "ab")
        #expect(response.repaired == "chosen-added 1, token-number 6")
    }

    @Test func `vLLM's tables in Python, the chosen token's entry first, a prompt's beginning with null`() throws {
        let response = try response(
            """
            [null, {"785": {"logprob": -2.0, "rank": 3, "decoded_token": "The"}, "12": {"logprob": -0.5, "rank": 1, "decoded_token": "A"}},
             {"9": {"logprob": -0.25, "rank": 1, "decoded_token": " cat"}, "8": {"logprob": -Infinity, "rank": 2, "decoded_token": " dog"}}]
            """)
        #expect(response.format == .vLLMOffline)
        #expect(response.rows.dropFirst() == [[-2, -0.5], [-0.25]])
        #expect(response.texts == ["", "The", " cat"])
        #expect(response.tokens.flags[2] == .alternativesMissing)
        #expect(response.noted == ["prompt-end-unknown"])
        #expect(response.repaired == "sentinel 2, non-finite-literal 1")
    }

    @Test func `vLLM's RequestOutput, whose numbers say which tokens were chosen, and its flat tables`() throws {
        let entry = #"{"5": {"logprob": -0.5, "decoded_token": "a"}, "6": {"logprob": -1.5, "decoded_token": "b"}}"#
        let flat = """
            {"start_indices": [0], "end_indices": [2], "token_ids": [5, 6], "logprobs": [-0.5, -1.5], "ranks": [1, 2], "decoded_tokens": ["a", "b"]}
            """
        for tables in ["[\(entry)]", flat] {
            let response = try response(
                #"{"request_id":"7","prompt":"?","outputs":[{"index":0,"text":"b","token_ids":[6],"logprobs":\#(tables)}]}"#
            )
            #expect(response.id == "7")
            #expect(response.item == "?")
            #expect(response.rows == [[-1.5, -0.5]])
            #expect(response.texts == ["b"])
            #expect(response.repaired == "chosen-moved 1")
        }
    }

    @Test func `llama.cpp's own route with log-probs, and with probabilities after sampling`() throws {
        let logProbs = try response(
            """
            {"content":"Hi","model":"smol","stop":true,"completion_probabilities":[{"id":3,"token":"Hi","bytes":[72,105],"logprob":-0.25,
            "top_logprobs":[{"id":3,"token":"Hi","bytes":[72,105],"logprob":-0.25},{"id":4,"token":"Ho","bytes":[72,111],"logprob":-2}]}]}
            """)
        #expect(logProbs.format == .llamaServer)
        #expect(logProbs.rows == [[-0.25, -2]])
        #expect(logProbs.repaired == "")
        let probabilities = try response(
            """
            {"content":"Hi","stop":true,"completion_probabilities":[{"id":3,"token":"Hi","bytes":[72,105],"prob":0.5,
            "top_probs":[{"id":3,"token":"Hi","bytes":[72,105],"prob":0.5},{"id":4,"token":"Ho","bytes":[72,111],"prob":0.25}]}]}
            """)
        #expect(probabilities.rows == [[-0.6931472, -1.3862944]])
        #expect(probabilities.repaired == "probability 3")
    }

    @Test func `llama.cpp before December 2024: probabilities, the chosen token's in its list only`() throws {
        let response = try response(
            """
            {"content":" is","stop":true,"completion_probabilities":[{"content":" is","probs":[{"tok_str":" was","prob":0.5},
            {"tok_str":" is","prob":0.25},{"tok_str":" has","prob":0.0}]}]}
            """)
        #expect(response.format == .llamaProbabilities)
        #expect(response.rows == [[-1.3862944, -0.6931472]])
        #expect(response.tokens.flags == [.alternativesMissing])
        #expect(response.repaired == "chosen-moved 1, sentinel 1, probability 3")
    }

    @Test func `llama.cpp's chat, told by its tokens' numbers`() throws {
        let response = try response(
            """
            {"id":"c","label":0,"response":{"choices":[{"finish_reason":"stop","index":0,"message":{"role":"assistant","content":"The"},"logprobs":
            {"content":[{"id":504,"token":"The","bytes":[84,104,101],"logprob":-0.5,"top_logprobs":[{"id":504,"token":"The","bytes":[84,104,101],"logprob":-0.5}]}]}}]}}
            """)
        #expect(response.format == .llamaChat)
        #expect(response.rows == [[-0.5]])
        #expect(response.label == 0)
    }

    @Test func `Ollama, thinking included`() throws {
        let response = try response(
            """
            {"model":"qwen3","created_at":"2025-11-01T00:00:00Z","response":"4","thinking":"2+2","done":true,"done_reason":"stop","logprobs":[
            {"token":"2+2","logprob":-1,"bytes":[50,43,50],"top_logprobs":[{"token":"2+2","logprob":-1,"bytes":[50,43,50]}]},
            {"token":"4","logprob":-0.5,"bytes":[52],"top_logprobs":[{"token":"4","logprob":-0.5,"bytes":[52]}]}]}
            """)
        #expect(response.format == .ollama)
        #expect(response.group == "qwen3")
        #expect(response.texts == ["2+2", "4"])
        #expect(response.text == "4")
        #expect(response.noted == ["tokens-longer"])
    }

    @Test func `TGI, alone in a list, with special tokens and several sequences`() throws {
        let responses = try responses(
            """
            [{"generated_text":"Hi","details":{"finish_reason":"eos_token","prefill":[{"id":1,"text":"<s>","logprob":null}],
            "tokens":[{"id":9,"text":"Hi","logprob":-0.5,"special":false},{"id":2,"text":"</s>","logprob":-0.25,"special":true}],
            "top_tokens":[[{"id":9,"text":"Hi","logprob":-0.5,"special":false},{"id":8,"text":"Ho","logprob":-1,"special":false}],
            [{"id":2,"text":"</s>","logprob":-0.25,"special":true}]],
            "best_of_sequences":[{"generated_text":"Ho","tokens":[{"id":8,"text":"Ho","logprob":-1,"special":false}],"top_tokens":[]}]}}]
            """)
        #expect(responses.map(\.format) == [.tgi, .tgi])
        #expect(responses.map(\.id) == ["line 1#0", "line 1#1"])
        #expect(responses.map(\.item) == ["line 1", "line 1"])
        #expect(responses.map(\.rows) == [[[-0.5, -1], [-0.25]], [[-1]]])
        #expect(responses[0].tokens.flags == [[], .special])
        #expect(responses[0].noted == [])
    }

    @Test(
        arguments: [
            ("logprobsResult", "chosenCandidates", "topCandidates", "logProbability", "tokenId", "finishReason"),
            ("logprobs_result", "chosen_candidates", "top_candidates", "log_probability", "token_id", "finish_reason"),
        ])
    func `Gemini, as its service and as its library write it`(
        result: String, chosen: String, top: String, logProb: String, id: String, reason: String
    ) throws {
        let response = try response(
            """
            {"candidates":[{"content":{"parts":[{"text":"Hi"}],"role":"model"},"\(reason)":"MAX_TOKENS","\(result)":{
            "\(chosen)":[{"token":"Hi","\(id)":5,"\(logProb)":-3}],
            "\(top)":[{"candidates":[{"token":"Ho","\(id)":6,"\(logProb)":-0.5},{"token":"He","\(id)":7,"\(logProb)":-1.25}]}]}}]}
            """)
        #expect(response.format == .gemini)
        #expect(response.rows == [[-3, -0.5, -1.25]])
        #expect(response.tokens.flags == [.outsideList])
        #expect(response.noted == ["cut-off"])
    }

    @Test func `SGLang's lists of log-prob, number and text`() throws {
        let response = try response(
            """
            {"text":" Hi","meta_info":{"id":"s1","output_token_logprobs":[[-0.5,9," Hi"]],"output_top_logprobs":[[[-0.5,9," Hi"],[-3.4028234663852886e38,8," Ho"]]]}}
            """)
        #expect(response.format == .sgLang)
        #expect(response.rows == [[-0.5]])
        #expect(response.repaired == "sentinel 1")
    }

    @Test func `lists of the k greatest of a Hugging Face model`() throws {
        let response = try response(
            """
            {"text":" a b","token_ids":[1,2,5,7],"tokens":["<s>","?","Ġa","Ġb"],"topk_logprobs":[[-0.5,-1.5],[-0.25,-2]],"topk_ids":[[5,6],[8,9]],
            "token_logprobs":[-0.5,-4.5]}
            """)
        #expect(response.format == .topK)
        #expect(response.rows == [[-0.5, -1.5], [-4.5, -0.25, -2]])
        #expect(response.texts == [" a", " b"])
        #expect(response.tokens.flags == [[], .outsideList])
        #expect(response.repaired == "chosen-added 1, vocabulary-text 2")
    }

    @Test func `lists that do not say which tokens were chosen are taken to have them first, which is noted`() throws {
        let response = try response(#"{"topk_logprobs":[[-0.5,-1.5],[-0.25,-2]]}"#)
        #expect(response.rows == [[-0.5, -1.5], [-0.25, -2]])
        #expect(response.noted == ["chosen-assumed"])
    }

    @Test func `rows of numbers, bare and with what is known beside them`() throws {
        let file = """
            [[-0.5, -1.5, -2.5], [-3, -0.25, -2]]
            {"id": "b", "label": false, "task": "sums", "logprobs": [[-0.5, -1.5]], "tokens": ["4"]}
            {"id": "c", "logprobs": [-0.5, -0.25]}
            """
        let responses = try responses(file)
        #expect(responses.map(\.format) == [.rows, .rows, .rows])
        #expect(
            responses.map(\.rows) == [[[-0.5, -1.5, -2.5], [-3, -0.25, -2]], [[-0.5, -1.5]], [[-0.5], [-0.25]]])
        #expect(responses.map(\.group) == [nil, "sums", nil])
        #expect(responses.map(\.label) == [nil, 0, nil])
        #expect(responses[0].tokens.seen(0) == 3)
        #expect(responses[2].tokens.seen(0) == 0)
    }
}
