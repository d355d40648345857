import Notebooks
package import Running

/// The files that a report was made from, and those that its run wrote, as the report's foot lists them.
package struct ReportSources: Sendable {
    package enum Role: String, Sendable {
        case notebook, data, weights

        var title: String {
            switch self {
            case .notebook: "Notebook"
            case .data: "Read"
            case .weights: "Written"
            }
        }
    }

    package struct Source: Hashable, Sendable {
        package var role: Role
        /// The notebook's from the report's folder, a read file's from the notebook's, a written file's from the report's.
        package var path: String
        /// SHA-256 in hexadecimal digits.
        package var digest: String
    }

    package let all: [Source]

    package init(_ record: RunRecord) {
        var sources = [
            Source(
                role: .notebook, path: record.provenance.notebookPath, digest: record.provenance.notebookDigest)
        ]
        for (path, digest) in record.worksCited.files.sorted(by: { $0.key < $1.key }) {
            sources.append(Source(role: .data, path: path, digest: digest))
        }
        var written: [String: String] = [:]
        for cell in record.cells {
            for (path, digest) in cell.filesRead.sorted(by: { $0.key < $1.key }) where written[path] == nil {
                let source = Source(role: .data, path: path, digest: digest)
                if !sources.contains(source) { sources.append(source) }
            }
            written.merge(cell.filesWritten) { $1 }
        }
        for (path, digest) in written.sorted(by: { $0.key < $1.key }) {
            sources.append(Source(role: .weights, path: path, digest: digest))
        }
        all = sources
    }
}
