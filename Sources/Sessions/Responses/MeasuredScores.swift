/// Scores that came with a dataset's responses: measured while they were made, or given in place of log-probs.
struct MeasuredScores: Sendable {
    /// In the order in which they came.
    let names: [String]
    /// One for each response; NaN where it lacks the score.
    private let columns: [String: [Double]]

    /// - Parameter rows: the scores of each response, by name.
    init(_ rows: [[String: Double]], names: [String]? = nil) {
        let names = names ?? Set(rows.flatMap(\.keys)).sorted()
        self.names = names
        columns = Dictionary(
            uniqueKeysWithValues: names.map { name in (name, rows.map { $0[name] ?? .nan }) })
    }

    static let none = MeasuredScores([])

    subscript(name: String) -> [Double]? { columns[name] }
}
