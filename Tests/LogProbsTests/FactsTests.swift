import Testing

@testable import LogProbs

/// What stands beside a response: ids, groups, items and labels.
@Suite struct FactsTests {
    private let tokens = #""logprobs":[[-0.5]]"#

    @Test(
        arguments: [
            ("0", 0), ("1", 1), ("1.0", 1), ("true", 1), ("false", 0), (#""1""#, 1), (#""hallucinated""#, 1),
            (#""correct""#, 0),
            ("null", nil),
        ] as [(String, Int?)])
    func `labels in their usual forms`(written: String, label: Int?) throws {
        let response = try response("{\"label\":\(written),\(tokens)}")
        #expect(response.label == label)
        #expect(response.noted == [])
    }

    @Test func `a label that is none is noted`() throws {
        let response = try response("{\"label\":\"maybe\",\(tokens)}")
        #expect(response.label == nil)
        #expect(response.noted == ["unknown-label"])
    }

    @Test func `keys that are given, also as paths, go before the usual ones`() throws {
        let keys = ResponseKeys(id: "key", label: "judge.wrong", group: "model", item: "doc")
        let response = try response(
            "{\"id\":1,\"key\":\"k7\",\"label\":0,\"judge\":{\"wrong\":true},\"task\":\"t\",\"model\":\"m\",\"doc\":5,\(tokens)}",
            ReadingOptions(keys: keys))
        #expect(response.id == "k7")
        #expect(response.label == 1)
        #expect(response.group == "m")
        #expect(response.item == "5")
    }

    @Test func `the model stands for the group where there is none`() throws {
        #expect(try response("{\"model\":\"m\",\(tokens)}").group == "m")
        #expect(try response("{\"model\":\"m\",\"task\":\"t\",\(tokens)}").group == "t")
    }

    @Test func `labels of another file go before those of the line`() throws {
        let labels = try TemporaryFile(
            """
            {"id":"a","label":1,"group":"g"}
            {"id":"b","label":2}
            {"label":1}
            {"id":"c","label":false,"item":"q"}
            """)
        let table = try LabelTable(labels.path)
        #expect(table.count == 2)
        #expect(
            table.problems.map { "\($0.line): \($0.problem.reason)" } == [
                "2: its label is none of 0, 1, true and false", "3: it has no id",
            ])
        let file =
            "{\"id\":\"a\",\"label\":0,\(tokens)}\n{\"id\":\"b\",\"label\":0,\(tokens)}\n{\"id\":\"c\",\(tokens)}"
        let responses = try responses(file, ReadingOptions(labels: table))
        #expect(responses.map(\.label) == [1, 0, 0])
        #expect(responses.map(\.group) == ["g", nil, nil])
        #expect(responses.map(\.item) == [nil, nil, "q"])
        #expect(table.unused == [])
    }

    @Test func `labels may be comma-separated values, and those of no response are known`() throws {
        let labels = try TemporaryFile(
            "\u{feff}id,note,label,group\r\na,\"one, two\",1,g\r\n\r\n\"b\"\"\",,false,\r\nc,\"\n\",hallucinated,\nd,,1.0,\ne,,maybe,\nf,1\n,,1,\n"
        )
        let table = try LabelTable(labels.path)
        #expect(table.count == 4)
        #expect(["a", "b\"", "c", "d"].map { table[$0]?.label } == [1, 0, 1, 1])
        #expect(["a", "b\""].map { table[$0]?.group } == ["g", nil])
        #expect(
            table.problems.map { "\($0.line): \($0.problem.reason)" } == [
                "8: its label is none of 0, 1, true and false", "9: it has 2 fields, and there are 4 columns",
                "10: it has no id",
            ])
        #expect(table.unused == ["a", "b\"", "c", "d"])
        // A response of several to a request is labelled by its own id, else by the request's.
        let two =
            #"{"id":"c","choices":[{"index":0,"message":{},"logprobs":{"content":[]}},"#
            + #"{"index":1,"message":{},"logprobs":{"content":[]}}]}"#
        let read = try outcomes("{\"id\":\"a\",\(tokens)}\n\(two)", ReadingOptions(labels: table))
        #expect(read.count == 3)
        #expect(table.unused == ["b\"", "d"])
    }

    @Test(
        arguments: [
            ("id,label\na,\"1\nb,0", "1: a quotation mark has no end"),
            ("id,label\na,1\n\"b\"x,0", "2: a field goes on behind its quotation mark"),
            ("name,label\na,1", "2: it has no id"),
        ])
    func `comma-separated values that are none are problems with their lines`(text: String, problem: String) throws {
        let file = try TemporaryFile(text)
        let table = try LabelTable(file.path)
        #expect(table.problems.map { "\($0.line): \($0.problem.reason)" } == [problem])
    }
}
