import ArgumentParser
import Files
import RunStorage

/// `haltbook history [NOTEBOOK]`
struct History: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists earlier runs, the newest first.",
        discussion: """
            Runs are kept in .haltbook/history.sqlite beside their notebook. Without a notebook, those of this folder and \
            of the folders in it are listed.
            """)

    @Argument(help: "The notebook whose runs are listed (default: all of this folder and of the folders in it).")
    var notebook: String?

    @Option(help: "How many runs are listed.")
    var limit = 20

    @Option(help: "How they are listed.")
    var format = HistoryFormat.text

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit takes a number of at least 1, not `\(limit)`") }
    }

    func run() throws {
        do {
            let runs = try runs()
            switch format {
            case .json: Terminal.say(try HistoryFormat.json(of: runs))
            case .text: Terminal.say(runs.isEmpty ? nothing : HistoryTable(runs).text)
            }
        } catch let problem as HistoryProblem {
            throw Failure("\(problem)")
        }
    }

    private func runs() throws -> [StoredRun] {
        guard let notebook else { return try HistoryPlaces.here().runs(limit: limit) }
        let (folder, name) = HistoryPlaces.split(notebook)
        let runs = try HistoryPlaces.ofFolder(folder).runs(ofFile: name, limit: limit)
        // A notebook that was removed may still have runs; one that never was has none.
        guard !runs.isEmpty || SafeFile.isFile(notebook) else {
            throw Failure(
                "there is no notebook \(notebook), and no run of it; `haltbook history` lists the runs of all")
        }
        return runs
    }

    private var nothing: String {
        guard let notebook else {
            return "no runs are kept in this folder or the folders in it; `haltbook run NOTEBOOK` makes one"
        }
        return "no runs of \(notebook) are kept; `haltbook run \(notebook)` makes one"
    }
}

/// How stored runs are printed.
enum HistoryFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
}
