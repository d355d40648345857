import Figures
import Notebooks
import Running
import Testing

@testable import Reports

/// Holds prose to the examples of the CommonMark specification.
@Suite struct CommonMarkTests {
    @Test func `the specification has 652 examples`() {
        #expect(CommonMarkExample.all.count == 652)
    }

    @Test(arguments: CommonMarkExample.all)
    func `plain CommonMark is what libcmark writes of it`(_ example: CommonMarkExample) {
        let html = prose("---\nmarkdown: commonmark\n---\n" + example.markdown)
        #expect(
            ReferenceHTML.parts(ofReport: html) == ReferenceHTML.parts(ofLibcmark: example.reference),
            "\(example.markdown)")
    }

    @Test(arguments: CommonMarkExample.all)
    func `with the extensions on, prose is what libcmark writes of it, unless an extension is about it`(
        _ example: CommonMarkExample
    ) {
        let html = prose("---\n---\n" + example.markdown)
        let isSame = ReferenceHTML.parts(ofReport: html) == ReferenceHTML.parts(ofLibcmark: example.reference)
        #expect(isSame == (Self.exceptions[example.number] == nil), "\(example.markdown)\n\(html)")
    }

    /// Why an example comes out otherwise with the extensions on.
    private static let exceptions: [Int: String] = [
        605: "a mail address in plain text is a link; the backslash only makes it none of CommonMark's",
        607: "a web address in plain text is a link, between spaces, too",
        610: "a web address in plain text is a link",
        611: "a mail address in plain text is a link",
    ]
}

/// The prose of a notebook as HTML.
func prose(_ text: String) -> String {
    let record = record(text)
    let notebook = Notebook(parsing: record.notebook)
    var writer = ProseWriter(notebook: notebook, record: record, limits: OutputLimits())
    return writer.blocks(notebook.blocks).map(\.rendered).joined()
}
