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
}

/// The prose of a notebook as HTML.
func prose(_ text: String) -> String {
    let record = record(text)
    let notebook = Notebook(parsing: record.notebook)
    var writer = ProseWriter(notebook: notebook, record: record, limits: OutputLimits())
    return writer.blocks(notebook.blocks).map(\.rendered).joined()
}
