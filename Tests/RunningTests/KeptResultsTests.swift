import Files
import Foundation
import HALT
import Notebooks
import Testing

@testable import Running
@testable import Sessions

/// What a second run takes from the first one, and what it does again.
@Suite struct KeptResultsTests {
    private let training = "```halt\n#| label: train\ntrain epochs=2\n```\n\n"
    private let evaluation = "```halt\n#| label: evaluate\nevaluate test resamples=20\n```\n\n"
    private let rest = "```halt\n#| label: rest\nimportance top=3\nplot importance top=3\nsave w.safetensors\n```\n\n"

    @Test func `an equal notebook is not run again, and its record is the same`() throws {
        let bench = try Workbench()
        let text = tinySession + training + evaluation + rest
        let first = try bench.run(text)
        #expect(first.origins == ["ran", "ran", "ran", "ran"])
        let second = try bench.run(text)
        #expect(second.origins == ["reused", "reused", "reused", "reused"])
        #expect(bench.steps == 0)
        second.expectSame(as: first)
        #expect(second.cells.map(\.seconds) == first.cells.map(\.seconds))
        let third = try bench.run(text, fresh: true)
        #expect(third.origins == ["ran", "ran", "ran", "ran"])
        third.expectSame(as: first)
    }

    @Test func `cells after a reused training compute what they would have`() throws {
        let later = """
            ```halt
            train epochs=4
            evaluate test resamples=20
            predict demo
            importance top=3
            plot history
            plot sensitivity
            save w.safetensors
            ```

            """
        let whole = try Workbench().run(tinySession + training + later)
        let bench = try Workbench()
        _ = try bench.run(tinySession + training)
        let resumed = try bench.run(tinySession + training + later)
        #expect(resumed.origins == ["reused", "reused", "ran"])
        #expect(bench.steps == 4)
        resumed.expectSame(as: whole)
    }

    @Test func `several seeds, a loaded model and a ranking are restored exactly`() throws {
        let study = "```halt\ntrain epochs=1 seeds=1..2\nimportance split=test top=3\nsave w.safetensors\n```\n\n"
        let later = "```halt\nevaluate test resamples=20\nplot importance\n```\n\n"
        let loading = "```halt\nload w.safetensors\nevaluate test resamples=20\nmodel\ntrain epochs=1\n```\n"
        let whole = try Workbench().run(tinySession + study + later + loading)
        let bench = try Workbench()
        _ = try bench.run(tinySession + study)
        let second = try bench.run(tinySession + study + later)
        #expect(second.origins == ["reused", "reused", "ran"])
        let third = try bench.run(tinySession + study + later + loading)
        #expect(third.origins == ["reused", "reused", "reused", "ran"])
        third.expectSame(as: whole)
    }

    @Test func `simulated data are drawn again as they were`() throws {
        let simulated = tinySession.replacingOccurrences(
            of: "dataset synthetic samples=40 max_length=20",
            with: "dataset simulated samples=40 max_length=30 separability=1 drift=0.5 groups=2 flip=true seed=9")
        let whole = try Workbench().run(simulated + training + evaluation)
        let bench = try Workbench()
        #expect(try bench.run(simulated).origins == ["ran"])
        let second = try bench.run(simulated + training + evaluation)
        #expect(second.origins == ["reused", "ran", "ran"])
        second.expectSame(as: whole)
    }

    @Test func `what changes no result runs nothing again`() throws {
        let bench = try Workbench()
        let text = tinySession + training + evaluation
        _ = try bench.run(text)
        let dressed = """
            ---
            title: Another title
            ---

            Other prose.

            ```halt
            #| label: other-name
            #| caption: A caption.
            #| echo: false
            #| fold: true
            #| timeout: 1h
            setup   seed=3   threads=1  # a comment
            config hidden_size=8 projection_size=8 layers=2 \\
                early_stop_patience=1000000 batch_size=16
            dataset synthetic max_length=20 samples=40
            split validation=0.15
            model
            ```

            - ```halt
              train epochs=2 checkpoint=every-epoch
              ```

            ```{halt}
            evaluate test resamples=20 threshold=0.50
            ```

            """
        let second = try bench.run(dressed)
        // The number of threads stands among the values, and changes nothing that follows.
        #expect(second.origins == ["ran", "reused", "reused"])
        let third = try bench.run(dressed.replacingOccurrences(of: "threads=1", with: ""))
        #expect(third.origins == ["reused", "reused", "reused"])
    }

    @Test func `a changed command runs its cell and those that use what it left`() throws {
        let bench = try Workbench()
        let text = tinySession + training + evaluation + "```halt\nexpect split.test.count > 1\n```\n"
        _ = try bench.run(text)
        let changed = try bench.run(text.replacingOccurrences(of: "epochs=2", with: "epochs=3"))
        #expect(changed.origins == ["reused", "ran", "ran", "reused"])
        // Going back finds what was kept before.
        #expect(try bench.run(text).origins == ["reused", "reused", "reused", "reused"])
    }

    @Test func `another program or other kernels run everything`() throws {
        let bench = try Workbench()
        _ = try bench.run(tinySession)
        bench.environment.kernels = "kernels 1"
        #expect(try bench.run(tinySession).origins == ["ran"])
        #expect(try bench.run(tinySession).origins == ["reused"])
        bench.environment.program = "haltbook 1"
        #expect(try bench.run(tinySession).origins == ["ran"])
    }

    @Test func `a file that is read counts by its content, not by its time`() throws {
        let bench = try Workbench()
        let path = bench.folder + "/in.safetensors"
        func write(_ seed: Int) throws {
            let maker = try Workbench()
            _ = try maker.run(
                tinySession.replacingOccurrences(of: "seed=3", with: "seed=\(seed)")
                    + "```halt\nsave w.safetensors\n```\n")
            try SafeFile.write(try SafeFile.read(maker.folder + "/out/w.safetensors"), to: path)
        }
        try write(1)
        let text = tinySession + "```halt\nload in.safetensors\n```\n\n```halt\nevaluate test resamples=20\n```\n"
        let first = try bench.run(text)
        #expect(Array(first.cells[1].filesRead.keys) == ["in.safetensors"])
        try write(1)
        #expect(try bench.run(text).origins == ["reused", "reused", "reused"])
        try write(2)
        let changed = try bench.run(text)
        #expect(changed.origins == ["reused", "ran", "ran"])
        #expect(changed.cells[2].values != first.cells[2].values)
    }

    @Test func `files that a reused cell had written are there again, as they were`() throws {
        let bench = try Workbench()
        let text = tinySession + training + rest
        _ = try bench.run(text)
        let path = bench.folder + "/out/w.safetensors"
        let bytes = try SafeFile.read(path)
        SafeFile.remove(path)
        #expect(try bench.run(text).origins == ["reused", "reused", "reused"])
        #expect(try SafeFile.read(path) == bytes)
        try SafeFile.write("something else", to: path)
        #expect(try bench.run(text).origins == ["reused", "reused", "reused"])
        #expect(try SafeFile.read(path) == bytes)
    }

    @Test func `a failed expectation fails again without running, at the place where it stands now`() throws {
        let bench = try Workbench()
        let text = "```halt\nsetup seed=3\nexpect setup.seed == 4\n```\n"
        #expect(try bench.run(text).outcome == .expectationFailed)
        let moved = try bench.run("Prose.\n\n" + text)
        #expect(moved.origins == ["reused"])
        #expect(moved.outcome == .expectationFailed)
        #expect(
            moved.cells[0].problem?.message(in: moved.notebook) == """
                a.md:5:1: error[HB0502]: `setup.seed == 4` does not hold: 3 == 4
                  5 | expect setup.seed == 4
                    | ^
                """)
    }

    @Test func `nothing is kept of a failed cell, nor of what used it`() throws {
        let bench = try Workbench()
        let text = """
            ```halt
            #| allow-error: true
            dataset synthetic samples=3
            split
            ```

            ```halt
            dataset synthetic samples=30
            ```

            ```halt
            split
            ```

            ```halt
            #| allow-error: true
            dataset synthetic samples=60
            model
            config top_k=5
            model
            ```

            ```halt
            split
            ```

            """
        let first = try bench.run(text)
        #expect(first.cells.map(\.outcome) == [.failed, .succeeded, .succeeded, .failed, .succeeded])
        let second = try bench.run(text)
        #expect(second.origins == ["ran", "reused", "reused", "ran", "ran"])
        second.expectSame(as: first)
    }

    @Test func `a cell that was stopped is not kept`() throws {
        let bench = try Workbench()
        let text = tinySession + training + evaluation
        let stopped = try bench.run(text, stoppingAfter: 3)
        #expect(stopped.outcome == .interrupted)
        #expect(stopped.origins == ["ran", "ran", "–"])
        let again = try bench.run(text)
        #expect(again.origins == ["reused", "ran", "ran"])
        #expect(bench.steps == 1)
        again.expectSame(as: try Workbench().run(text))
    }

    // MARK: Damage

    @Test func `a damaged entry is a miss with a warning, whatever is wrong with it`() throws {
        let text = tinySession
        let damages: [(String, ([UInt8]) -> [UInt8])] = [
            ("its digest is not that of its content", { $0.dropLast(3) + [0x7D, 0x7D, 0x7D] }),
            ("its digest is not that of its content", { Array($0.dropLast(20)) }),
            ("it is cut off", { _ in [] }),
        ]
        for (reason, damage) in damages {
            let bench = try Workbench()
            let first = try bench.run(text)
            let name = try #require(SafeFile.names(in: bench.store.entriesFolder).first)
            let path = "\(bench.store.entriesFolder)/\(name)"
            try SafeFile.write(damage(try SafeFile.read(path)), to: path)
            let second = try bench.run(text)
            #expect(second.origins == ["ran"])
            #expect(bench.warnings == ["prepare: what is kept of it cannot be used, since \(reason); it runs again"])
            second.expectSame(as: first)
            #expect(try bench.run(text).origins == ["reused"])
            #expect(bench.warnings == [])
        }
    }

    @Test func `damaged state runs its cell again when a later one needs it`() throws {
        let bench = try Workbench()
        let text = tinySession + training + evaluation
        let first = try bench.run(text)
        for name in SafeFile.names(in: bench.store.piecesFolder) {
            let path = "\(bench.store.piecesFolder)/\(name)"
            var bytes = try SafeFile.read(path)
            bytes[bytes.count / 2] ^= 1
            try SafeFile.write(bytes, to: path)
        }
        // Nobody needs it as long as everything is reused.
        #expect(try bench.run(text).origins == ["reused", "reused", "reused"])
        let more = text + "```halt\ntrain epochs=3\n```\n"
        let second = try bench.run(more)
        #expect(second.outcome == .succeeded)
        #expect(bench.warnings.count >= 1)
        // Each cell tells of its own epochs.
        let epochs = bench.events.compactMap { event in
            if case .epoch(let cell, let epoch) = event { [cell, epoch.record.epoch] } else { nil }
        }
        #expect(epochs == [[1, 1], [1, 2], [3, 3]])
        #expect(second.cells[0...2].map(\.outputs) == first.cells.map(\.outputs))
        second.expectSame(as: try Workbench().run(more))
        #expect(try bench.run(more).origins == ["reused", "reused", "reused", "reused"])
    }

    @Test func `an entry that names what is no digest is refused`() throws {
        let bench = try Workbench()
        _ = try bench.run(tinySession)
        let name = try #require(SafeFile.names(in: bench.store.entriesFolder).first)
        var entry = try #require(try bench.store.entry(name))
        entry.filesWritten = ["w.safetensors": "../../../secret"]
        try bench.store.save(entry)
        #expect(throws: DamagedResult.self) { try bench.store.entry(name) }
        try SafeFile.write("kept", to: bench.folder + "/secret")
        #expect(try bench.run(tinySession).origins == ["ran"])
        #expect(SafeFile.isFile(bench.folder + "/secret"))
    }

    @Test func `an entry writes weights and nothing else`() throws {
        let bench = try Workbench()
        _ = try bench.run(tinySession)
        let name = try #require(SafeFile.names(in: bench.store.entriesFolder).first)
        var entry = try #require(try bench.store.entry(name))
        for path in ["../a.md", "report.html", "/tmp/x.safetensors"] {
            entry.filesWritten = [path: try bench.store.keep(Array("evil".utf8))]
            try bench.store.save(entry)
            #expect(try bench.run(tinySession).origins == ["ran"])
            #expect(bench.warnings.count == 1)
        }
        #expect(SafeFile.names(in: bench.folder + "/out") == [])
    }

    @Test func `where nothing can be kept the run goes on, and says so once`() throws {
        let bench = try Workbench()
        try SafeFile.write("in the way", to: bench.store.folder)
        let record = try bench.run(tinySession + training)
        #expect(record.outcome == .succeeded)
        #expect(bench.warnings.count == 1)
        #expect(bench.warnings[0].hasPrefix("results cannot be kept for later runs: cannot make folder "))
    }
}
