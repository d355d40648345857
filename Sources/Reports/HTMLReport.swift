import Figures
import Notebooks
package import Running

/// A run's report as one HTML page that loads nothing and runs no script.
package struct HTMLReport {
    private let record: RunRecord
    private let notebook: Notebook
    private let limits: OutputLimits

    package init(_ record: RunRecord, limits: OutputLimits = OutputLimits()) {
        self.record = record
        self.limits = limits
        notebook = Notebook(parsing: record.notebook)
    }

    /// The page as text.
    package var text: String {
        "<!DOCTYPE html>\n" + page.rendered + "\n"
    }

    private var page: Markup {
        .tag("html", ["lang": "en"], .tag("head", [:], head), .tag("body", [:], body))
    }

    private var head: [Markup] {
        // One style comes with the page, images only from `data:` addresses, and nothing else is loaded.
        let policy =
            "default-src 'none'; style-src '\(ReportStyle.source)'; img-src data:; base-uri 'none'; form-action 'none'"
        return [
            .tag("meta", ["charset": "utf-8"]),
            .tag("meta", ["http-equiv": "Content-Security-Policy", "content": policy]),
            .tag("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
            .tag("meta", ["name": "color-scheme", "content": "light dark"]),
            .tag("meta", ["name": "generator", "content": record.provenance.versions.first ?? "haltbook"]),
            .tag("title", [:], .text(notebook.title)),
            .tag("style", [:], .raw(ReportStyle.text)),
        ]
    }

    private var body: [Markup] {
        var prose = ProseWriter(notebook: notebook, record: record, limits: limits)
        let blocks = prose.blocks(notebook.blocksAfterTitle)
        let notes = prose.footnoteSection + prose.referenceSection()
        let header = ReportHeader(record: record, notebook: notebook)
        return [
            .tag("a", ["class": "skip", "href": "#content"], .text("Skip to the content")),
            TableOfContents(prose.headings).markup,
            .tag(
                "main", ["id": "content"],
                [
                    header.markup, .tag("article", [:], blocks + notes),
                    ReportFooter(record: record, notebook: notebook).markup,
                ]),
        ]
    }
}

extension Notebook {
    /// The blocks without a first heading that already stands at the page's head as its title.
    fileprivate var blocksAfterTitle: [MarkdownBlock] {
        if frontMatter.title == nil,
            let index = blocks.firstIndex(where: { if case .heading = $0 { true } else { false } })
        {
            var rest = blocks
            rest.remove(at: index)
            return rest
        }
        return blocks
    }
}
