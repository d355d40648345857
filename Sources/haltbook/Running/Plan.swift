import ArgumentParser
import Clusters
import Files
import Notebooks
import Reports
import Running
import Sessions

/// `haltbook plan NOTEBOOK`
struct Plan: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tells what a run would do with each cell, and why, without running anything.")

    @OptionGroup var arguments: NotebookArguments
    @OptionGroup var cells: SelectionArguments

    @Flag(help: "Plans as `run --fresh` would run: without the results of earlier runs.")
    var fresh = false

    @Option(help: "How to print it: text or json.")
    var format = Format.text

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    func run() throws {
        let file = try arguments.file()
        let checked = try arguments.checked(file, try arguments.overrides())
        let folder = arguments.outputFolder(file)
        let (files, store) = (file.files(outputFolder: folder), file.store(outputFolder: folder, isMade: false))
        let keys = NotebookKeys(checked, files: files, environment: KeyEnvironment(SingleProcess()))
        let plan = RunPlan(
            file.notebook.cells, keys, previous: store.previousRun(of: file.notebook.source.fileName),
            selection: try cells.selection(in: file.notebook),
            isKept: { !fresh && store.has($0) })
        switch format {
        case .text: Terminal.say(text(of: plan, file.notebook))
        case .json:
            let bytes = try ExactJSON.bytes(PlanDocument(plan, file.notebook, keys), isPretty: true)
            Terminal.say(String(decoding: bytes, as: UTF8.self))
        }
    }

    private func text(of plan: RunPlan, _ notebook: Notebook) -> String {
        let names = notebook.cells.map(\.name)
        let width = names.map(\.count).max() ?? 0
        var lines: [String] = []
        for (step, name) in zip(plan.steps, names) {
            let time = step.previous.map { "  last time \(Seconds.text($0.seconds))" } ?? ""
            lines.append("\(step.action.word)  \(name)\(String(repeating: " ", count: width - name.count))\(time)")
            lines += step.reasons.map { "         \($0)" }
        }
        let counts = [RunPlan.Action.reuse, .run, .show, .skip].map { action in
            plan.steps.count { $0.action == action }
        }
        let known = plan.steps.filter { $0.action == .run }.compactMap(\.previous?.seconds).reduce(0, +)
        var summary = "\(counts[0]) reused, \(counts[1]) to run"
        if counts[2] > 0 { summary += ", \(counts[2]) shown from earlier runs" }
        if counts[3] > 0 { summary += ", \(counts[3]) left out" }
        if known > 0 { summary += "; the ones to run took \(Seconds.text(known)) last time" }
        return (lines + [summary]).joined(separator: "\n")
    }
}

extension RunPlan.Action {
    /// The action, as wide as the others.
    fileprivate var word: String {
        switch self {
        case .reuse: "reuse"
        case .run: "run  "
        case .show: "show "
        case .skip: "skip "
        }
    }
}

/// A plan as JSON.
private struct PlanDocument: Encodable {
    struct Step: Encodable {
        var cell: Int
        var name: String
        var line: Int
        var action: RunPlan.Action
        var reasons: [String]
        var key: String?
        var lastSeconds: Double?
        var lastOutcome: CellOutcome?
    }

    var notebook: String
    var cells: [Step]

    init(_ plan: RunPlan, _ notebook: Notebook, _ keys: NotebookKeys) {
        self.notebook = notebook.source.name
        cells = plan.steps.map { step in
            let cell = notebook.cells[step.cell]
            return Step(
                cell: step.cell + 1, name: cell.name, line: cell.place.line, action: step.action,
                reasons: step.reasons, key: keys.cells[step.cell].key?.digest, lastSeconds: step.previous?.seconds,
                lastOutcome: step.previous?.outcome)
        }
    }
}
