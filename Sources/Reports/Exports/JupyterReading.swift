import Files

/// A notebook of Jupyter's, as much as is read of one that anybody may have written.
struct ReadNotebook: Decodable {
    var cells: [Cell]
    var metadata: Metadata?

    struct Metadata: Decodable {
        var title: String?
        var authors: [JupyterNotebook.Author]?
        var kernel: Language?
        var language: Language?
        var haltbook: JupyterNotebook.Origin?

        private enum CodingKeys: String, CodingKey {
            case title, authors, haltbook
            case kernel = "kernelspec"
            case language = "language_info"
        }
    }

    /// What both `kernelspec` and `language_info` may say of the cells' language.
    struct Language: Decodable {
        var name: String?
        var language: String?
    }

    struct Cell: Decodable {
        var type: String
        var source: Lines
        var metadata: CellMetadata?
        var attachments: [String: Anything]?

        private enum CodingKeys: String, CodingKey {
            case source, metadata, attachments
            case type = "cell_type"
        }
    }

    struct CellMetadata: Decodable {
        var haltbook: JupyterPlace?
    }

    /// Text in one piece, or in lines with their line feeds.
    struct Lines: Decodable {
        var text: String

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self.text = text
            } else {
                text = try container.decode([String].self).joined()
            }
        }
    }

    struct Anything: Decodable {
        init(from decoder: any Decoder) throws {}
    }

    private struct Header: Decodable {
        var nbformat: Int
    }

    /// Throws where the bytes are no notebook, or one of a form that is not read.
    init(_ bytes: [UInt8]) throws(ImportProblem) {
        guard let header = try? ExactJSON.value(Header.self, bytes) else {
            throw ImportProblem("it is no notebook of Jupyter's; give an .ipynb file")
        }
        guard header.nbformat >= 4 else {
            throw ImportProblem(
                "its format is nbformat \(header.nbformat), and 4 is read; run `jupyter nbconvert --to notebook` on it first"
            )
        }
        guard header.nbformat == 4 else {
            throw ImportProblem(
                "its format is nbformat \(header.nbformat), which is later than this version reads; save it as nbformat 4"
            )
        }
        do {
            self = try ExactJSON.value(ReadNotebook.self, bytes)
        } catch let error as DecodingError {
            throw ImportProblem("it is damaged at \(error.place); open it in Jupyter and save it again")
        } catch {
            throw ImportProblem("it cannot be read: \(error)")
        }
        if let format = metadata?.haltbook?.format, format != JupyterNotebook.currentFormat {
            throw ImportProblem(
                "haltbook exported it in format \(format), and this version reads \(JupyterNotebook.currentFormat); "
                    + "export it again")
        }
    }
}

/// Why a file is not imported.
package struct ImportProblem: Error, CustomStringConvertible {
    package let description: String

    init(_ problem: String) {
        description = problem
    }
}

extension DecodingError {
    /// Where in the JSON the fault is, as `cells.3.source`.
    fileprivate var place: String {
        let keys: [any CodingKey] =
            switch self {
            case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
                context.codingPath
            case .keyNotFound(let key, let context): context.codingPath + [key]
            @unknown default: []
            }
        let names = keys.map { $0.intValue.map(String.init) ?? $0.stringValue }
        return names.isEmpty ? "its top" : "`\(names.joined(separator: "."))`"
    }
}
