import ReferenceRandom
import Testing

@testable import LogProbs
@testable import Uncertainty

@Suite struct PromptFileTests {
    private func prompts(_ text: String) throws(PromptFileProblem) -> [Prompt] {
        try PromptFile.prompts(in: Array(text.utf8))
    }

    // MARK: Our form

    @Test func `a line is a prompt with what is known of it`() throws {
        let text = """
            {"id": "q1", "prompt": "2+2?", "system": "Be brief.", "group": "sums", "item": 7, "references": ["4", "four"]}

            {"id": 2, "question": "Is it so?", "task": "judging", "label": true, "answer": null}
            {"prompt": "3+3?", "answer": 6}
            """
        let read = try prompts(text)
        #expect(
            read == [
                Prompt(
                    id: "q1", text: "2+2?", system: "Be brief.", group: "sums", item: "7", references: ["4", "four"]),
                Prompt(id: "2", text: "Is it so?", group: "judging", label: 1),
                Prompt(id: "prompt_2", text: "3+3?", references: ["6"]),
            ])
    }

    @Test func `a list, a document over several lines, and compressed files are read alike`() throws {
        let forms = [
            #"{"prompt":"a"}"# + "\n" + #"{"prompt":"b"}"#, #"[{"prompt":"a"},{"prompt":"b"}]"#,
            "\u{feff} [\n{\"prompt\":\n\"a\"}\n,{\"prompt\":\"b\"}]\n",
            "{\n  \"prompt\": \"a\"\n}\n{\n  \"prompt\": \"b\"\n}\n",
        ]
        let wanted = [Prompt(id: "prompt_0", text: "a"), Prompt(id: "prompt_1", text: "b")]
        for form in forms {
            #expect(try prompts(form) == wanted)
            let compressed = Deflater().compressed(Array(form.utf8), isLast: true)
            #expect(try PromptFile.prompts(in: compressed) == wanted)
        }
    }

    @Test(
        arguments: [
            ("", "it holds no prompts; write one JSON object a line, with `prompt`"),
            (
                "\n{\"prompt\":\"a\"}\n{\"prompt\":",
                "line 3: it is not JSON, or ends too early; a file of prompts has one JSON object a line, or a list of them"
            ),
            (
                "[{\"prompt\":\"a\"}\n,{\"prompt\":\"b\"}\n",
                "line 3: it is not JSON, or ends too early; a file of prompts has one JSON object a line, or a list of them"
            ),
            ("\"a\"", "line 1: it is the text `a`, not an object; write {\"prompt\": \"…\"}"),
            (
                "{\"text\":\"a\"}",
                "line 1: it has no `prompt` and no `question`, nor what a HaluEval file has; give it one, or see docs/COLLECTING.md for what else is read"
            ),
            ("{\"prompt\":5}", "line 1: its `prompt` is a number, not a text; write it in quotation marks"),
            (
                "{\"prompt\":\" \\n\"}",
                "line 1: its prompt is empty; write what the model is to be asked, or leave the line out"
            ),
            ("{\"prompt\":\"a\",\"id\":[]}", "line 1: its `id` is a list; write a text or a number"),
            (
                "{\"prompt\":\"a\",\"label\":\"maybe\"}",
                "line 1: its label is the text `maybe`; write 1 for hallucinated, 0 for correct"
            ),
            (
                "{\"prompt\":\"a\",\"answer\":[\"b\",\"\"]}",
                "line 1: a text of its `answer` is empty; write a text or a number, or leave it out"
            ),
            (
                "{\"id\":\"x\",\"prompt\":\"a\"}\n\n{\"id\":\"x\",\"prompt\":\"b\"}",
                "line 3: its id `x` is that of line 1, too; give each prompt an id of its own"
            ),
            (
                "{\"document\":\"d\",\"right_summary\":null,\"hallucinated_summary\":\"h\"}",
                "line 1: its `right_summary` is null; write a text"
            ),
        ])
    func `what is wrong is told with its line and what to do instead`(text: String, message: String) {
        let problem = #expect(throws: PromptFileProblem.self) { try prompts(text) }
        #expect(problem?.description == message)
    }

    // MARK: HaluEval

    @Test func `an item of HaluEval is two prompts that ask whether its answers are supported`() throws {
        let read = try prompts(
            """
            {"knowledge":"Rome is in Italy.","question":"Where is Rome?","right_answer":"In Italy","hallucinated_answer":"In Spain"}
            {"knowledge":"k","dialogue_history":"[Human]: Hi","right_response":"r","hallucinated_response":"h"}
            {"document":"d","right_summary":"r","hallucinated_summary":"h"}
            """)
        #expect(
            read.map(\.id) == [
                "qa_0_cor", "qa_0_hal", "dialogue_1_cor", "dialogue_1_hal", "summarization_2_cor",
                "summarization_2_hal",
            ])
        #expect(read.map(\.item) == ["qa_0", "qa_0", "dialogue_1", "dialogue_1", "summarization_2", "summarization_2"])
        #expect(read.map(\.group) == ["qa", "qa", "dialogue", "dialogue", "summarization", "summarization"])
        #expect(read.map(\.label) == [0, 1, 0, 1, 0, 1])
        #expect(
            read[1].text == """
                Knowledge:
                Rome is in Italy.

                Question:
                Where is Rome?

                Answer:
                In Spain

                Does the answer contain information that the knowledge does not support? Answer with one word, Yes or No.
                """)
        #expect(
            read[5].text == """
                Document:
                d

                Summary:
                h

                Does the summary contain information that the document does not support? Answer with one word, Yes or No.
                """)
    }

    // MARK: Labels

    @Test(
        arguments: [
            ("4", "It is 4.", 0), ("4", "It is 42.", 1), ("4", "It is 4.5", 1), ("5", "It is 4.5", 1),
            ("000", "1,000", 1), ("1,000", "It is 1,000, I think", 0), ("4", "4", 0), ("4", "", 1),
            ("washington d.c.", "In WASHINGTON\n D.C.", 0), ("Rome", "Romea", 1), ("Rome", "Aromes, rome", 0),
            ("Ärzte", "die ÄRZTE", 0), ("caf\u{e9}", "a cafe\u{301}", 0), ("(c)", "a(c)b", 0),
        ])
    func `a response is right where a reference occurs as words of it`(reference: String, response: String, label: Int)
    {
        let prompt = Prompt(id: "a", text: "b", references: [reference])
        #expect(prompt.label(ofResponse: response) == label)
    }

    @Test func `one reference of several is enough, and a label of the prompt's own goes before them`() {
        #expect(Prompt(id: "a", text: "b", references: ["x", "y"]).label(ofResponse: "y") == 0)
        #expect(Prompt(id: "a", text: "b", label: 1, references: ["y"]).label(ofResponse: "y") == 1)
        #expect(Prompt(id: "a", text: "b").label(ofResponse: "y") == nil)
    }

    // MARK: Samples

    private var twins: [Prompt] {
        (0..<60).map { place in
            // 40 of group a, 20 of b; twins stand beside each other.
            Prompt(id: "\(place)", text: "t", group: place < 40 ? "a" : "b", item: "item \(place / 2)")
        }
    }

    @Test func `a sample keeps twins together, groups even, and the file's order`() {
        for count in [0, 2, 7, 20, 38] {
            let sample = twins.sample(n: count, seed: 5)
            #expect(sample.count == count / 2 * 2)
            let counts = Dictionary(grouping: sample, by: \.item).mapValues(\.count)
            #expect(counts.values.allSatisfy { $0 == 2 })
            let inA = sample.count { $0.group == "a" }
            #expect((0...2).contains(inA - (sample.count - inA)))
            #expect(sample == twins.filter(sample.contains))
        }
    }

    @Test func `a sample is the same for a seed, others differ, and a larger one holds the smaller`() {
        let sample = twins.sample(n: 20, seed: 5)
        #expect(twins.sample(n: 20, seed: 5) == sample)
        #expect(twins.sample(n: 20, seed: 6) != sample)
        #expect(sample.allSatisfy(twins.sample(n: 50, seed: 5).contains))
        #expect(twins.sample(n: 60, seed: 5) == twins)
        #expect(twins.sample(n: 1000, seed: 5) == twins)
    }

    @Test func `a group that has no more leaves the rest to the others`() {
        let sample = twins.sample(n: 50, seed: 1)
        #expect(sample.count { $0.group == "b" } == 20)
        #expect(sample.count { $0.group == "a" } == 30)
    }

    // MARK: Any bytes

    @Test func `any bytes are prompts with ids of their own, or a problem`() {
        var random = NumPyGenerator(seed: 3)
        let seeds = [
            #"{"id":"q1","prompt":"2+2?","system":"s","group":"g","item":7,"label":1,"references":["4",5]}"#,
            #"[{"knowledge":"k","question":"q","right_answer":"r","hallucinated_answer":"h"},{"prompt":"\u00e9"}]"#,
            "{\"prompt\":\"a\"}\n{\"prompt\":\"b\"}\n",
        ].map { Array($0.utf8) }
        let files = seeds + [Deflater().compressed(seeds[0], isLast: true)]
        let pieces = ["{", "}", "[", "]", ",", "\"", "\n", "null", "\\ud800", "1e999", "\u{feff}", ":"]
        var taken = 0
        for _ in 0..<3000 {
            var bytes = files[random.integers(0, files.count)]
            for _ in 0..<random.integers(0, 5) {
                let place = random.integers(0, bytes.count + 1)
                switch random.integers(0, 3) {
                case 0: bytes.removeSubrange(place..<min(bytes.count, place + 20))
                case 1: bytes.insert(contentsOf: pieces[random.integers(0, pieces.count)].utf8, at: place)
                default: bytes.insert(UInt8(random.integers(0, 256)), at: place)
                }
            }
            do throws(PromptFileProblem) {
                let prompts = try PromptFile.prompts(in: bytes)
                taken += 1
                #expect(!prompts.isEmpty && Set(prompts.map(\.id)).count == prompts.count)
            } catch {
                #expect(!error.problem.isEmpty && !error.remedy.isEmpty)
            }
        }
        #expect(taken > 500 && taken < 2500)
    }
}
