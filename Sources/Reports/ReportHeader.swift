import Figures
import Notebooks
import Running
import Sessions

/// The head of the page: what the notebook is, how its run ended, and with which parameters.
struct ReportHeader {
    let record: RunRecord
    let notebook: Notebook

    var markup: Markup {
        .tag("header", [:], [title, description, authors, summary, parameters])
    }

    private var title: Markup { .tag("h1", [:], .text(notebook.title)) }

    private var description: Markup {
        notebook.frontMatter.description.map { .tag("p", ["class": "lead"], .text($0)) } ?? .raw("")
    }

    private var authors: Markup {
        let parts = [notebook.frontMatter.authors.joined(separator: ", "), notebook.frontMatter.date ?? ""]
        let text = parts.filter { !$0.isEmpty }.joined(separator: " · ")
        return text.isEmpty ? .raw("") : .tag("p", ["class": "authors"], .text(text))
    }

    private var summary: Markup {
        let state = record.outcome == .succeeded ? "good" : "bad"
        var parts = [Markup.tag("span", ["class": "state \(state)"], .text(outcomeText))]
        if !staleness.isEmpty { parts.append(.tag("span", ["class": "state stale"], .text(staleness))) }
        if !expectations.isEmpty { parts.append(.text(expectations)) }
        parts.append(.text("seed \(record.provenance.seed)"))
        return .tag(
            "p", ["class": "summary"], Array(parts.map { [$0] }.joined(separator: [.text(" · ")])))
    }

    private var outcomeText: String {
        let culprit = record.cells.last {
            $0.origin != .earlierRun && $0.outcome != .succeeded && $0.outcome != .notRun
        }
        let name = culprit.map { notebook.cells[$0.index].name } ?? ""
        return switch record.outcome {
        case .succeeded: succeeded
        case .failed: "\(name) failed"
        case .expectationFailed: "An expectation of \(name) failed"
        case .timedOut: "\(name) ran out of time"
        case .interrupted: "Interrupted in \(name)"
        case .unfinished: name.isEmpty ? "Not finished" : "Not finished: \(name) was running"
        }
    }

    private var succeeded: String {
        let (all, done) = (record.cells.count, record.cells.count { $0.outcome != .notRun && $0.origin != .earlierRun })
        return done == all ? "All \(all) cells are done" : "\(done) of \(all) cells are done, as this run was asked to"
    }

    private var staleness: String {
        let count = record.cells.count(where: \.isStale)
        return count == 0 ? "" : "\(count) \(count == 1 ? "cell is" : "cells are") out of date"
    }

    private var expectations: String {
        let outcomes = record.cells.filter { !$0.isStale }.flatMap(\.outputs).compactMap { output in
            if case .expectation(let outcome) = output { outcome.passed } else { nil }
        }
        guard !outcomes.isEmpty else { return "" }
        return "\(outcomes.count(where: \.self)) of \(outcomes.count) expectations hold"
    }

    private var parameters: Markup {
        guard !record.parameters.isEmpty else { return .raw("") }
        let rows = record.parameters.map { parameter in
            Markup.tag(
                "tr", ["data-parameter": parameter.name, "data-value": parameter.value.description],
                .tag("th", ["scope": "row"], .tag("code", [:], .text(parameter.name))),
                .tag("td", ["class": "number"], .text(parameter.value.description)),
                .tag("td", [:], .text(parameter.isDefault ? "default" : "set for this run")),
                .tag("td", [:], .text(parameter.help)))
        }
        return .tag(
            "div", ["class": "scroll parameters", "tabindex": "0", "role": "region", "aria-label": "Parameters"],
            .tag("table", [:], .tag("caption", [:], .text("Parameters")), .tag("tbody", [:], rows)))
    }
}
