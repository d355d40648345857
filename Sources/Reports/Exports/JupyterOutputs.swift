import Figures
import Notebooks
import Running
import Sessions

/// What a cell showed, in Jupyter's forms.
struct JupyterOutputs {
    let cell: Cell
    let record: RunRecord
    /// What the cells up to this one gave.
    let values: [String: Value]

    private var result: CellRecord { record.cells[cell.index] }

    var outputs: [JupyterOutput] {
        staleness + result.outputs.joiningReported.map(output) + result.epochs.tables.map(table) + caption + problem
    }

    private func output(_ output: Output) -> JupyterOutput {
        switch output {
        case .table(let table): self.table(table)
        case .figure(let figure): self.figure(figure)
        case .check(let check): outcome(check.passed, check.name, check.detail)
        case .expectation(let expectation):
            outcome(expectation.passed, "expect \(expectation.comparison)", expectation.detail)
        case .reported(let figure): table(Table([figure]))
        case .note(let text): .stream(name: "stdout", text: text + "\n")
        case .warning(let text): .stream(name: "stderr", text: "Warning. \(text)\n")
        }
    }

    private func table(_ table: Table) -> JupyterOutput {
        .display(["text/html": table.markup.rendered, "text/plain": table.plainText])
    }

    private func figure(_ figure: Figure) -> JupyterOutput {
        var figure = figure
        if let alternative = filled(cell.display.alternative) { figure.alternative = alternative }
        return .display([
            "image/svg+xml": figure.svgDocument.rendered, "text/plain": "\(figure.title): \(figure.description)",
        ])
    }

    private func outcome(_ passed: Bool, _ name: String, _ detail: String) -> JupyterOutput {
        let text = "\(passed ? "✓ holds" : "✗ fails") \(name)\(detail.isEmpty ? "" : " (\(detail))")\n"
        return .stream(name: passed ? "stdout" : "stderr", text: text)
    }

    private var staleness: [JupyterOutput] {
        guard result.isStale else { return [] }
        let text = result.staleness.map { "- \($0)\n" }.joined()
        return [.stream(name: "stderr", text: "Out of date. This is of an earlier run. Since then:\n\(text)")]
    }

    private var caption: [JupyterOutput] {
        guard let text = filled(cell.display.caption) else { return [] }
        return [
            .display(["text/html": Markup.tag("p", [:], .tag("em", [:], .text(text))).rendered, "text/plain": text])
        ]
    }

    private var problem: [JupyterOutput] {
        guard let problem = result.problem else { return [] }
        let lines = problem.message(in: record.notebook).split(separator: "\n", omittingEmptySubsequences: false)
        return [
            .error(
                name: problem.code.rawValue,
                value: [problem.problem, problem.remedy].filter { !$0.isEmpty }
                    .joined(separator: "; "), traceback: lines.map(String.init))
        ]
    }

    private func filled(_ template: Template?) -> String? {
        template?.filled { reference in values[reference.name].map(reference.formatted) ?? "—" }
    }
}
