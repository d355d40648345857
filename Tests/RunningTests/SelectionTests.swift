import Foundation
import Notebooks
import Testing

@testable import Running
@testable import Sessions

/// Runs that are asked for some cells only.
@Suite struct SelectionTests {
    private let text =
        tinySession + "```halt\ntrain epochs=2\n```\n\n```halt\nevaluate test resamples=20\n```\n\n"
        + "```halt\npredict demo\n```\n\n```halt\nexpect test.count >= 1\n```\n"

    @Test func `up to a cell, and from it on`() throws {
        let bench = try Workbench()
        #expect(try bench.run(text, .to(1)).origins == ["ran", "ran", "–", "–", "–"])
        #expect(try bench.run(text, .from(3)).origins == ["reused", "reused", "ran", "ran", "ran"])
        #expect(try bench.run(text).origins == ["reused", "reused", "reused", "reused", "reused"])
    }

    @Test func `one cell runs with what it needs of others, and nothing else`() throws {
        let bench = try Workbench()
        let record = try bench.run(text, .only(3))
        #expect(record.origins == ["ran", "ran", "–", "ran", "–"])
        #expect(record.outcome == .succeeded)
        record.expectPart(of: try Workbench().run(text))
        // A value is needed of a cell as much as state is.
        #expect(try bench.run(text, .only(4)).origins == ["reused", "reused", "ran", "reused", "ran"])
    }

    @Test func `what is shown of earlier runs is marked where it is out of date`() throws {
        let bench = try Workbench()
        _ = try bench.run(text)
        let changed = text.replacingOccurrences(of: "epochs=2", with: "epochs=1")
        let record = try bench.run(changed, .only(3))
        #expect(record.origins == ["reused", "ran", "earlier, out of date", "ran", "earlier, out of date"])
        #expect(record.cells[2].staleness.count == 2)
        #expect(record.cells[2].staleness[0].hasPrefix("model (from cell 2): "))
        #expect(record.outcome == .succeeded)
        // What is out of date stays so until it runs.
        #expect(try bench.plan(changed).steps.map(\.action) == [.reuse, .reuse, .run, .reuse, .run])
        #expect(try bench.run(changed, .to(1)).origins[2] == "earlier, out of date")
        #expect(try bench.run(changed).origins == ["reused", "reused", "ran", "reused", "ran"])
    }

    @Test func `a failure that is only shown fails nothing`() throws {
        let bench = try Workbench()
        let failing = "```halt\nsetup seed=1\n```\n\n```halt\nexpect setup.seed == 2\n```\n"
        #expect(try bench.run(failing).outcome == .expectationFailed)
        let changed = failing.replacingOccurrences(of: "seed=1", with: "seed=3")
        let record = try bench.run(changed, .to(0))
        #expect(record.origins == ["ran", "earlier, out of date"])
        #expect(record.outcome == .succeeded)
    }
}

extension RunRecord {
    /// Those cells that have run came to what they came to in the other run.
    fileprivate func expectPart(of whole: RunRecord) {
        for (cell, other) in zip(cells, whole.cells) where cell.outcome != .notRun {
            #expect(cell.outputs == other.outputs)
            #expect(cell.values == other.values)
        }
    }
}
