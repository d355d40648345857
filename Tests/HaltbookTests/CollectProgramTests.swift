import Foundation
import Testing

/// `haltbook collect`, as its user meets it, against servers on loopback.
@Suite struct CollectProgramTests {
    private static let prompts = """
        {"id":"a","prompt":"2+2?","group":"sums","item":"i","answer":"4"}
        {"id":"b","prompt":"2+3?","group":"sums","answer":"5"}
        {"id":"c","prompt":"Hi?"}

        """
    private let place: ProgramTests.Workplace

    init() throws {
        place = try ProgramTests.Workplace(["prompts.jsonl": Self.prompts])
    }

    private func collect(_ server: TestServer, _ arguments: String = "", before: String = "") throws -> (
        code: Int32, output: String, errors: String
    ) {
        try place.run(
            "\(before) $haltbook collect --endpoint \(server.url) --prompts prompts.jsonl --output out.jsonl \(arguments)"
        )
    }

    private func lines() throws -> [[String: Any]] {
        try place.text(of: "out.jsonl").split(separator: "\n").map {
            try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    private func ids() throws -> [String] { try lines().map { $0["id"] as? String ?? "" }.sorted() }

    // MARK: What is kept

    @Test func `a response is kept as the server wrote it, with what was asked and what is known`() throws {
        let server = try TestServer { _, _ in .completion("4", alternatives: 2, isPretty: true) }
        defer { server.stop() }
        let result = try collect(
            server, "--concurrency 1 --model m --max-tokens 8 --temperature 0.5 --seed 3 --top 2")
        #expect(result.errors == "")
        #expect(result.output == "out.jsonl: 3 of 3 prompts have a response, 3 of them new\n")
        #expect(result.code == 0)
        let asked =
            #"{"model":"m","messages":[{"role":"user","content":"2+2?"}],"max_tokens":8,"temperature":0.5,"seed":3,"#
            + #""logprobs":true,"top_logprobs":2}"#
        let answer = TestServer.completion("4", alternatives: 2, isPretty: true).replacing("\r\n", with: "  ")
        #expect(
            try place.text(of: "out.jsonl").split(separator: "\n")[0]
                == #"{"id":"a","group":"sums","item":"i","request":\#(asked),"label":0,"response":\#(answer)}"#)
        #expect(try lines().map { $0["label"] as? Int } == [0, 1, nil])
        #expect(server.requests.map(\.path) == Array(repeating: "/v1/chat/completions", count: 3))
        #expect(server.requests[0].body == asked)
        #expect(server.requests[0].headers["content-type"] == "application/json")
        #expect(server.requests[0].headers["authorization"] == nil)
    }

    @Test func `an audit reads what was collected`() throws {
        let server = try TestServer { _, _ in .completion("4") }
        defer { server.stop() }
        #expect(try collect(server).code == 0)
        let audit = try place.run("$haltbook audit --format json out.jsonl")
        #expect(audit.code == 0)
        for part in [
            #""responses" : 3"#, #""hallucinated" : 1"#, #""correct" : 1"#, #""alternatives" : 20"#, #""badLines" : 0"#,
        ] {
            #expect(audit.output.contains(part))
        }
        let converted = try place.run("$haltbook convert out.jsonl | sort")
        #expect(converted.output.hasPrefix(#"{"haltbook":1,"id":"a","group":"sums","item":"i","label":0,"#))
    }

    @Test func `what the system is told goes before, and a sample is asked in the file's order`() throws {
        try #"[{"prompt":"p0","system":"s"},{"prompt":"p1","system":"s"},{"prompt":"p2","system":"s"}]"#
            .write(to: place.folder.appendingPathComponent("prompts.jsonl"), atomically: true, encoding: .utf8)
        let server = try TestServer { _, _ in .completion("4") }
        defer { server.stop() }
        #expect(try collect(server, "--n-samples 2 --seed 1 --concurrency 1").code == 0)
        #expect(server.requests.count == 2)
        #expect(server.requests[0].body.contains(#"[{"role":"system","content":"s"},{"role":"user","content":"p"#))
        let asked = server.requests.map(\.prompt)
        #expect(asked == asked.sorted())
        #expect(try collect(server, "--n-samples 3 --seed 1").code == 0)
        #expect(Set(server.requests.map(\.prompt)).count == 3 && server.requests.count == 3)
    }

    @Test(
        arguments: [
            ("", "/v1/chat/completions"), ("/", "/v1/chat/completions"), ("/v1", "/v1/chat/completions"),
            ("/api/v2/", "/api/v2/chat/completions"), ("/x/chat/completions", "/x/chat/completions"),
            ("/v1?version=3", "/v1/chat/completions?version=3"),
        ])
    func `the endpoint is the server, its API, or the whole address`(suffix: String, path: String) throws {
        let server = try TestServer { _, _ in .completion("4") }
        defer { server.stop() }
        let result = try place.run(
            "$haltbook collect --endpoint '\(server.url)\(suffix)' --prompts prompts.jsonl --output out.jsonl --n-samples 1"
        )
        #expect(result.code == 0)
        #expect(server.requests.map(\.path) == [path])
    }

    // MARK: Trouble

    @Test func `what may pass is tried again`() throws {
        let server = try TestServer { request, number in
            switch (request.prompt, number) {
            case ("2+2?", 0): .status(429, #"{"error":{"message":"slower"}}"#, headers: ["Retry-After": "1"])
            case ("2+2?", 1): .status(500, "<html>broken</html>")
            case ("2+3?", 0): .torn(TestServer.completion("5"), after: 200)
            case ("2+3?", 1): .torn("", after: 0)
            case ("Hi?", 0): .status(200, #"{"choices":[{"message":"#)
            case ("Hi?", 1): .status(200, #"{"error":{"message":"overloaded"}}"#)
            default: .completion("4")
            }
        }
        defer { server.stop() }
        let result = try collect(server)
        #expect(result.errors == "")
        #expect(result.code == 0)
        #expect(try ids() == ["a", "b", "c"])
        #expect(server.requests.count == 9)
    }

    @Test func `a prompt that fails is told of at the end, and asked again by the next run`() throws {
        let server = try TestServer { request, number in
            switch (request.prompt, number) {
            case ("2+3?", 0): .status(400, #"{"error":{"message":"too\n long"}}"#)
            case ("Hi?", 0): .status(503, "")
            default: .completion("4")
            }
        }
        defer { server.stop() }
        let first = try collect(server, "--retries 0 --concurrency 1")
        #expect(first.code == 1)
        #expect(first.output == "out.jsonl: 1 of 3 prompts have a response, 1 of them new\n")
        #expect(
            first.errors == """
                  b: status 400: too long
                  c: status 503: it is empty
                2 prompts failed; the same command tries them again

                """)
        let second = try collect(server, "--retries 0")
        #expect(second.code == 0)
        #expect(second.output == "out.jsonl: 3 of 3 prompts have a response, 2 of them new\n")
        #expect(second.errors == "1 of 3 prompts have a response in out.jsonl already\n")
        #expect(["2+2?", "2+3?", "Hi?"].map(server.count) == [1, 2, 2])
    }

    @Test(
        arguments: [
            (
                TestServer.Reply.status(401, #"{"error":{"message":"no such key"}}"#),
                "status 401: no such key; nothing more is asked"
            ),
            (.status(404, #"{"detail":"Not Found"}"#), "status 404: Not Found; nothing more is asked"),
            (
                .status(302, "", headers: ["Location": "http://127.0.0.2:1/x"]),
                "the server redirects (status 302) to http://127.0.0.2:1/x; give that as --endpoint if it is to be trusted; nothing more is asked"
            ),
            (
                .status(429, #"{"message":"quota"}"#, headers: ["Retry-After": "7200"]),
                "status 429: quota; the server asks to wait for 7200 s: start again then"
            ),
        ])
    func `what would meet every prompt ends the collection`(reply: TestServer.Reply, message: String) throws {
        let server = try TestServer { _, _ in reply }
        defer { server.stop() }
        let result = try collect(server, "--concurrency 1")
        #expect(result.code == 2)
        #expect(result.errors == "haltbook: error: \(message)\n")
        #expect(server.requests.count == 1)
    }

    @Test func `after ten failures in a row the rest is not asked`() throws {
        let many = (0..<30).map { "{\"prompt\":\"\($0)\"}\n" }.joined()
        try many.write(to: place.folder.appendingPathComponent("prompts.jsonl"), atomically: true, encoding: .utf8)
        let server = try TestServer { _, _ in .status(400, "no") }
        defer { server.stop() }
        let result = try collect(server, "--concurrency 1")
        #expect(result.code == 2)
        #expect(server.requests.count == 10)
        #expect(
            result.errors.hasSuffix(
                "  prompt_9: status 400: no\nhaltbook: error: 10 prompts failed one after the other; the rest is not asked\n"
            ))
    }

    @Test func `a server that is silent or gone is a failure with its reason`() throws {
        let server = try TestServer { _, _ in .silence }
        let silent = try collect(server, "--retries 0 --timeout 0.3 --n-samples 1")
        #expect(silent.code == 1)
        #expect(silent.errors.contains(": no answer: Operation timed out after "))
        server.stop()
        let gone = try collect(server, "--retries 0 --n-samples 1")
        #expect(gone.code == 1)
        #expect(gone.errors.contains(": no answer: Failed to connect to 127.0.0.1 port \(server.port)"))
    }

    @Test func `the first response shows what the server does not give`() throws {
        let none = #"{"choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"logprobs":null}]}"#
        for (reply, warning) in [
            (
                TestServer.Reply.completion("4", alternatives: 5),
                "haltbook: warning: the server gives 5 alternatives of each token, not the 20 that were asked for\n"
            ),
            (
                .status(200, none),
                """
                haltbook: warning: the server gives no log-probs; without them responses cannot be scored. Some servers \
                have an option for them, and some models none
                haltbook: warning: 3 of the new responses have no log-probs that can be used; `haltbook audit out.jsonl` \
                says why

                """
            ),
        ] {
            let server = try TestServer { _, _ in reply }
            defer { server.stop() }
            let result = try collect(server)
            #expect(result.code == 0)
            #expect(result.errors == warning)
            try FileManager.default.removeItem(at: place.folder.appendingPathComponent("out.jsonl"))
        }
    }

    // MARK: Going on

    /// Waits until something holds of a server, as it will once the program got so far.
    private func wait(for condition: () -> Bool) {
        while !condition() { usleep(5000) }
    }

    @Test func `a collection that was killed goes on, and asks nothing twice that was answered`() throws {
        let server = try TestServer { request, number in
            request.prompt == "2+3?" && number == 0 ? .silence : .completion("4")
        }
        defer { server.stop() }
        let (process, output, errors) = try place.start(
            "exec $haltbook collect --endpoint \(server.url) --prompts prompts.jsonl --output out.jsonl --concurrency 1"
        )
        wait { server.count(of: "2+3?") == 1 }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        withExtendedLifetime((output, errors)) {}
        // What a machine's end may leave of a line.
        let whole = try place.text(of: "out.jsonl")
        try (whole + #"{"id":"b","request":{"mess"#).write(
            to: place.folder.appendingPathComponent("out.jsonl"), atomically: true, encoding: .utf8)
        let result = try collect(server)
        #expect(result.code == 0)
        #expect(
            result.errors == """
                haltbook: warning: out.jsonl: its last line was cut off in the middle, and is taken out
                1 of 3 prompts have a response in out.jsonl already

                """)
        #expect(try place.text(of: "out.jsonl").hasPrefix(whole))
        #expect(try ids() == ["a", "b", "c"])
        #expect(["2+2?", "2+3?", "Hi?"].map(server.count) == [1, 2, 1])
    }

    @Test func `ctrl-C ends it, and all that was answered is kept`() throws {
        let server = try TestServer { request, _ in request.prompt == "2+3?" ? .silence : .completion("4") }
        defer { server.stop() }
        let (process, output, errors) = try place.start(
            "exec $haltbook collect --endpoint \(server.url) --prompts prompts.jsonl --output out.jsonl --concurrency 1"
        )
        wait { server.count(of: "2+3?") == 1 }
        kill(process.processIdentifier, SIGINT)
        process.waitUntilExit()
        #expect(process.terminationStatus == 130)
        #expect(
            String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
                == "out.jsonl: 1 of 3 prompts have a response, 1 of them new\n")
        #expect(
            String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
                == "interrupted; the same command goes on\n")
        #expect(try ids() == ["a"])
    }

    @Test func `a last line that only lacks its end is kept`() throws {
        let server = try TestServer { _, _ in .completion("4") }
        defer { server.stop() }
        #expect(try collect(server, "--concurrency 1").code == 0)
        let whole = try place.text(of: "out.jsonl")
        try String(whole.dropLast()).write(
            to: place.folder.appendingPathComponent("out.jsonl"), atomically: true, encoding: .utf8)
        #expect(try collect(server).output == "out.jsonl: 3 of 3 prompts have a response, 0 of them new\n")
        #expect(try place.text(of: "out.jsonl") == whole)
    }

    @Test func `responses to other prompts or settings are not mixed, and foreign files not touched`() throws {
        let server = try TestServer { _, _ in .completion("4") }
        defer { server.stop() }
        #expect(try collect(server, "--concurrency 1").code == 0)
        let result = try collect(server, "--temperature 1")
        #expect(result.code == 2)
        #expect(
            result.errors == """
                haltbook: error: out.jsonl:1: `a` was asked otherwise (its prompt, the model or a setting); choose another \
                --output, or the same settings as before

                """)
        let prompt = #"{"id":"x","prompt":"Why?"}"#
        for foreign in ["my notes\n", "my notes", "{\"id\":1}\n", "\n", prompt, String(prompt.dropLast(4))] {
            let file = place.folder.appendingPathComponent("out.jsonl")
            try foreign.write(to: file, atomically: true, encoding: .utf8)
            let result = try collect(server)
            #expect(result.code == 2)
            #expect(
                result.errors == """
                    haltbook: error: out.jsonl:1: it is no line that `collect` writes; choose another --output, or take the \
                    line out

                    """)
            #expect(try place.text(of: "out.jsonl") == foreign)
        }
        #expect(server.requests.count == 3)
    }

    @Test func `two collections do not write into one file`() throws {
        let server = try TestServer { _, _ in .silence }
        defer { server.stop() }
        let (process, output, errors) = try place.start(
            "exec $haltbook collect --endpoint \(server.url) --prompts prompts.jsonl --output out.jsonl --concurrency 1"
        )
        wait { server.requests.count == 1 }
        let second = try collect(server)
        #expect(second.code == 2)
        #expect(
            second.errors
                == "haltbook: error: another process collects into out.jsonl; wait until it ends, or choose another --output\n"
        )
        process.terminate()
        process.waitUntilExit()
        withExtendedLifetime((output, errors)) {}
    }

    @Test func `a text in parts is labelled by all of them`() throws {
        let server = try TestServer { _, _ in
            let parts = #"[{"type":"text","text":"It is "},{"type":"text","text":"4"}]"#
            return .status(200, TestServer.completion("4").replacing(#""content":"4""#, with: #""content":\#(parts)"#))
        }
        defer { server.stop() }
        #expect(try collect(server, "--concurrency 1").code == 0)
        #expect(try lines().map { $0["label"] as? Int } == [0, 1, nil])
    }

    @Test func `a byte-order mark before an answer is no part of the file`() throws {
        let server = try TestServer { _, _ in .status(200, "\u{FEFF}" + TestServer.completion("4")) }
        defer { server.stop() }
        #expect(try collect(server).code == 0)
        let text = try place.text(of: "out.jsonl")
        #expect(!text.contains("\u{FEFF}"))
        #expect(try collect(server).output == "out.jsonl: 3 of 3 prompts have a response, 0 of them new\n")
    }

    // MARK: The key

    @Test(arguments: [
        #"sk-proj\/0123456789"#, #"\u0073k-proj/0123456789"#, #"sk-proj\u002F0123456789"#,
        #"{\"a\":\"sk-proj\\\/0123456789\"}"#,
    ]) func `the key is known however JSON writes it`(written: String) throws {
        let server = try TestServer { request, _ in
            request.prompt == "2+2?" ? .status(400, #"{"a":"\#(written)"}"#) : .completion(written)
        }
        defer { server.stop() }
        let result = try collect(
            server, "--retries 0 --concurrency 1", before: "OPENAI_API_KEY=sk-proj/0123456789")
        #expect(result.code == 1)
        #expect(
            result.errors == """
                  a: the server's words hold the key
                  b: the answer repeats the key, and is not kept
                  c: the answer repeats the key, and is not kept
                3 prompts failed; the same command tries them again

                """)
        #expect(try place.text(of: "out.jsonl") == "")
    }

    @Test func `the key goes to the server and nowhere else`() throws {
        let key = "sk-very-secret-0123456789"
        let server = try TestServer { request, number in
            let told = request.headers["authorization"] ?? ""
            switch (request.prompt, number) {
            case ("2+2?", 0): return .status(400, #"{"error":{"message":"wrong key \#(told)"}}"#)
            case ("2+3?", 0): return .completion("you said \(told)")
            case ("Hi?", 0): return .status(500, told)
            default: return .completion("4")
            }
        }
        defer { server.stop() }
        let first = try collect(server, "--retries 0 --concurrency 1", before: "OPENAI_API_KEY=\(key)")
        #expect(first.code == 1)
        #expect(
            first.errors == """
                  a: status 400: wrong key Bearer [the key]
                  b: the answer repeats the key, and is not kept
                  c: status 500: Bearer [the key]
                3 prompts failed; the same command tries them again

                """)
        #expect(server.requests.map { $0.headers["authorization"] } == Array(repeating: "Bearer \(key)", count: 3))
        let second = try collect(server, "--key-variable MINE", before: "OPENAI_API_KEY=other MINE=\(key)")
        #expect(second.code == 0)
        #expect(server.requests.suffix(3).allSatisfy { $0.headers["authorization"] == "Bearer \(key)" })
        #expect(!(first.output + first.errors + second.output + second.errors).contains(key))
        for name in try place.names { #expect(try !place.text(of: name).contains(key)) }
    }

    @Test func `a redirection is not followed with the key`() throws {
        let other = try TestServer { _, _ in .completion("4") }
        defer { other.stop() }
        let server = try TestServer { [url = other.url] _, _ in .status(307, "", headers: ["Location": "\(url)/v1"]) }
        defer { server.stop() }
        let result = try collect(server, before: "OPENAI_API_KEY=sk-0123456789")
        #expect(result.code == 2)
        #expect(other.requests.isEmpty)
    }

    // MARK: Arguments

    @Test(
        arguments: [
            (
                "--endpoint localhost",
                "--endpoint takes an address that begins with http:// or https://, not `localhost`"
            ),
            (
                "--endpoint http://me:secret@host",
                "--endpoint takes no user and password; put the key into the environment (--key-variable)"
            ),
            ("--endpoint http://", "--endpoint takes an address such as http://127.0.0.1:8080, not `http://`"),
            (
                "--endpoint http://h --key-variable HALTBOOK_NONE",
                "the environment variable HALTBOOK_NONE, which --key-variable names, is not set"
            ),
            ("--endpoint http://h --prompts none", "cannot read none: No such file or directory"),
            (
                "--endpoint http://h --prompts bad.jsonl",
                "bad.jsonl: line 1: its `prompt` is a number, not a text; write it in quotation marks"
            ),
            ("--endpoint http://h --output .", "cannot write .: Is a directory"),
            ("--endpoint http://h --output /dev/null", "cannot write /dev/null: it is not a regular file"),
        ])
    func `what cannot be used ends the program with code 2`(arguments: String, message: String) throws {
        try "{\"prompt\":5}".write(
            to: place.folder.appendingPathComponent("bad.jsonl"), atomically: true, encoding: .utf8)
        let defaults = [("--prompts", "prompts.jsonl"), ("--output", "out.jsonl")]
            .filter { !arguments.contains($0.0) }.map { " \($0.0) \($0.1)" }.joined()
        let result = try place.run("$haltbook collect \(arguments)\(defaults)")
        #expect(result.code == 2)
        #expect(result.errors == "haltbook: error: \(message)\n")
        #expect(result.output == "")
        #expect(!place.has("out.jsonl"))
    }
}
