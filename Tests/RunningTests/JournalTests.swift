import Files
import Foundation
import Notebooks
import Testing

@testable import Running
@testable import Sessions

/// What is left of a run that was killed, and how it goes on.
@Suite struct JournalTests {
    private let text =
        tinySession + "```halt\n#| label: train\ntrain epochs=3\n```\n\n"
        + "```halt\nevaluate test resamples=20\nsave w.safetensors\n```\n\n```halt\nexpect train.epochs == 4\n```\n"

    /// A run's events as its journal's lines, and its record.
    private func journal(in bench: Workbench) throws -> (lines: [[UInt8]], record: RunRecord) {
        let record = try bench.run(text)
        return (try bench.events.map { RecordLog.line(try ExactJSON.bytes($0)) }, record)
    }

    private func read(_ lines: some Sequence<[UInt8]>, _ more: [UInt8] = []) throws -> RunJournal.Content {
        let folder = try TemporaryFolder()
        let path = folder.path + "/" + RunJournal.fileName
        try SafeFile.write(lines.flatMap(\.self) + more, to: path)
        return try RunJournal.read(path)
    }

    @Test func `the events are those of the run, in order`() throws {
        let bench = try Workbench()
        _ = try bench.run(
            "```halt\nsetup seed=3\nexpect setup.seed == 3\n```\n\n```halt\ndataset synthetic samples=20\n```\n")
        let names = try bench.events.map { event in
            String(decoding: try ExactJSON.bytes(event), as: UTF8.self).dropFirst(2).prefix { $0 != "\"" }
        }
        #expect(
            names == [
                "run-start", "cell-start", "output", "metric", "metric", "metric", "output", "cell-end", "cell-start",
                "output", "figure", "metric", "metric", "metric", "metric", "cell-end", "run-end",
            ])
    }

    @Test func `a journal holds all of its run's record`() throws {
        let (lines, record) = try journal(in: Workbench())
        let content = try read(lines)
        #expect(content.isComplete)
        #expect(content.rest == 0)
        #expect(try ExactJSON.bytes(content.record) == ExactJSON.bytes(record))
    }

    /// Killed after each event: finished cells are there, the cell under way is marked, with the epochs that it told of,
    /// and the later ones are not run.
    @Test func `cut after each event, it tells what was done until then`() throws {
        let bench = try Workbench()
        let (lines, whole) = try journal(in: bench)
        for count in 1..<lines.count {
            let content = try read(lines[..<count])
            var (finished, started, epochs): (Set<Int>, Int?, Int) = ([], nil, 0)
            for event in bench.events[..<count] {
                switch event {
                case .cellStart(let cell): (started, epochs) = (cell, 0)
                case .cellEnd(let cell, _):
                    finished.insert(cell)
                    started = nil
                case .epoch: epochs += 1
                default: break
                }
            }
            #expect(!content.isComplete)
            #expect(content.canGoOn)
            #expect(content.record.outcome == .unfinished)
            for (cell, other) in zip(content.record.cells, whole.cells) {
                if finished.contains(cell.index) {
                    #expect(cell.outcome == other.outcome)
                    #expect(cell.outputs == other.outputs)
                    #expect(cell.values == other.values)
                } else if cell.index == started {
                    #expect(cell.outcome == .unfinished)
                    #expect(cell.epochs.count == epochs)
                    #expect(
                        cell.epochs.isEmpty ? cell.epochs.tables.isEmpty : cell.epochs.tables[0].rows.count == epochs)
                } else {
                    #expect(cell.outcome == .notRun)
                }
            }
        }
    }

    @Test func `cut inside its last event, byte by byte, that one is left out`() throws {
        let (lines, _) = try journal(in: Workbench())
        for count in [2, lines.count / 2, lines.count - 1] {
            let before = try read(lines[..<count])
            for length in 1..<lines[count].count {
                let content = try read(lines[..<count], Array(lines[count][..<length]))
                #expect(content.rest == length)
                #expect(content.record.outcome == before.record.outcome)
                #expect(content.record.cells.map(\.outcome) == before.record.cells.map(\.outcome))
                #expect(content.record.cells.map(\.values) == before.record.cells.map(\.values))
            }
        }
    }

    @Test func `what is no journal is refused, also where it ends in the first event`() throws {
        let (lines, _) = try journal(in: Workbench())
        let folder = try TemporaryFolder()
        let path = folder.path + "/" + RunJournal.fileName
        for bytes in [[], Array("nonsense".utf8), Array(lines[0].dropLast(5)), lines[1]] {
            try SafeFile.write(bytes, to: path)
            #expect { try RunJournal.read(path) } throws: { error in
                "\(error)"
                    == "cannot read \(path): no run is to be read of it; give the `run.journal` that `haltbook run` wrote"
            }
        }
    }

    @Test func `cut after each event it goes on to the same end, and finished cells are not run again`() throws {
        let whole = try Workbench()
        let (lines, record) = try journal(in: whole)
        let events = whole.events
        for count in 1..<lines.count {
            let bench = try Workbench()
            try bench.repeatRun(text, upTo: events[..<count])
            let former = try read(lines[..<count]).record
            let resumed = try bench.run(text, resuming: former)
            resumed.expectSame(as: record, "after event \(count)")
            #expect(resumed.origins == ["ran", "ran", "ran", "ran"])
            let again = bench.events.compactMap { if case .cellStart(let cell) = $0 { cell } else { nil } }
            #expect(again.allSatisfy { !former.cells[$0].outcome.isWhole }, "after event \(count)")
            #expect(resumed.provenance == record.provenance)
            // The journal as it would be on disk gives the same record.
            let journal = try read(lines[..<count] + (try bench.events.map { RecordLog.line(try ExactJSON.bytes($0)) }))
            #expect(try ExactJSON.bytes(journal.record) == ExactJSON.bytes(resumed))
            #expect(journal.isComplete)
        }
    }

    @Test func `a run that was interrupted in its training goes on from the step`() throws {
        let record = try Workbench().run(text)
        let bench = try Workbench()
        let stopped = try bench.run(text, stoppingAfter: 3)
        #expect(stopped.outcome == .interrupted)
        let resumed = try bench.run(text, resuming: stopped)
        #expect(bench.steps == 3)
        resumed.expectSame(as: record)
    }

    @Test func `where what is kept has gone, finished cells run again, to the same end`() throws {
        let whole = try Workbench()
        let record = try whole.run(text)
        let former = try whole.run(text, fresh: true, stoppingAfter: 3)
        let resumed = try Workbench().run(text, resuming: former)
        #expect(resumed.outcome == record.outcome)
        resumed.expectSame(as: record)
    }
}

extension Workbench {
    /// Leaves what a run leaves in the store that is killed after these events: each cell that ended, and no more.
    fileprivate func repeatRun(_ text: String, upTo events: ArraySlice<JournalEvent>) throws {
        let ends = events.compactMap { if case .cellEnd(let cell, _) = $0 { cell } else { nil } }
        guard let last = ends.max() else { return }
        _ = try run(text, .to(last))
    }
}
