import Figures
import Notebooks
import Running
import Sessions

/// The head of the page: what the notebook is, how its run ended, what it came to, and with which parameters.
struct ReportHeader {
    let record: RunRecord
    let notebook: Notebook

    var markup: Markup {
        .tag("header", [:], [title, description, authors, summary, headlines, parameters])
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
        var parts = [outcome]
        if !staleness.isEmpty { parts.append(.tag("span", ["class": "state stale"], .text(staleness))) }
        if !expectations.isEmpty { parts.append(.text(expectations)) }
        parts.append(.text("seed \(record.provenance.seed)"))
        return .tag(
            "p", ["class": "summary"], Array(parts.map { [$0] }.joined(separator: [.text(" · ")])))
    }

    /// How the run ended, with a link to the cell where it did not end well.
    private var outcome: Markup {
        let state = record.outcome == .succeeded ? "good" : "bad"
        let text = Markup.tag("span", ["class": "state \(state)"], .text(outcomeText))
        guard record.outcome != .succeeded, let culprit else { return text }
        return .tag("a", ["href": "#\(culprit.anchor)"], text)
    }

    private var culprit: Cell? {
        let cell = record.cells.last { $0.origin != .earlierRun && $0.outcome != .succeeded && $0.outcome != .notRun }
        return cell.map { notebook.cells[$0.index] }
    }

    var outcomeText: String {
        let name = culprit?.name ?? ""
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
        guard done == all else { return "\(done) of \(all) cells are done, as this run was asked to" }
        return switch all {
        case 0: "No cells to run"
        case 1: "The only cell is done"
        default: "All \(all) cells are done"
        }
    }

    var staleness: String {
        let count = record.cells.count(where: \.isStale)
        return count == 0 ? "" : "\(count) \(count == 1 ? "cell is" : "cells are") out of date"
    }

    var expectations: String {
        let outcomes = record.cells.filter { !$0.isStale }.flatMap(\.outputs).compactMap { output in
            if case .expectation(let outcome) = output { outcome.passed } else { nil }
        }
        guard !outcomes.isEmpty else { return "" }
        return "\(outcomes.count(where: \.self)) of \(outcomes.count) expectations hold"
    }

    // MARK: Cards

    private var headlines: Markup {
        cards("headlines", Headline.all(of: record).map(card))
    }

    private func card(_ headline: Headline) -> Markup {
        .tag(
            "div", [:],
            [
                .tag("dt", [:], .tag("code", [:], .text(headline.name))),
                .tag("dd", ["class": "amount"], .text(Self.written(headline.value))),
            ]
                + interval(headline.interval)
                + headline.expectations.map { expectation in
                    .tag(
                        "dd", ["class": expectation.passed ? "passed" : "refuted"],
                        .tag("span", ["class": "mark"], .text(expectation.passed ? "✓ holds" : "✗ fails")),
                        .text(" "), .tag("code", [:], .text(expectation.text)))
                })
    }

    /// In two lines where one has no room.
    private func interval(_ interval: Interval?) -> [Markup] {
        guard let interval else { return [] }
        let ends = [interval.low, interval.high].map { Self.written(.real($0)) }
        return [.tag("dd", [:], .text("95\u{A0}%\u{A0}interval \(ends[0])\u{A0}to\u{A0}\(ends[1])"))]
    }

    private static func written(_ value: Value) -> String {
        switch value {
        // Shares and scores as tables have them, so that 1 is 1.0000.
        case .real(let number): (0.001...1).contains(number) ? fixed(number, digits: 4) : short(number)
        case .integer(let number): grouped(number)
        default: value.description
        }
    }

    private var parameters: Markup {
        cards(
            "parameters",
            record.parameters.map { parameter in
                let help = parameter.help.isEmpty ? [] : [Markup.tag("dd", [:], .text(parameter.help))]
                return .tag(
                    "div", ["data-parameter": parameter.name, "data-value": parameter.value.description],
                    [
                        .tag("dt", [:], .tag("code", [:], .text(parameter.name))),
                        .tag(
                            "dd", ["class": "amount"], .text(parameter.value.description),
                            .tag(
                                "span", ["class": "origin"],
                                .text(parameter.isDefault ? " default" : " set for this run"))),
                    ] + help)
            })
    }

    private func cards(_ name: String, _ cards: [Markup]) -> Markup {
        cards.isEmpty ? .raw("") : .tag("dl", ["class": "cards \(name)"], cards)
    }
}
