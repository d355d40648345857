import Files
import Foundation
import Notebooks
import Testing

@testable import Running
@testable import Sessions

/// What is stale, as a function of the document and of what is remembered: nothing runs here.
@Suite struct RunPlanTests {
    private let text = """
        ```halt
        #| label: data
        setup seed=3
        dataset synthetic samples=40
        split
        ```

        ```halt
        #| label: model
        model
        ```

        ```halt
        #| label: looks
        predict test
        ```

        ```halt
        expect split.test.count >= 1
        ```

        """

    private func document(_ text: String) throws -> (cells: [Cell], keys: NotebookKeys) {
        let notebook = Notebook(parsing: NotebookSource(name: "a.md", text: text))
        let files = SessionFiles(notebookFolder: "/nonexistent")
        let checked = try #require(NotebookChecker.check(notebook, files: files).notebook)
        return (notebook.cells, NotebookKeys(checked, files: files, environment: testEnvironment))
    }

    /// What is remembered of a run of the document.
    private func memory(of text: String, outcome: CellOutcome = .succeeded) throws -> PreviousRun {
        let (cells, keys) = try document(text)
        return PreviousRun(
            cells: try zip(cells, keys.cells).map { cell, keyed in
                PreviousRun.Cell(
                    label: cell.display.label, index: cell.index, key: try #require(keyed.key), outcome: outcome,
                    seconds: Double(cell.index) + 1)
            })
    }

    /// The plan's actions, each with what it says.
    private func plan(
        _ text: String, after previous: PreviousRun, _ selection: CellSelection = .all,
        forgetting forgotten: Set<Int> = []
    ) throws -> [String] {
        let (cells, keys) = try document(text)
        let kept = Set(previous.cells.filter { !forgotten.contains($0.index) }.map(\.key.digest))
        return RunPlan(cells, keys, previous: previous, selection: selection, isKept: kept.contains).steps.map { step in
            // Digests are of no interest here.
            let reasons = step.reasons.map { $0.replacing(/[0-9a-f]{8}…/, with: "…") }
            return ([step.action.rawValue] + reasons).joined(separator: "; ")
        }
    }

    @Test func `a notebook that has not been run runs whole`() throws {
        #expect(try plan(text, after: PreviousRun()) == Array(repeating: "run; it has not been run yet", count: 4))
    }

    @Test func `an equal notebook is reused whole, also with other prose and labels`() throws {
        let memory = try memory(of: text)
        #expect(try plan(text, after: memory) == ["reuse", "reuse", "reuse", "reuse"])
        let dressed = "# Title\n\n" + text.replacing("label: looks", with: "label: predictions")
        #expect(try plan(dressed, after: memory) == ["reuse", "reuse", "reuse", "reuse"])
    }

    @Test func `what depends on a changed cell runs, with what has changed`() throws {
        let memory = try memory(of: text)
        let changed = text.replacing("split\n", with: "split train=0.5\n")
        #expect(
            try plan(changed, after: memory) == [
                "run; command: split train=0.7 validation=0.15 -> split train=0.5 validation=0.15",
                // A model is not made of a split.
                "reuse",
                "run; split (from data): … -> …",
                "run; value split.test.count: … -> …",
            ])
    }

    @Test func `a new cell is new, and the others are found by their labels and keys`() throws {
        let memory = try memory(of: text)
        let longer = "```halt\nexpect 1 == 1\n```\n\n" + text
        #expect(
            try plan(longer, after: memory) == ["run; it has not been run yet", "reuse", "reuse", "reuse", "reuse"])
    }

    @Test func `what is no longer kept runs, and what used it does not`() throws {
        let memory = try memory(of: text)
        #expect(
            try plan(text, after: memory, forgetting: [0]) == [
                "run; its results are no longer kept", "reuse", "reuse", "reuse",
            ])
        #expect(
            try plan(text, after: try self.memory(of: text, outcome: .interrupted), forgetting: [1]) == [
                "reuse", "run; it did not come to its end (interrupted)", "reuse", "reuse",
            ])
    }

    @Test func `a part runs with what it needs, and the rest is shown as it is`() throws {
        #expect(
            try plan(text, after: PreviousRun(), .only(3)).map { $0.prefix(4) } == ["run;", "skip", "skip", "run;"])
        let memory = try memory(of: text)
        #expect(try plan(text, after: memory, .only(3)) == ["reuse", "reuse", "reuse", "reuse"])
        let changed = text.replacing("samples=40", with: "samples=41")
        #expect(
            try plan(changed, after: memory, .only(1)).map { $0.prefix { $0 != ";" } } == [
                "run", "run", "show", "show",
            ])
        #expect(
            try plan(changed, after: memory, .to(0)).map { $0.prefix { $0 != ";" } } == ["run", "show", "show", "show"])
        #expect(
            try plan(changed, after: memory, .from(2)).map { $0.prefix { $0 != ";" } } == ["run", "run", "run", "run"])
    }
}
