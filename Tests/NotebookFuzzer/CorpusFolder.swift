import Files

/// The notebooks that mutations begin with, by name.
struct CorpusFolder {
    let files: [String]

    init(_ folder: String) throws {
        files = SafeFile.names(in: folder).filter { $0.hasSuffix(".md") }.sorted().map { "\(folder)/\($0)" }
        guard !files.isEmpty else {
            throw FuzzProblem("\(folder) holds no notebooks; start from the repository's folder, or give --corpus")
        }
    }

    var notebooks: [[UInt8]] {
        get throws { try files.map { try SafeFile.read($0) } }
    }
}
