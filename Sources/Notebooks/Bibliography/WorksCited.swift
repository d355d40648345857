/// What a notebook's bibliography says of the works that its text cites.
package struct WorksCited: Hashable, Codable, Sendable {
    /// The files that were read, by the path that the notebook names them by, with their SHA-256.
    package var files: [String: String] = [:]
    /// In the order of their first citation.
    package var entries: [BibliographyEntry] = []

    package init() {}
}
