import Figures
import Files
import Notebooks
package import Running
import Sessions

/// A notebook, or a run of one, in Jupyter's form, from which `JupyterImport` makes the same text again.
package struct JupyterExport {
    private let notebook: Notebook
    private let pieces: [NotebookPieces.Piece]
    private let record: RunRecord?

    /// A run with all that it showed.
    package init(_ record: RunRecord) {
        notebook = Notebook(parsing: record.notebook)
        pieces = NotebookPieces(record.notebook.text, notebook).pieces
        self.record = record.settled
    }

    /// A notebook without outputs.
    ///
    /// - Parameter text: the text as it is in its file, whatever ends its lines.
    package init(_ text: String, name: String) {
        notebook = Notebook(parsing: NotebookSource(name: name, text: text))
        pieces = NotebookPieces(text, notebook).pieces
        record = nil
    }

    package func bytes() throws -> [UInt8] {
        try ExactJSON.bytes(document, isPretty: true) + [UInt8(ascii: "\n")]
    }

    /// The names of the cells whose outputs have no place, since these cells stand in lists or block quotes.
    package var cellsWithoutOutputs: [String] {
        guard let record else { return [] }
        return pieces.flatMap { piece -> [Int] in
            if case .prose(_, let cells) = piece { cells } else { [] }
        }.filter { !record.cells[$0].outputs.isEmpty || record.cells[$0].problem != nil }.map {
            notebook.cells[$0].name
        }
    }

    // MARK: The notebook

    private var document: JupyterNotebook {
        let authors = notebook.frontMatter.authors.map { JupyterNotebook.Author(name: $0) }
        return JupyterNotebook(
            cells: cells,
            metadata: JupyterNotebook.Metadata(
                title: notebook.frontMatter.title, authors: authors.isEmpty ? nil : authors, haltbook: origin))
    }

    private var origin: JupyterNotebook.Origin {
        var origin = JupyterNotebook.Origin(
            source: notebook.source.fileName, sha256: SHA256.hexDigest(of: notebook.source.text))
        guard let record else { return origin }
        origin.versions = record.provenance.versions
        origin.outcome = record.outcome.rawValue
        origin.seed = record.provenance.seed
        origin.started = record.provenance.started.isEmpty ? nil : record.provenance.started
        origin.parameters = Dictionary(
            record.parameters.map { ($0.name, $0.value.description) }, uniquingKeysWith: { $1 })
        return origin
    }

    private var cells: [JupyterCell] {
        var ids: Set<String> = []
        var values = record?.parameterValues ?? [:]
        return pieces.enumerated().map { place, piece in
            for index in piece.cells {
                for value in record?.cells[index].values ?? [] { values[value.name] = value.value }
            }
            return cell(piece, place, values, &ids)
        }
    }

    private func cell(
        _ piece: NotebookPieces.Piece, _ place: Int, _ values: [String: Value], _ ids: inout Set<String>
    ) -> JupyterCell {
        let digest = JupyterPlace.digest(of: piece.text, at: place)
        var origin = JupyterPlace(place: place, digest: digest)
        let id = Self.id(digest, &ids)
        switch piece {
        case .frontMatter(let text):
            origin.isFrontMatter = true
            return JupyterCell(
                kind: .raw, id: id, source: text,
                metadata: JupyterCell.Metadata(haltbook: origin, rawFormat: "text/yaml"))
        case .prose(let text, let held):
            origin.heldCells = held.isEmpty ? nil : held.map { notebook.cells[$0].name }
            return JupyterCell(
                kind: .markdown, id: id, source: text, metadata: JupyterCell.Metadata(haltbook: origin))
        case .cell(let index, let fenced):
            origin.name = notebook.cells[index].name
            origin.open = fenced.open == FencedText.usualOpen ? nil : fenced.open
            origin.close = fenced.close == FencedText.usualClose ? nil : fenced.close
            return JupyterCell(
                kind: code(index, values), id: id, source: fenced.source,
                metadata: JupyterCell.Metadata(
                    haltbook: origin, jupyter: visibility(notebook.cells[index].display, index)))
        }
    }

    /// The digest's beginning; where two begin alike, the later one counts on.
    private static func id(_ digest: String, _ ids: inout Set<String>) -> String {
        var id = String(digest.prefix(8))
        while !ids.insert(id).inserted { id = String(JupyterPlace.digest(of: id, at: ids.count).prefix(8)) }
        return id
    }

    /// What failed is shown whatever the author wished to hide.
    private func visibility(_ display: DisplayOptions, _ index: Int) -> JupyterCell.Visibility? {
        guard record.map({ $0.cells[index].outcome == .succeeded }) ?? true else { return nil }
        guard !display.include || !display.echo || display.fold else { return nil }
        return JupyterCell.Visibility(sourceHidden: true, outputsHidden: display.include ? nil : true)
    }

    private func code(_ index: Int, _ values: [String: Value]) -> JupyterCell.Kind {
        guard let record, record.cells[index].outcome != .notRun else { return .code(count: nil, outputs: []) }
        let writer = JupyterOutputs(cell: notebook.cells[index], record: record, values: values)
        return .code(count: index + 1, outputs: writer.outputs)
    }
}

extension NotebookPieces.Piece {
    /// The command cells in the piece.
    fileprivate var cells: [Int] {
        switch self {
        case .frontMatter: []
        case .prose(_, let cells): cells
        case .cell(let index, _): [index]
        }
    }
}

extension JupyterPlace {
    /// 16 hexadecimal digits.
    static func digest(of text: String, at place: Int) -> String {
        String(SHA256.hexDigest(of: "\(place)\n\(text)").prefix(16))
    }
}
