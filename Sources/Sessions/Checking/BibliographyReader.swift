import Files
import Notebooks

/// Reads the bibliographies that a notebook's front matter names.
struct BibliographyReader {
    /// Every work, the first of each key.
    private(set) var entries: [String: BibliographyEntry] = [:]
    /// The files' digests, by path.
    private(set) var digests: [String: String] = [:]
    /// What is wrong with the paths, in the notebook.
    private(set) var problems: [Diagnostic] = []
    /// What is wrong in the files themselves.
    private(set) var findings: [SourcedDiagnostic] = []

    init(_ named: [BibliographyFile], files: SessionFiles) {
        for file in named { read(file, files) }
    }

    /// What of it a notebook's text cites.
    func worksCited(by citations: [Notebook.PlacedCitation]) -> WorksCited {
        var works = WorksCited()
        works.files = digests
        var seen: Set<String> = []
        for case .work(let key) in citations.flatMap(\.citation.items).map(\.target) where seen.insert(key).inserted {
            if let entry = entries[key] { works.entries.append(entry) }
        }
        return works
    }

    private mutating func read(_ file: BibliographyFile, _ files: SessionFiles) {
        if let problem = files.problem(reading: file.path, at: file.place) {
            problems.append(problem)
            return
        }
        do {
            let bytes = try SafeFile.read(try files.readable(file.path))
            digests[file.path] = SHA256.hexDigest(of: bytes)
            parse(try NotebookSource(name: file.path, bytes: bytes))
        } catch let diagnostic as Diagnostic {
            findings.append(SourcedDiagnostic(NotebookSource(name: file.path, text: ""), diagnostic))
        } catch {
            problems.append(
                Diagnostic(
                    .missingFile, at: file.place, "`\(file.path)` cannot be read: \(error)",
                    remedy: "see to it that it can be read"))
        }
    }

    private mutating func parse(_ source: NotebookSource) {
        let parser = BibTeXParser(source.text)
        for entry in parser.entries where entries[entry.key] == nil { entries[entry.key] = entry }
        findings += parser.problems.map { problem in
            let place = SourcePlace(line: problem.line, column: 1)
            return SourcedDiagnostic(
                source, Diagnostic(.bibliography, .warning, at: place, problem.problem, remedy: problem.remedy))
        }
    }
}
