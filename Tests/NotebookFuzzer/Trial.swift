import Notebooks
import Reports
import Running
import Sessions

/// One input on its way: bytes, notebook, check, and the page of a record full of hostile text.
struct Trial {
    private let template: RecordTemplate
    private let verifier: PageVerifier

    init(_ template: RecordTemplate) throws {
        self.template = template
        verifier = try PageVerifier(ofPagesLike: HTMLReport(template.record).text)
    }

    /// What is wrong with what came of the input, or nil. A trap ends the process instead.
    func fault(of bytes: [UInt8]) -> String? {
        let source: NotebookSource
        do throws(Diagnostic) {
            source = try NotebookSource(name: "a <b>\"&'.md", bytes: bytes)
        } catch {
            let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).count
            let isInside = (1...max(1, lines)).contains(error.place.line) && error.place.column >= 1
            return isInside ? nil : "the place \(error.place) of what is not UTF-8 is outside the text"
        }
        let notebook = Notebook(parsing: source)
        let result = NotebookChecker.check(notebook, files: SessionFiles(notebookFolder: "/nonexistent"))
        // Counted once, since a line may have thousands of problems.
        let columns = Self.columns(of: source)
        for problem in result.diagnostics {
            let columns = problem.source == source ? columns : Self.columns(of: problem.source)
            if let fault = fault(of: problem, columns: columns) { return fault }
        }
        guard (result.notebook == nil) == result.hasErrors else {
            return "`check` gives a notebook in spite of errors, or none without one"
        }
        var hostile = HostileRecord(notebook, template: template, random: FuzzRandom(of: bytes))
        let record = hostile.record()
        let page = HTMLReport(record).text
        if let fault = faultOfExports(record) { return fault }
        // Labels that stand twice are an error of `check`, and the only reason for ids that do.
        return verifier.fault(of: page, hasOwnIDs: result.notebook != nil) ?? fault(of: page, from: record)
    }

    /// A notebook comes back from Jupyter's form as it was, and each other form is written.
    private func faultOfExports(_ record: RunRecord) -> String? {
        do {
            guard !MarkdownExport(record, figuresIn: "f").text.isEmpty, try !JSONExport(record).bytes().isEmpty else {
                return "an export is empty"
            }
            let again = try JupyterImport(JupyterExport(record).bytes()).text
            let isSame = again.utf8.elementsEqual(record.notebook.text.utf8)
            return isSame ? nil : "the notebook comes back from Jupyter's form as another: \(again.debugDescription)"
        } catch {
            return "the notebook does not come back from Jupyter's form: \(error)"
        }
    }

    /// What is written as text is read as the same text.
    private func fault(of page: String, from record: RunRecord) -> String? {
        let written = record.cells.flatMap(\.values).map { [$0.name, PageVocabulary.shown($0.value.description)] }
        guard let reader = ReportReader(page) else { return "the page does not read as a report" }
        let read = reader.values.map { [$0.name, $0.text] }
        guard read != written else { return nil }
        let first = zip(read, written).first { $0 != $1 }.map { "\($0) instead of \($1)" }
        return "the page's values read as others: \(first ?? "\(read.count) instead of \(written.count)")"
    }

    /// How many columns each line has, its end included.
    private static func columns(of source: NotebookSource) -> [Int] { source.lines.map { $0.count + 1 } }

    private func fault(of problem: SourcedDiagnostic, columns: [Int]) -> String? {
        let diagnostic = problem.diagnostic
        let message = problem.message
        guard columns.indices.contains(diagnostic.place.line - 1), diagnostic.place.column >= 1,
            diagnostic.place.column <= columns[diagnostic.place.line - 1]
        else { return "a message's place is outside the text: \(message)" }
        if diagnostic.remedy.isEmpty { return "a message says not what to do: \(message)" }
        let isShown = message.unicodeScalars.allSatisfy { scalar in
            scalar == "\n" || ![.control, .format].contains(scalar.properties.generalCategory)
        }
        return isShown ? nil : "a message holds what a terminal acts on: \(message.debugDescription)"
    }
}
