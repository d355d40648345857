import Notebooks
import Testing

@testable import Sessions

@Suite struct NotebookCheckerTests {
    /// The headlines of what is wrong with a notebook.
    private func problems(_ text: String) -> [String] {
        let notebook = Notebook(parsing: NotebookSource(name: "a.md", text: text))
        let result = NotebookChecker.check(notebook, files: SessionFiles(notebookFolder: "/nonexistent"))
        return result.diagnostics.map { $0.diagnostic.headline(in: notebook.source) }
    }

    @Test func aCommandBeforeWhatItNeedsIsAnError() {
        #expect(
            problems("```halt\nsetup\ntrain\n```\n") == [
                "a.md:3:1: error[HB0301]: `train` needs a split, and there is none yet; write `split` before it",
                "a.md:3:1: error[HB0301]: `train` needs a model, and there is none yet; write `model` or `load FILE` before it",
            ])
    }
}
