import Files
import Foundation
import Notebooks
import Testing

@testable import Running
@testable import Sessions

/// Training that is stopped, extended, or done from several seeds, as a notebook does it.
@Suite struct CheckpointTests {
    /// What a run gave, and the steps that it took for it.
    private struct Outcome {
        let record: RunRecord
        let steps: Int

        var values: [String: Value] {
            Dictionary(record.cells.flatMap(\.values).map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
        }
        var headline: String? { record.cells.last?.problem?.headline(in: record.notebook) }
    }

    private func run(
        _ training: String, in folder: borrowing TemporaryFolder, startsAfresh: Bool = false,
        stoppingAfter limit: Int? = nil
    ) throws -> Outcome {
        final class Count { var steps = 0 }
        let count = Count()
        let text = tinySession + "```halt\n\(training)\n```\n"
        let files = SessionFiles(notebookFolder: folder.path, outputFolder: folder.path)
        let checked = NotebookChecker.check(Notebook(parsing: NotebookSource(name: "a.md", text: text)), files: files)
        var settings = RunSettings()
        settings.startsAfresh = startsAfresh
        let runner = Runner(
            try #require(checked.notebook), files: files, settings: settings,
            watch: { event, _ in if case .progress(.step) = event { count.steps += 1 } },
            isInterrupted: { limit.map { count.steps >= $0 } ?? false })
        let record = runner.run(started: "2026-11-22 17:00:00 UTC")
        return Outcome(record: record, steps: count.steps)
    }

    private func checkpoints(in folder: borrowing TemporaryFolder) -> [String] {
        SafeFile.names(in: folder.path + "/checkpoints").sorted()
    }

    @Test func aRunStoppedAfterAnyStepGoesOnToTheSameEnd() throws {
        let training = "train epochs=3\nevaluate test resamples=20\nsave w.safetensors"
        let whole = try run(training, in: TemporaryFolder())
        #expect(whole.steps == 6)
        for limit in 1..<6 {
            let folder = try TemporaryFolder()
            let stopped = try run(training, in: folder, stoppingAfter: limit)
            #expect(stopped.record.outcome == .interrupted)
            #expect(checkpoints(in: folder).count == 1)
            let resumed = try run(training, in: folder)
            #expect(resumed.steps == 6 - limit)
            #expect(resumed.values == whole.values)
            #expect(resumed.record.cells.map(\.outputs) == whole.record.cells.map(\.outputs))
        }
    }

    @Test func fiveEpochsAndThenTenAreTenAtOnce() throws {
        let atOnce = try run("train epochs=10 checkpoint=every-epoch\nevaluate test", in: TemporaryFolder())
        let inOneNotebook = try run("train epochs=5\ntrain epochs=10\nevaluate test", in: TemporaryFolder())
        #expect(inOneNotebook.values == atOnce.values)
        #expect(inOneNotebook.steps == atOnce.steps)
        let folder = try TemporaryFolder()
        #expect(try run("train epochs=5 checkpoint=every-epoch", in: folder).steps == 10)
        let extended = try run("train epochs=10 checkpoint=every-epoch\nevaluate test", in: folder)
        #expect(extended.steps == 10)
        #expect(extended.values == atOnce.values)
        // And both are there now: nothing is trained again, whichever is asked for.
        #expect(try run("train epochs=5", in: folder).steps == 0)
        #expect(try run("train epochs=10", in: folder).steps == 0)
    }

    @Test func aShortRunKeepsNoCheckpointUnlessAsked() throws {
        let folder = try TemporaryFolder()
        _ = try run("train epochs=2", in: folder)
        #expect(checkpoints(in: folder) == [])
        _ = try run("train epochs=2 checkpoint=never", in: folder, stoppingAfter: 1)
        #expect(checkpoints(in: folder) == [])
        _ = try run("train epochs=2 checkpoint=every-epoch", in: folder)
        #expect(checkpoints(in: folder).count == 1)
    }

    @Test func aDamagedCheckpointIsRefusedUntilToldToStartAfresh() throws {
        let folder = try TemporaryFolder()
        let training = "train epochs=2 checkpoint=every-epoch"
        let whole = try run(training, in: folder)
        let name = try #require(checkpoints(in: folder).first)
        let path = folder.path + "/checkpoints/" + name
        var bytes = try SafeFile.read(path)
        bytes[bytes.count - 5] ^= 1
        try SafeFile.write(bytes, to: path)
        let refused = try run(training, in: folder)
        #expect(refused.record.outcome == .failed)
        #expect(
            refused.headline
                == "a.md:10:1: error[HB0501]: the checkpoint `\(path)` cannot be used: its digest is not that of its content; run with `--fresh` to train from scratch, or delete the file"
        )
        #expect(refused.steps == 0)
        let afresh = try run(training, in: folder, startsAfresh: true)
        #expect(afresh.steps == 4)
        #expect(afresh.values == whole.values)
        #expect(try run(training, in: folder).steps == 0)
    }

    @Test func aCheckpointOfAnotherRunIsRefusedByWhatIsOther() throws {
        let folder = try TemporaryFolder()
        _ = try run("train epochs=2 checkpoint=every-epoch", in: folder)
        let mine = try #require(checkpoints(in: folder).first)
        let other = "config learning_rate=0.01\nmodel\ntrain epochs=2 checkpoint=every-epoch"
        #expect(try run(other, in: folder).steps == 4)
        let others = try #require(checkpoints(in: folder).first { $0 != mine })
        let bytes = try SafeFile.read(folder.path + "/checkpoints/" + mine)
        try SafeFile.write(bytes, to: folder.path + "/checkpoints/" + others)
        let refused = try run(other, in: folder)
        #expect(refused.record.outcome == .failed)
        #expect(refused.headline?.contains("it belongs to another run: its settings are others") == true)
    }

    @Test func whatAKilledRunLeftHalfWrittenIsRemoved() throws {
        let folder = try TemporaryFolder()
        _ = try run("train epochs=1 checkpoint=every-epoch", in: folder)
        let name = try #require(checkpoints(in: folder).first)
        // No process has a number this high.
        try SafeFile.write("half", to: "\(folder.path)/checkpoints/\(name).partial-4194305")
        #expect(try run("train epochs=1 checkpoint=every-epoch", in: folder).steps == 0)
        #expect(checkpoints(in: folder) == [name])
    }

    @Test func fewerEpochsThanAreDoneAreAnError() throws {
        let refused = try run("train epochs=3\ntrain epochs=2", in: TemporaryFolder())
        #expect(
            refused.headline
                == "a.md:11:1: error[HB0501]: the model is trained for 3 epochs already, and 2 are asked for; write `model` before `train` to begin anew"
        )
    }

    @Test func severalSeedsGiveMeanAndDeviation() throws {
        let study = try run("train seeds=3..5 epochs=2\nevaluate test resamples=20", in: TemporaryFolder())
        #expect(study.record.outcome == .succeeded)
        let single = try (3...5).map { seed in
            let training = "setup seed=\(seed)\nmodel\ntrain epochs=2"
            return try #require(try run(training, in: TemporaryFolder()).values["validation.loss"]?.number)
        }
        let centre = single.reduce(0, +) / 3
        let deviation = (single.reduce(0) { $0 + ($1 - centre) * ($1 - centre) } / 2).squareRoot()
        #expect(abs(try #require(study.values["seeds.loss.mean"]?.number) - centre) < 1e-12)
        #expect(abs(try #require(study.values["seeds.loss.deviation"]?.number) - deviation) < 1e-12)
        #expect(study.values["seeds.count"] == .integer(3))
        let titles = study.record.cells[1].outputs.compactMap { output in
            if case .table(let table) = output { table.title } else { nil }
        }
        #expect(titles[0] == "Seeds, on the validation split")
        #expect(titles.contains("Seeds, on the same responses"))
    }

    @Test func severalSeedsGoOnFromTheirCheckpoints() throws {
        let training = "train seeds=3..5 epochs=2 checkpoint=every-epoch\nevaluate test resamples=20"
        let whole = try run(training, in: TemporaryFolder())
        let folder = try TemporaryFolder()
        let stopped = try run(training, in: folder, stoppingAfter: 7)
        #expect(stopped.record.outcome == .interrupted)
        let resumed = try run(training, in: folder)
        #expect(resumed.steps == 5)
        #expect(resumed.record.cells.map(\.outputs) == whole.record.cells.map(\.outputs))
    }
}
