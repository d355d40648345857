import ArgumentParser
import Files
import Notebooks
import Running
import Sessions

/// What commands that take one notebook are told of it: its file, its parameters, and where its files go.
struct NotebookArguments: ParsableArguments {
    @Argument(help: "The notebook's file.")
    var notebook: String

    @Option(name: [.short, .long], help: "Where the report, its record and saved files go (default: Output/NAME).")
    var output: String?

    @OptionGroup var parameters: ParameterArguments
    @OptionGroup var reading: ReadingArguments

    func overrides() throws -> [ParameterValues.Override] { try parameters.overrides() }

    /// The notebook, of which nothing is wrong; else what is wrong is said, and the program ends with exit code 2.
    func checked(_ file: NotebookFile, _ overrides: [ParameterValues.Override]) throws -> CheckedNotebook {
        let result = file.check(overrides)
        for problem in result.diagnostics { Terminal.complain(problem.message) }
        guard let checked = result.notebook else { throw ExitCode(2) }
        return checked
    }

    func file() throws -> NotebookFile {
        try NotebookFile(path: notebook, readableFolders: reading.allowPath)
    }

    func outputFolder(_ file: NotebookFile) -> String { output ?? "Output/\(file.notebook.source.stem)" }
}

/// The parameters of a run.
struct ParameterArguments: ParsableArguments {
    @Option(name: .customShort("p"), help: ArgumentHelp("Sets a parameter.", valueName: "name=value"))
    var parameter: [String] = []

    @Option(help: "Sets parameters from a YAML file; -p wins over it.")
    var parameters: String?

    /// The parameters that are set, those of the file first.
    func overrides() throws(Failure) -> [ParameterValues.Override] {
        var overrides = try parameters.map(ParameterFile.overrides) ?? []
        for text in parameter {
            do throws(SourcedDiagnostic) {
                overrides.append(try ParameterValues.Override(commandLine: text))
            } catch {
                throw Failure(error.message)
            }
        }
        return overrides
    }
}

/// What a notebook may read beside what lies in its folder.
struct ReadingArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Lets the notebook read files in this folder, too; else only its own and the run's are open to it.",
            valueName: "folder"))
    var allowPath: [String] = []
}

/// Which cells a run is asked for.
struct SelectionArguments: ParsableArguments {
    @Option(help: ArgumentHelp("Runs the cells up to this one.", valueName: "label"))
    var to: String?

    @Option(help: ArgumentHelp("Runs this cell, and what it needs of others.", valueName: "label"))
    var only: String?

    @Option(help: ArgumentHelp("Runs this cell and those after it, and what they need of others.", valueName: "label"))
    var from: String?

    func validate() throws {
        if [to, only, from].compactMap(\.self).count > 1 {
            throw ValidationError("--to, --only and --from exclude each other; give one of them")
        }
    }

    func selection(in notebook: Notebook) throws(Failure) -> CellSelection {
        if let to { return .to(try index(of: to, in: notebook)) }
        if let only { return .only(try index(of: only, in: notebook)) }
        if let from { return .from(try index(of: from, in: notebook)) }
        return .all
    }

    private func index(of name: String, in notebook: Notebook) throws(Failure) -> Int {
        if let index = notebook.cellIndex(of: name) { return index }
        let labels = notebook.cells.compactMap(\.display.label)
        let all =
            labels.isEmpty
            ? "none of its cells has one; give a number" : "its labels are \(labels.joined(separator: ", "))"
        throw Failure(
            "\(notebook.source.name) has no cell `\(name)`; "
                + Spelling.remedy(for: name, among: labels, otherwise: all))
    }
}
