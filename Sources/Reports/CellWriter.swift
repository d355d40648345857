import Figures
import Notebooks
import Running
import Sessions

/// Writes one cell: its source, what it showed, its caption, and what went wrong.
struct CellWriter {
    let cell: Cell
    let record: RunRecord
    /// What the cells up to this one gave.
    let values: [String: Value]
    var limits = OutputLimits()
    /// The numbers of what it shows.
    var numbers: ReportNumbers.Cell?

    private var result: CellRecord { record.cells[cell.index] }
    private var isFine: Bool { result.outcome == .succeeded }

    private var isShown: Bool { Self.shows(cell, result) }

    /// What failed is shown whatever the author wished to hide.
    static func shows(_ cell: Cell, _ result: CellRecord) -> Bool {
        cell.display.include || result.outcome != .succeeded
    }

    /// `Figure 3.`, before what the figure is called.
    static func numbered(_ name: String, _ number: Int?) -> [Markup] {
        number.map { [.tag("span", ["class": "ordinal"], .text("\(name)\u{A0}\($0).")), .text(" ")] } ?? []
    }

    var markup: Markup {
        guard isShown else { return .raw("") }
        return .tag(
            "section",
            [
                "class": "cell \(result.outcome.rawValue)\(result.isStale ? " stale" : "")", "id": cell.anchor,
                "aria-label": cell.name,
            ],
            [staleness, source] + outputs + epochs + [caption, problem, footnote])
    }

    private var source: Markup {
        guard cell.display.echo || !isFine else { return .raw("") }
        let code = Markup.tag(
            "pre", ["tabindex": "0"], .tag("code", [:], CodeColours.markup(cell.source, language: "halt")))
        guard cell.display.fold && isFine else { return .tag("div", ["class": "source"], code) }
        return .tag("details", ["class": "source"], .tag("summary", [:], .text("Commands")), code)
    }

    /// Neighbouring figures share rows where there is room, and neighbouring reported figures a table.
    private var outputs: [Markup] {
        var blocks: [Markup] = []
        var figures: [Markup] = []
        var writer = OutputWriter(
            cell: cell, alternative: filled(cell.display.alternative), limits: limits, numbers: numbers)
        for (index, output) in result.outputs.joiningReported.enumerated() {
            if case .figure(let figure) = output {
                figures.append(writer.figure(figure, number: index))
                continue
            }
            flush(&figures, into: &blocks)
            blocks.append(writer.markup(output))
        }
        flush(&figures, into: &blocks)
        return blocks
    }

    /// The figures that are shown, described as the author wishes.
    var figures: [Figure] {
        guard isShown else { return [] }
        let alternative = filled(cell.display.alternative)
        return result.outputs.compactMap { output in
            guard case .figure(var figure) = output else { return nil }
            figure.alternative = alternative ?? figure.alternative
            return figure
        }
    }

    private func flush(_ figures: inout [Markup], into blocks: inout [Markup]) {
        if figures.count > 1 {
            blocks.append(.tag("div", ["class": "figures"], figures))
        } else {
            blocks += figures
        }
        figures = []
    }

    /// What is shown of an earlier run that is no longer what the notebook says is never shown without saying so.
    private var staleness: Markup {
        guard result.isStale else { return .raw("") }
        return .tag(
            "div", ["class": "note warning"],
            .tag(
                "p", [:], .tag("strong", [:], .text("Out of date. ")), .text("This is of an earlier run. Since then:")),
            .tag("ul", [:], result.staleness.map { .tag("li", [:], .text($0)) }))
    }

    /// The epochs of a training that was cut off.
    private var epochs: [Markup] {
        var writer = OutputWriter(cell: cell, alternative: nil, limits: limits)
        return result.epochs.tables.map { writer.markup(.table($0)) }
    }

    private var caption: Markup {
        filled(cell.display.caption).map { .tag("p", ["class": "caption"], .text($0)) } ?? .raw("")
    }

    private func filled(_ template: Template?) -> String? {
        template?.filled { reference in values[reference.name].map(reference.formatted) ?? "—" }
    }

    private var problem: Markup {
        guard let problem = result.problem else { return .raw("") }
        return .tag("pre", ["class": "problem", "tabindex": "0"], .text(problem.message(in: record.notebook)))
    }

    private var footnote: Markup {
        let parts = [cell.name, isFine ? nil : result.outcome.words].compactMap(\.self)
        return .tag("p", ["class": "footnote"], [.text(parts.joined(separator: " · "))] + time)
    }
}

extension CellWriter {
    /// How long the cell took, and whether it was reused: drawn from the one block of the page that says what differs
    /// from run to run, so that all else is the same.
    private var time: [Markup] {
        guard result.outcome != .notRun, !record.provenance.isReproducible else { return [] }
        let drawing = Markup.tag(
            "svg",
            ["class": "time", "width": "170", "height": "18", "role": "img", "aria-labelledby": cell.timeAnchor],
            .tag("use", ["href": "#\(cell.timeAnchor)"]))
        return [.text(" · "), drawing]
    }
}

extension [Output] {
    /// The outputs with each row of neighbouring reported figures as one table.
    var joiningReported: [Output] {
        var joined: [Output] = []
        var figures: [ReportedFigure] = []
        for output in self {
            if case .reported(let figure) = output {
                figures.append(figure)
                continue
            }
            if !figures.isEmpty { joined.append(.table(Table(figures))) }
            figures = []
            joined.append(output)
        }
        return figures.isEmpty ? joined : joined + [.table(Table(figures))]
    }
}
