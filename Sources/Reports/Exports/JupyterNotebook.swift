/// A notebook of Jupyter's, as it is written.
///
/// Source: nbformat 4.5, https://nbformat.readthedocs.io/en/latest/format_description.html
struct JupyterNotebook: Encodable {
    var cells: [JupyterCell]
    var metadata: Metadata
    private let nbformat = 4
    private let nbformatMinor = 5

    init(cells: [JupyterCell], metadata: Metadata) {
        self.cells = cells
        self.metadata = metadata
    }

    private enum CodingKeys: String, CodingKey {
        case cells, metadata, nbformat
        case nbformatMinor = "nbformat_minor"
    }

    struct Metadata: Encodable {
        var title: String?
        var authors: [Author]?
        var kernelspec = Kernel()
        var language = Language()
        var haltbook: Origin

        private enum CodingKeys: String, CodingKey {
            case title, authors, kernelspec, haltbook
            case language = "language_info"
        }
    }

    struct Author: Codable {
        var name: String
    }

    /// What would run the cells, which no Jupyter can.
    struct Kernel: Encodable {
        private let name = "haltbook"
        private let language = JupyterNotebook.language
        private let displayName = "Haltbook"

        private enum CodingKeys: String, CodingKey {
            case name, language
            case displayName = "display_name"
        }
    }

    struct Language: Encodable {
        private let name = JupyterNotebook.language
        private let fileExtension = ".md"
        private let lexer = "text"

        private enum CodingKeys: String, CodingKey {
            case name
            case fileExtension = "file_extension"
            case lexer = "pygments_lexer"
        }
    }

    /// What the notebook was made from.
    struct Origin: Codable {
        /// The version of what `metadata.haltbook` says, here and in cells; a reader refuses what it does not know.
        var format = currentFormat
        var source: String
        var sha256: String
        var versions: [String]?
        var outcome: String?
        var seed: UInt64?
        var started: String?
        var parameters: [String: String]?
    }

    static let currentFormat = 1
    static let language = "halt"
}

/// A cell of a Jupyter notebook.
struct JupyterCell: Encodable {
    enum Kind {
        case markdown, raw
        case code(count: Int?, outputs: [JupyterOutput])
    }

    var kind: Kind
    var id: String
    var source: String
    var metadata: Metadata

    struct Metadata: Codable {
        var haltbook: JupyterPlace
        /// What a raw cell is written in, so that nobody takes it for the page's own language.
        var rawFormat: String?
        var jupyter: Visibility?

        private enum CodingKeys: String, CodingKey {
            case haltbook, jupyter
            case rawFormat = "raw_mimetype"
        }
    }

    /// What Jupyter folds away.
    struct Visibility: Codable {
        var sourceHidden: Bool?
        var outputsHidden: Bool?

        private enum CodingKeys: String, CodingKey {
            case sourceHidden = "source_hidden"
            case outputsHidden = "outputs_hidden"
        }
    }

    private enum CodingKeys: String, CodingKey {
        case id, metadata, source, outputs
        case type = "cell_type"
        case count = "execution_count"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch kind {
        case .markdown: try container.encode("markdown", forKey: .type)
        case .raw: try container.encode("raw", forKey: .type)
        case .code(let count, let outputs):
            try container.encode("code", forKey: .type)
            // It is to be there also where it is null.
            try container.encode(count, forKey: .count)
            try container.encode(outputs, forKey: .outputs)
        }
        try container.encode(id, forKey: .id)
        try container.encode(metadata, forKey: .metadata)
        try container.encode(source.jupyterLines, forKey: .source)
    }
}

/// What is needed to put a cell back into the notebook's text as it was.
struct JupyterPlace: Codable {
    /// Which piece of the text the cell is, from 0.
    var place: Int
    /// Of the piece's text and place: a cell that was changed since has another.
    var digest: String
    /// The name that the report calls a command cell by.
    var name: String?
    /// The fence of a command cell, where it is not the usual one.
    var open: String?
    var close: String?
    /// The command cells that stand in lists and block quotes of a piece of prose, which cannot be cut out of it.
    var heldCells: [String]?
    /// Whether the piece is the front matter.
    var isFrontMatter: Bool?

    private enum CodingKeys: String, CodingKey {
        case place, digest, name, open, close
        case heldCells = "held_cells"
        case isFrontMatter = "front_matter"
    }
}

/// What a cell of a Jupyter notebook shows.
enum JupyterOutput: Encodable {
    /// The same in several forms, by media type.
    case display([String: String])
    case stream(name: String, text: String)
    case error(name: String, value: String, traceback: [String])

    private enum CodingKeys: String, CodingKey {
        case type = "output_type"
        case data, metadata, name, text, ename, evalue, traceback
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .display(let forms):
            try container.encode("display_data", forKey: .type)
            try container.encode(forms.mapValues(\.jupyterLines), forKey: .data)
            try container.encode([String: String](), forKey: .metadata)
        case .stream(let name, let text):
            try container.encode("stream", forKey: .type)
            try container.encode(name, forKey: .name)
            try container.encode(text.jupyterLines, forKey: .text)
        case .error(let name, let value, let traceback):
            try container.encode("error", forKey: .type)
            try container.encode(name, forKey: .ename)
            try container.encode(value, forKey: .evalue)
            try container.encode(traceback, forKey: .traceback)
        }
    }
}

extension String {
    /// The text as Jupyter stores it: its lines with their line feeds.
    var jupyterLines: [String] {
        var lines: [String] = []
        var rest = utf8[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let next = rest.index(after: end)
            lines.append(String(decoding: rest[..<next], as: UTF8.self))
            rest = rest[next...]
        }
        return rest.isEmpty ? lines : lines + [String(decoding: rest, as: UTF8.self)]
    }
}
