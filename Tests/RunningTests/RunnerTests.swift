import Files
import Foundation
import Notebooks
import Testing

@testable import Running
@testable import Sessions

/// A folder of its own for a test, removed after it.
struct TemporaryFolder: ~Copyable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "haltbook-tests-\(UUID().uuidString)"
        try SafeFile.makeFolder(path)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }
}

/// A session that trains in a moment.
let tinySession = """
    ```halt
    #| label: prepare
    setup seed=3
    config projection_size=8 hidden_size=8 layers=2 batch_size=16 early_stop_patience=1000000
    dataset synthetic samples=40 max_length=20
    split
    model
    ```

    """

@Suite struct RunnerTests {
    private func run(
        _ text: String, in folder: borrowing TemporaryFolder, watch: @escaping (RunEvent) -> Void = { _ in },
        isInterrupted: @escaping () -> Bool = { false }
    ) throws -> RunRecord {
        let notebook = Notebook(parsing: NotebookSource(name: "a.md", text: text))
        let files = SessionFiles(notebookFolder: folder.path, outputFolder: folder.path)
        let result = NotebookChecker.check(notebook, files: files)
        #expect(result.diagnostics.map { $0.diagnostic.headline(in: notebook.source) } == [])
        let runner = Runner(
            try #require(result.notebook), files: files, watch: { event, _ in watch(event) },
            isInterrupted: isInterrupted)
        return runner.run(started: "2026-11-22 17:00:00 UTC")
    }

    @Test func aNotebookWithoutCellsSucceeds() throws {
        let record = try run("Only prose.", in: TemporaryFolder())
        #expect(record.outcome == .succeeded)
    }

    @Test func eachCommandGivesExactlyTheValuesThatItDeclares() throws {
        let folder = try TemporaryFolder()
        let text =
            tinySession + """
                ```halt
                train epochs=2 seeds=1..2
                check shapes
                check gradients
                evaluate test resamples=50
                compare test
                crossvalidate folds=2 epochs=1
                calibrate signal=mean_nll target="recall >= 0.5" force=true
                predict demo tokens=12
                predict test count=2
                importance top=3
                plot importance top=3
                plot correlation
                plot embedding iterations=20
                plot sensitivity
                plot history
                save weights.safetensors
                load weights.safetensors
                dataset simulated samples=40 max_length=30 groups=2
                dataset responses path=responses.jsonl
                split
                predict test count=1
                dataset scores path=scores.csv
                diagnose signal=scores.a second=hbar_s
                split
                sweep signal=hbar_s
                expect 1 == 1
                reported 1 = 1.0 source="nobody"
                ```
                """
        let responses = (0..<20).map { number in
            "{\"logprobs\": {\"content\": [{\"token\": \"Yes\", \"logprob\": -0.1}]}, \"label\": \(number % 2)}\n"
        }
        try SafeFile.write(responses.joined(), to: folder.path + "/responses.jsonl")
        let scores = (0..<40).map { "\($0),\($0 % 2),\(Double($0 % 7)),\(Double($0 % 5))\n" }
        try SafeFile.write("id,label,a,hbar_s\n" + scores.joined(), to: folder.path + "/scores.csv")
        let notebook = Notebook(parsing: NotebookSource(name: "a.md", text: text))
        let files = SessionFiles(notebookFolder: folder.path, outputFolder: folder.path)
        let checked = try #require(NotebookChecker.check(notebook, files: files).notebook)
        let session = Session(files: files)
        let run = checked.commands.flatMap(\.self)
        var shown: [String: Set<NotebookPart>] = [:]
        for command in run {
            let arguments = try command.arguments(values: [:])
            session.forgetAccess()
            let result = try command.command.run(arguments, in: session)
            let (used, changed) = (session.access.used, session.access.changed)
            #expect(used.subtracting(command.command.uses) == [], "\(command.command.name) uses undeclared parts")
            #expect(changed.subtracting(command.command.changes) == [], "\(command.command.name)")
            // A part that it may leave as it was is one that its outcome depends on. A model changes from inside.
            let left = Set(command.command.changes).subtracting(changed).subtracting(command.command.uses)
            #expect(left.subtracting([.model]) == [], "\(command.command.name)")
            shown[command.command.name, default: []].formUnion(result.outputs.compactMap(\.numberedPart))
            let declared = command.command.values(arguments)
            #expect(result.values.map(\.name).sorted() == declared.map(\.name).sorted(), "\(command.command.name)")
            for value in result.values {
                #expect(declared.contains { $0.name == value.name && $0.type == value.value.type }, "\(value.name)")
            }
        }
        // Some of it only of some datasets, such as words of a file's responses.
        // What needs a language model is held to the same where there is one (LanguageModelCellTests).
        let commands = CommandCatalogue.commands.filter { !["generate", "dataset generated"].contains($0.name) }
        for command in commands {
            #expect(shown[command.name] == Set(command.shows), "\(command.name)")
        }
        let used = Set(run.map { $0.command.name })
        #expect(used == Set(commands.map { $0.name }))
    }

    @Test func theSameNotebookGivesTheSameRecord() throws {
        let text =
            tinySession + "```halt\ntrain epochs=2\nevaluate test resamples=50\nplot embedding iterations=30\n```\n"
        let (first, second) = (try run(text, in: TemporaryFolder()), try run(text, in: TemporaryFolder()))
        #expect(first.cells.map(\.values) == second.cells.map(\.values))
        #expect(first.cells.map(\.outputs) == second.cells.map(\.outputs))
    }

    @Test func theNumberOfThreadsChangesNoResult() throws {
        let one = tinySession.replacingOccurrences(of: "seed=3", with: "seed=3 threads=1")
        let two = tinySession.replacingOccurrences(of: "seed=3", with: "seed=3 threads=2")
        let rest = "```halt\ntrain epochs=2\nevaluate test resamples=50\nplot embedding iterations=30\n```\n"
        let (first, second) = (
            try run(one + rest, in: TemporaryFolder()), try run(two + rest, in: TemporaryFolder())
        )
        #expect(first.cells[1].values == second.cells[1].values)
        #expect(first.cells[1].outputs == second.cells[1].outputs)
    }

    @Test func lookingAtTheModelDoesNotChangeWhatTrainingDraws() throws {
        let training = "```halt\ntrain epochs=2\n```\n"
        let looking =
            "```halt\ncheck shapes\ncheck gradients\npredict demo\nevaluate test resamples=20\nimportance\n```\n"
        let plain = try run(tinySession + training, in: TemporaryFolder())
        let looked = try run(tinySession + looking + training, in: TemporaryFolder())
        #expect(plain.cells[1].values == looked.cells[2].values)
    }

    @Test func aFailedExpectationFailsTheRunAndLaterCellsStillRun() throws {
        let text = "```halt\nexpect 1 == 2\nexpect 2 == 2\n```\n\n```halt\nsetup seed=5\n```\n"
        let record = try run(text, in: TemporaryFolder())
        #expect(record.outcome == .expectationFailed)
        #expect(record.outcome.exitCode == 3)
        #expect(record.cells.map(\.outcome) == [.expectationFailed, .succeeded])
        #expect(record.cells[0].outputs.count == 2)
        #expect(
            record.cells[0].problem?.message(in: record.notebook) == """
                a.md:2:1: error[HB0502]: `1 == 2` does not hold: 1 == 2
                  2 | expect 1 == 2
                    | ^
                """)
    }

    @Test func aFailedCellEndsTheRunAndWhatCameBeforeStays() throws {
        let text =
            "```halt\nsetup seed=5\n```\n\n```halt\n#| label: data\ndataset synthetic samples=3\nsplit\nsetup\n```\n\n"
            + "```halt\nsetup seed=6\n```\n"
        let record = try run(text, in: TemporaryFolder())
        #expect(record.outcome == .failed)
        #expect(record.outcome.exitCode == 1)
        #expect(record.cells.map(\.outcome) == [.succeeded, .failed, .notRun])
        #expect(record.cells[1].values.contains(NamedValue("dataset.count", .integer(3))))
        #expect(
            record.cells[1].problem?.headline(in: record.notebook)
                == "a.md:8:1: error[HB0501]: 3 responses leave the validation split empty; take more responses, or another share"
        )
    }

    @Test func allowErrorRecordsTheErrorAndGoesOn() throws {
        let text =
            "```halt\n#| allow-error: true\ndataset synthetic samples=3\nsplit\n```\n\n```halt\nsetup seed=6\n```\n"
        let record = try run(text, in: TemporaryFolder())
        #expect(record.outcome == .succeeded)
        #expect(record.cells.map(\.outcome) == [.failed, .succeeded])
        #expect(record.cells[0].problem != nil)
    }

    @Test func whatNeedsAFailedCellSaysSo() throws {
        let text =
            "```halt\n#| allow-error: true\ndataset synthetic samples=3\nsplit\n```\n\n```halt\nmodel\nevaluate test\n```\n"
        let record = try run(text, in: TemporaryFolder())
        #expect(
            record.cells[1].problem?.headline(in: record.notebook)
                == "a.md:9:1: error[HB0501]: there is no split, since an earlier cell failed; mend that one first")
    }

    @Test func aValueThatAFailedCellWasToGiveIsNotTakenForAWord() throws {
        let text =
            "```halt\n#| allow-error: true\ndataset synthetic samples=3\nsplit\n```\n\n"
            + "```halt\nexpect split.test.count == 1\n```\n"
        let record = try run(text, in: TemporaryFolder())
        #expect(
            record.cells[1].problem?.headline(in: record.notebook)
                == "a.md:8:8: error[HB0302]: `split.test.count` has no value; mend the cell whose command gives it, or quote the value after it"
        )
    }

    @Test func aTimeoutStopsTrainingAtAStepAndShowsTheEpochsSoFar() throws {
        let text = tinySession + "```halt\n#| timeout: 1s\ntrain epochs=1000000\n```\n\n```halt\nsetup\n```\n"
        let record = try run(text, in: TemporaryFolder())
        #expect(record.outcome == .timedOut)
        #expect(record.outcome.exitCode == 4)
        #expect(record.cells.map(\.outcome) == [.succeeded, .timedOut, .notRun])
        guard case .table(let table) = record.cells[1].outputs.first else {
            Issue.record("the epochs so far are not shown")
            return
        }
        #expect(table.title == "Epochs")
        #expect(!table.rows.isEmpty)
    }

    @Test func anInterruptionStopsTrainingAtAStep() throws {
        final class Count { var steps = 0 }
        let count = Count()
        let record = try run(
            tinySession + "```halt\n#| allow-error: true\ntrain epochs=1000000\n```\n\n```halt\nsetup\n```\n",
            in: TemporaryFolder(),
            watch: { event in if case .progress(.step) = event { count.steps += 1 } },
            isInterrupted: { count.steps >= 5 })
        #expect(count.steps == 5)
        #expect(record.outcome == .interrupted)
        #expect(record.outcome.exitCode == 130)
        #expect(record.cells.map(\.outcome) == [.succeeded, .interrupted, .notRun])
    }

    @Test func aRecordSurvivesItsFile() throws {
        let folder = try TemporaryFolder()
        let text =
            tinySession + "```halt\ntrain epochs=1\nevaluate test resamples=50\nplot embedding iterations=30\n```\n"
        let record = try run(text, in: folder)
        let path = folder.path + "/run.json"
        try RunFile.write(record, to: path)
        let again = try RunFile.read(path)
        #expect(again.cells.map(\.values) == record.cells.map(\.values))
        #expect(again.cells.map(\.outputs) == record.cells.map(\.outputs))
        #expect(again.provenance == record.provenance)
    }

    @Test func aRecordWhoseCellsAreNotItsNotebooksIsRefused() throws {
        let folder = try TemporaryFolder()
        var record = try run("```halt\nsetup\n```\n", in: folder)
        record.cells = []
        let path = folder.path + "/run.json"
        try RunFile.write(record, to: path)
        #expect { try RunFile.read(path) } throws: { error in
            "\(error)" == "cannot read \(path): its cells are not those of its notebook; run the notebook again"
        }
    }

    @Test func aFileThatIsNoRecordIsRefused() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/run.json"
        let cases = [
            ("nonsense", "it is not a record of a run; give the `run.json` that `haltbook run` wrote"),
            ("{\"format\": 99}", "its format is 99, and this version reads 4; run the notebook again"),
            ("{\"format\": 4, \"notebook\": 3}", "it is damaged at `notebook`; run the notebook again"),
        ]
        for (text, problem) in cases {
            try SafeFile.write(text, to: path)
            #expect { try RunFile.read(path) } throws: { error in "\(error)" == "cannot read \(path): \(problem)" }
        }
    }
}

extension Output {
    /// What a report numbers it as.
    fileprivate var numberedPart: NotebookPart? {
        switch self {
        case .figure: .figure
        case .table, .reported: .table
        case .check, .expectation, .note, .warning: nil
        }
    }
}
