import Testing

@testable import LogProbs

/// Our own form: what it looks like, and that it is read back as it was.
@Suite struct OwnFormTests {
    private func line(_ response: TokenizedResponse, decimals: Int? = nil, alternatives: Bool = true) -> String {
        let writer = ResponseWriter(decimals: decimals, writesAlternatives: alternatives)
        return String(decoding: writer.line(response), as: UTF8.self)
    }

    @Test func `a line says what is known, and nothing else`() throws {
        let response = try response(
            """
            {"id":"q1","task":"sums","item":"2+2","label":1,"response":\(chat([
                item("4", "-0.25", [("4", "-0.25"), ("5", "-2.123456")]),
                #"{"token":"x","bytes":[226,130],"logprob":-9999,"top_logprobs":[{"token":"!","logprob":-0.5},{"token":"?","logprob":-100}]}"#,
                item("</s>", "-7", [("a", "-1")]),
            ], content: "4"))}
            """)
        #expect(
            line(response, decimals: 4) == """
                {"haltbook":1,"id":"q1","group":"sums","item":"2+2","label":1,"format":"openai-chat","text":"4","tokens":["4",[226,130],"</s>"],\
                "logprobs":[[-0.25,-2.1235],[null,-0.5],[-7,-1]],"alternatives":[["5"],["!"],["a"]],"outside":[1,2],"incomplete":[1],"special":[2],\
                "repaired":{"chosen-added":1,"sentinel":2},"notes":["tokens-longer"]}

                """)
        #expect(try LogProbsTests.response(line(response)) == response)
    }

    @Test func `what was read of any format is read back from our own, to the bit`() throws {
        let files = [
            chat([item("a", "-0.123456789", [("b", "-3.3"), ("a", "-0.123456789")])], content: "a"),
            #"[[-0.1, -2.3025850929940459], [-1e-12, -30]]"#,
            #"{"id":"\u0001\"\\\n😀","text":"t","logprobs":[[-1e-7,-16.1180961]]}"#,
            #"{"choices":[{"message":{"content":""},"logprobs":null}]}"#,
        ]
        for file in files {
            let read = try response(file)
            let again = try response(line(read))
            #expect(again == read)
            #expect(line(again) == line(read))
        }
    }

    @Test func `what was measured while a response was made is kept beside it, to the bit`() throws {
        var response = try response(#"{"id":"a","logprobs":[[-0.5,-2]]}"#)
        response.scores = ["pri": 1.05, "hbar_s": 0.1 + 0.2]
        #expect(line(response).hasSuffix(#","scores":{"hbar_s":0.30000000000000004,"pri":1.05}}"# + "\n"))
        #expect(try LogProbsTests.response(line(response)) == response)
        #expect(
            try problems(#"{"haltbook":1,"id":"a","logprobs":[[-0.5]],"scores":{"pri":"high"}}"#) == [
                "1: malformed: `scores` is not as Haltbook writes it"
            ])
    }

    @Test func `rounded once, it stays as it is`() throws {
        let read = try response(#"[[-0.123456, -2.99997], [-0.00001, -12.5]]"#)
        let rounded = try response(line(read, decimals: 4))
        #expect(rounded.rows == [[-0.1235, -3], [0, -12.5]])
        #expect(try response(line(rounded, decimals: 4)) == rounded)
    }

    /// Fifty times exp(-3.905) is 1.007, fifty times exp(-3.9) is 1.012.
    @Test func `what is rounded to two decimals is taken again`() throws {
        let read = try response("[[\(Array(repeating: "-3.905", count: 50).joined(separator: ","))]]")
        #expect(try response(line(read, decimals: 2)).rows == [Array(repeating: -3.9, count: 50)])
    }

    /// -100 stands for a missing value; -100.000001 is that in single precision.
    @Test func `what is written is never what stands for a missing value`() throws {
        let read = try response("[[-99.999, -99.9999], [-0.5, -100.000001, -1000.004], [-0.5, -8999.999]]")
        #expect(read.rows == [[-99.999, -99.9999], [-0.5, -1000.004], [-0.5, -8999.999]])
        #expect(read.repaired == "sentinel 1")
        #expect(line(read, decimals: 2).contains("[[-99.999,-99.9999],[-0.5,-1000.004],[-0.5,-8999.999]]"))
        #expect(try response(line(read)) == read)
        #expect(try response(line(read, decimals: 2)) == read)
    }

    @Test func `a line of ours that is not as we write it is a bad line`() throws {
        let file = """
            {"haltbook":1,"id":"a","tokens":["x"],"logprobs":[[-0.5,-2,-1]]}
            {"haltbook":2,"id":"b","tokens":["x"],"logprobs":[[-0.5]]}
            {"haltbook":1,"id":"c","tokens":["x"],"logprobs":[[-0.5]],"outside":[1]}
            {"haltbook":1,"id":"d","tokens":["x"],"logprobs":[[-0.5]],"repaired":{"painted":1}}
            {"haltbook":1,"id":"e","tokens":["x"],"logprobs":[[0.5]]}
            {"haltbook":1,"id":"f","tokens":["x"],"logprobs":[[-0.5],[-1]]}
            {"haltbook":1,"id":"g","tokens":["x","y"],"logprobs":[[-0.5]]}
            {"haltbook":1,"id":"h","tokens":["x"],"logprobs":[[-0.5,-2]],"alternatives":[["y"],[]]}
            {"haltbook":1,"id":"i","tokens":["x"],"logprobs":[[-0.5,-2]],"alternatives":[["y","z"]]}
            {"haltbook":1,"id":"j","tokens":["x"],"logprobs":[[-9999.0,-2]]}
            {"haltbook":1,"id":"k","tokens":["x","y"],"logprobs":[[-0.5],[-0.5,-2,-1000]]}
            """
        #expect(
            try problems(file) == [
                "1: malformed: the alternatives of token 1 are not sorted, as Haltbook writes them",
                "2: unknown-format: its version is not 1, which this program knows",
                "3: malformed: `outside` names a token that is not there",
                "4: malformed: `repaired` is not as Haltbook writes it",
                "5: probabilities: all its numbers are from 0 to 1: these are probabilities; write their natural logarithms",
                "6: malformed: `tokens` and `logprobs` are not of one length, as Haltbook writes them",
                "7: malformed: `tokens` and `logprobs` are not of one length, as Haltbook writes them",
                "8: malformed: `alternatives` and `logprobs` are not of one length, as Haltbook writes them",
                "9: malformed: token 1 has another number of alternatives than of their log-probs",
                "10: malformed: a log-prob of token 1 is -9999.0, which stands for a missing one; Haltbook writes null for a chosen "
                    + "token's, and leaves an alternative's out",
                "11: malformed: a log-prob of token 2 is -1000.0, which stands for a missing one; Haltbook writes null for a chosen "
                    + "token's, and leaves an alternative's out",
            ])
    }

    @Test(arguments: ["-1", "2147483648", "9223372036854775807", "18446744073709551615", "0.5"])
    func `a count of repairs that cannot be one is a bad line`(count: String) throws {
        let line = #"{"haltbook":1,"id":"a","tokens":["x"],"logprobs":[[-0.5]],"repaired":{"sorted":\#(count)}}"#
        #expect(
            try problems("\(line)\n\(line)") == [
                "1: malformed: `repaired` is not as Haltbook writes it",
                "2: malformed: `repaired` is not as Haltbook writes it",
            ])
    }

    @Test func `numbers are rounded and as short as they can be`() {
        func written(_ number: Float, _ decimals: Int?) -> String {
            var text = JSONText()
            text.add(number, decimals: decimals)
            return String(decoding: text.bytes, as: UTF8.self)
        }
        #expect(written(-0.25, 4) == "-0.25")
        #expect(written(-0.00004, 4) == "0")
        #expect(written(-9.99996, 4) == "-10")
        #expect(written(-10.0305, 4) == "-10.0305")
        #expect(written(-3.0012345, nil) == "-3.0012345")
        #expect(written(-1e-7, nil) == "-1e-07")
        #expect(written(.nan, 4) == "null")
    }
}
