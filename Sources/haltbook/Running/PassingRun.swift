import Notebooks
import Running
import Sessions

/// A run whose report nobody keeps: of `haltbook test` and `haltbook verify`.
struct PassingRun {
    let file: NotebookFile
    let notebook: CheckedNotebook
    var settings = RunSettings()
    /// Whether results are taken from what earlier runs have kept, and kept for later ones.
    var sharesResults = true

    /// Runs the notebook; files that it writes go into the folder.
    func record(in folder: TemporaryFolder, progress: RunProgress? = nil) -> RunRecord {
        let store =
            sharesResults
            ? file.store(outputFolder: folder.path, isMade: true)
            : ResultStore(folder: "\(folder.path)/\(ResultStore.folderName)")
        let runner = Runner(
            notebook, files: file.files(outputFolder: folder.path, keptFolder: store.folder), settings: settings,
            store: store, remembers: false,
            watch: { event, _ in
                if case .warning = event { progress?.show(event) }
            },
            isInterrupted: { Interruption.isWanted })
        return runner.run(started: RunDate.text)
    }
}
