import Notebooks
import Testing

@testable import Reports

@Suite struct JupyterImportTests {
    private func imported(_ cells: String, metadata: String = "{}", format: String = "4") throws -> JupyterImport {
        try JupyterImport(
            Array(
                "{\"nbformat\": \(format), \"nbformat_minor\": 5, \"metadata\": \(metadata), \"cells\": [\(cells)]}"
                    .utf8))
    }

    private func problem(_ text: String) -> String? {
        do throws(ImportProblem) {
            _ = try JupyterImport(Array(text.utf8))
            return nil
        } catch {
            return error.description
        }
    }

    private static let python = "{\"language_info\": {\"name\": \"python\"}}"

    private func markdown(_ source: String) -> String {
        "{\"cell_type\": \"markdown\", \"metadata\": {}, \"source\": \(source)}"
    }

    private func code(_ source: String) -> String {
        "{\"cell_type\": \"code\", \"metadata\": {}, \"source\": \(source), \"outputs\": [], \"execution_count\": null}"
    }

    @Test func proseStaysAndCodeIsShown() throws {
        let notebook = try imported(
            [
                markdown("[\"# A\\n\", \"\\n\", \"b\"]"), code("\"print(1)\\nprint(2)\""), code("\"\""),
                markdown("\"c\\n\\n\""),
            ]
            .joined(separator: ","), metadata: Self.python)
        #expect(notebook.text == "# A\n\nb\n\n```python\nprint(1)\nprint(2)\n```\n\nc\n")
        #expect(notebook.warnings == [])
        #expect(Notebook(parsing: NotebookSource(name: "a.md", text: notebook.text)).cells.isEmpty)
    }

    @Test func codeThatHoldsAFenceGetsALongerOne() throws {
        #expect(try imported(code("\"a\\n````\\nb\"")).text == "`````\na\n````\nb\n`````\n")
    }

    @Test(arguments: [
        ("\"halt\"", "```text\nsetup\n```\n"), ("\"HALT\"", "```text\nsetup\n```\n"),
        ("\"c++\"", "```c++\nsetup\n```\n"),
        ("\"{halt}\"", "```\nsetup\n```\n"), ("\"a b\"", "```\nsetup\n```\n"), ("\"a`\"", "```\nsetup\n```\n"),
    ])
    func noLanguageOfOthersMakesACommandCell(language: String, text: String) throws {
        #expect(try imported(code("\"setup\""), metadata: "{\"language_info\": {\"name\": \(language)}}").text == text)
    }

    @Test func bracesOfOthersQuoteNoValue() throws {
        let notebook = try imported(markdown("\"a {{ b }} `{{ c }}` {{d|e}} $\\\\frac{{1}}{2}$ {{ {{\""))
        #expect(notebook.text == "a \\{{ b }} `{{ c }}` \\{{d|e}} $\\frac{{1}}{2}$ \\{{ \\{{\n")
        let parsed = Notebook(parsing: NotebookSource(name: "a.md", text: notebook.text))
        #expect(parsed.proseReferences == [] && parsed.diagnostics == [])
    }

    @Test func aTitleBecomesFrontMatter() throws {
        let metadata = "{\"title\": \"A:\\n \\\"b\\\"\", \"authors\": [{\"name\": \"C, D\"}]}"
        let notebook = try imported(markdown("\"e\""), metadata: metadata)
        #expect(notebook.text == "---\ntitle: \"A: \\\"b\\\"\"\nauthors: [\"C, D\"]\n---\n\ne\n")
        let head = Notebook(parsing: NotebookSource(name: "a.md", text: notebook.text)).frontMatter
        #expect(head.title == "A: \"b\"" && head.authors == ["C, D"])
    }

    @Test func textThatLooksLikeFrontMatterIsNone() throws {
        #expect(try imported(markdown("\"---\\nparameters: 1\\n---\"")).text == "\n---\nparameters: 1\n---\n")
    }

    @Test func rawCellsAndAttachmentsAreLeftOutAndNamed() throws {
        let notebook = try imported(
            "{\"cell_type\": \"raw\", \"metadata\": {}, \"source\": \"a\"},"
                + "{\"cell_type\": \"markdown\", \"metadata\": {}, \"source\": \"b\", \"attachments\": {\"c.png\": {\"image/png\": \"\"}}}"
        )
        #expect(notebook.text == "b\n")
        #expect(
            notebook.warnings == [
                "cell 1 is raw, and left out: a notebook has prose and cells",
                "the attachments of cell 2 are left out: a notebook holds no files",
            ])
    }

    @Test func aBlockWithoutAnEndIsNamed() throws {
        let notebook = try imported([markdown("\"```\\na\""), markdown("\"b\"")].joined(separator: ","))
        #expect(
            notebook.warnings == ["cell 1 has a block without an end, which takes in what follows"])
    }

    @Test(arguments: [
        ("", "it is no notebook of Jupyter's; give an .ipynb file"),
        ("[]", "it is no notebook of Jupyter's; give an .ipynb file"),
        ("{\"nbformat\": \"4\"}", "it is no notebook of Jupyter's; give an .ipynb file"),
        (
            "{\"nbformat\": 3, \"worksheets\": []}",
            "its format is nbformat 3, and 4 is read; run `jupyter nbconvert --to notebook` on it first"
        ),
        (
            "{\"nbformat\": 5, \"cells\": []}",
            "its format is nbformat 5, which is later than this version reads; save it as nbformat 4"
        ),
        ("{\"nbformat\": 4}", "it is damaged at `cells`; open it in Jupyter and save it again"),
        (
            "{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\", \"source\": 3}]}",
            "it is damaged at `cells.0.source`; open it in Jupyter and save it again"
        ),
        (
            "{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"heading\", \"source\": \"\"}]}",
            "cell 1 is of the type `heading`; those of nbformat 4 are markdown, code and raw"
        ),
        (
            "{\"nbformat\": 4, \"cells\": [], \"metadata\": {\"haltbook\": {\"format\": 9, \"source\": \"\", \"sha256\": \"\"}}}",
            "haltbook exported it in format 9, and this version reads 1; export it again"
        ),
    ])
    func whatCannotBeReadIsRefused(text: String, message: String) {
        #expect(problem(text) == message)
    }

    @Test func nestingHasAnEnd() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(
            problem("{\"nbformat\": 4, \"cells\": \(deep)") == "it is no notebook of Jupyter's; give an .ipynb file")
    }

    // MARK: Our own, changed

    /// An export with one text in place of another, as Jupyter would store a change.
    private func changed(_ text: String, _ old: String, to new: String) throws -> JupyterImport {
        let exported = String(decoding: try JupyterExport(text, name: "a.md").bytes(), as: UTF8.self)
        #expect(exported.contains(old))
        return try JupyterImport(Array(exported.replacing(old, with: new).utf8))
    }

    private static let small = "A.\n\n````halt\nsetup\n````\nB.\n"

    @Test func aChangedCellKeepsItsFence() throws {
        let notebook = try changed(Self.small, "\"setup\"", to: "\"setup seed=1\"")
        #expect(notebook.text == "A.\n\n````halt\nsetup seed=1\n````\n\nB.\n")
    }

    @Test func aCellThatWouldCloseItsFenceGetsALongerOne() throws {
        let notebook = try changed(Self.small, "\"setup\"", to: "\"setup\\n````\"")
        #expect(notebook.text == "A.\n\n`````halt\nsetup\n````\n`````\n\nB.\n")
    }

    @Test func changedProseStaysApartFromCells() throws {
        let notebook = try changed(Self.small, "\"A.\\n\",\n        \"\\n\"", to: "\"C\"")
        #expect(notebook.text == "C\n\n````halt\nsetup\n````\nB.\n")
    }

    @Test func anEmptyCellThatIsFilledIsStillOne() throws {
        let exported = try changed("```halt\n```\n", "\"source\" : [\n\n      ]", to: "\"source\" : [\"setup\"]")
        #expect(exported.text == "```halt\nsetup\n```\n")
    }

    @Test func aNewCodeCellOfOursIsACommandCell() throws {
        let notebook = try changed(
            "A.\n", "\"cells\" : [",
            to: "\"cells\" : [{\"cell_type\": \"code\", \"metadata\": {}, \"source\": \"setup\"},")
        #expect(notebook.text == "```halt\nsetup\n```\n\nA.\n")
    }
}
