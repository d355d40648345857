import Files
import Notebooks

/// A notebook's text made from one of Jupyter's: prose as it is, our own cells as cells, and other code as fences that
/// are shown and never run.
package struct JupyterImport {
    package private(set) var text = ""
    /// What was left out, and what may be read otherwise than it was.
    package private(set) var warnings: [String] = []

    private let notebook: ReadNotebook
    private var pieces: [ImportedPiece] = []

    /// Throws where the bytes are no notebook that can be read.
    package init(_ bytes: [UInt8]) throws(ImportProblem) {
        notebook = try ReadNotebook(bytes)
        if notebook.metadata?.haltbook == nil, let head {
            pieces.append(ImportedPiece(head, number: 0))
            pieces[0].isFrontMatter = true
        }
        for (index, cell) in notebook.cells.enumerated() { try add(cell, number: index + 1) }
        warnOfOpenBlocks()
        text = pieces.joined
        // Text that would be read as front matter was none.
        let isHeaded = pieces.first?.isFrontMatter == true
        if !isHeaded, NotebookSource(name: "", text: text).frontMatterLineCount > 0 { text = "\n" + text }
    }

    private mutating func add(_ cell: ReadNotebook.Cell, number: Int) throws(ImportProblem) {
        if let attachments = cell.attachments, !attachments.isEmpty {
            warnings.append("the attachments of cell \(number) are left out: a notebook holds no files")
        }
        let own = cell.metadata?.haltbook
        switch cell.type {
        case "markdown": addProse(cell.source.text, own, number)
        case "code": addCode(cell.source.text, own, number)
        case "raw":
            guard let own, own.isFrontMatter == true, pieces.isEmpty else {
                warnings.append("cell \(number) is raw, and left out: a notebook has prose and cells")
                return
            }
            pieces.append(ImportedPiece(cell.source.text, own, number: number))
            pieces[0].isFrontMatter = true
        default:
            throw ImportProblem(
                "cell \(number) is of the type `\(cell.type.prefix(40))`; those of nbformat 4 are "
                    + "markdown, code and raw")
        }
    }

    private mutating func addProse(_ text: String, _ own: JupyterPlace?, _ number: Int) {
        if let own { return pieces.append(ImportedPiece(text, own, number: number)) }
        let text = text.withoutBlankEnds
        guard !text.isEmpty else { return }
        pieces.append(
            ImportedPiece((notebook.metadata?.haltbook == nil ? text.withoutQuotedValues : text) + "\n", number: number)
        )
    }

    private mutating func addCode(_ source: String, _ own: JupyterPlace?, _ number: Int) {
        if let own {
            let fenced = FencedText(
                open: own.open ?? FencedText.usualOpen, source: source, close: own.close ?? FencedText.usualClose)
            let piece = ImportedPiece(fenced.text, own, number: number)
            // A source that was changed may close the fence that it was in.
            pieces.append(
                piece.isUnchanged || piece.isOneCell ? piece : ImportedPiece(FencedText(source).text, number: number))
        } else if !source.isEmpty {
            pieces.append(ImportedPiece(FencedText(source, info: language).text, number: number))
        }
    }

    /// The language of cells that do not say what they are, as a fence can hold it.
    private var language: String {
        let metadata = notebook.metadata
        let name = metadata?.language?.name ?? metadata?.kernel?.language ?? ""
        let isWord = name.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || ("0"..."9").contains($0) || "+#-_".unicodeScalars.contains($0)
        }
        guard isWord, name.count <= 40 else { return "" }
        guard name.lowercased() == JupyterNotebook.language else { return name }
        // Only a notebook of ours has cells that it does not mark.
        return metadata?.haltbook == nil ? "text" : JupyterNotebook.language
    }

    /// The front matter of a notebook that says its title.
    private var head: String? {
        let title = (notebook.metadata?.title ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !title.isEmpty else { return nil }
        let authors = notebook.metadata?.authors?.map(\.name) ?? []
        // A JSON string is one of YAML, too.
        guard let written = try? ExactJSON.bytes(title), let names = try? ExactJSON.bytes(authors) else { return nil }
        let lines =
            ["title: " + String(decoding: written, as: UTF8.self)]
            + (authors.isEmpty ? [] : ["authors: " + String(decoding: names, as: UTF8.self)])
        let text = "---\n\(lines.joined(separator: "\n"))\n---\n"
        return Notebook(parsing: NotebookSource(name: "", text: text)).diagnostics.isEmpty ? text : nil
    }

    /// What does not end by itself would take in what follows.
    private mutating func warnOfOpenBlocks() {
        for (piece, next) in zip(pieces, pieces.dropFirst()) where !piece.goesOn(with: next) && !piece.isClosed {
            warnings.append("cell \(piece.number) has a block without an end, which takes in what follows")
        }
    }
}

/// A piece of the text that is made.
struct ImportedPiece {
    let text: String
    /// The cell that it was, from 1; 0 for none.
    let number: Int
    /// Which piece it is of a text that was exported.
    private let place: Int?
    /// Whether it is as it was exported.
    let isUnchanged: Bool
    var isFrontMatter = false

    /// A piece of our own that says where it was.
    init(_ text: String, _ own: JupyterPlace, number: Int) {
        self.text = text
        self.number = number
        place = own.place
        isUnchanged = own.digest == JupyterPlace.digest(of: text, at: own.place)
    }

    init(_ text: String, number: Int) {
        self.text = text
        self.number = number
        place = nil
        isUnchanged = false
    }

    /// Whether the piece that follows is the one that followed when both were exported.
    func goesOn(with next: ImportedPiece) -> Bool {
        guard let place, let following = next.place, isUnchanged, next.isUnchanged else { return false }
        return following > 0 && following - 1 == place
    }

    /// Whether the text is a command cell and nothing else.
    var isOneCell: Bool { isClosed && blocks(text) == [.cell(0)] }

    /// Whether a paragraph after the text would be one.
    var isClosed: Bool { blocks(text + "\n\nx\n").last == .paragraph([.text("x")]) }

    private func blocks(_ text: String) -> [MarkdownBlock] {
        Notebook(parsing: NotebookSource(name: "", text: text)).blocks
    }
}

extension [ImportedPiece] {
    /// The text of all, with an empty line where two did not stand together before.
    var joined: String {
        var text = ""
        for (index, piece) in enumerated() {
            if index > 0, !self[index - 1].goesOn(with: piece) { text.endWithEmptyLine(before: piece.text) }
            text += piece.text
        }
        if let last, !last.isUnchanged, !text.isEmpty, text.lineEnd.isEmpty { text += "\n" }
        return text
    }
}

extension String {
    fileprivate mutating func endWithEmptyLine(before next: String) {
        guard !isEmpty else { return }
        if lineEnd.isEmpty { self += "\n" }
        let hasEmptyLine = utf8.dropLast(lineEnd.utf8.count).last.map { $0 == 0x0A || $0 == 0x0D } ?? true
        if !hasEmptyLine, next.utf8.first != 0x0A, next.utf8.first != 0x0D { self += "\n" }
    }

    /// The text without empty lines at its ends, and without what ends its last line.
    fileprivate var withoutBlankEnds: String {
        let lines = linesWithEnds
        guard let first = lines.firstIndex(where: { !$0.allSatisfy(\.isWhitespace) }),
            let last = lines.lastIndex(where: { !$0.allSatisfy(\.isWhitespace) })
        else { return "" }
        let text = lines[first...last].joined()
        return String(decoding: text.utf8.dropLast(text.lineEnd.utf8.count), as: UTF8.self)
    }

    /// The text with a backslash before each `{{` that would quote a value, or be wrong.
    fileprivate var withoutQuotedValues: String {
        guard contains("{{") else { return self }
        let source = NotebookSource(name: "", text: self)
        let notebook = Notebook(parsing: source)
        let places = notebook.proseReferences.map(\.reference.place) + notebook.diagnostics.map(\.place)
        let columns = Dictionary(grouping: Set(places), by: \.line)
        return source.lines.enumerated().map { index, line in
            columns[index + 1].map { line.escapingBraces(at: $0.map(\.column)) } ?? String(line)
        }.joined(separator: "\n")
    }
}

extension Substring {
    /// The line with a backslash before each `{{` that begins in one of the columns, or whose name does.
    fileprivate func escapingBraces(at columns: [Int]) -> String {
        let characters = Array(self)
        func hasBraces(at index: Int) -> Bool {
            index >= 0 && index + 1 < characters.count && characters[index] == "{" && characters[index + 1] == "{"
        }
        let starts = columns.map { column in
            var index = Swift.min(column - 1, characters.count)
            guard !hasBraces(at: index) else { return index }
            while index > 0, characters[index - 1].isWhitespace { index -= 1 }
            return index - 2
        }
        let braces = Set(starts.filter(hasBraces))
        return characters.enumerated().map { braces.contains($0) ? "\\\($1)" : String($1) }.joined()
    }
}
