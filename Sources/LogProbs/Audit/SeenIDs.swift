/// Which ids the responses of a file have, by 64 bits of each, so that one that is there twice is found.
///
/// Among ten million ids, two are taken for one with a probability of 3 in a million. An id takes 11 to 21 bytes, and while the set
/// grows up to 32; no more than `limit` are kept.
struct SeenIDs {
    /// After so many ids the others are not looked at; they take 134 MB, and 201 MB while they grow to that.
    static let limit = 10_000_000

    private var hashes: Set<Int> = []
    private let limit: Int
    /// How many responses have an id that one before them has.
    private(set) var repeated = 0
    /// The line of the first of those.
    private(set) var firstLine: Int?
    /// How many responses were not looked at.
    private(set) var passedOver = 0

    init(limit: Int = Self.limit) {
        self.limit = limit
    }

    /// What is kept of a part's responses.
    static func marks(_ outcomes: [ReadOutcome]) -> [(hash: Int, line: Int)] {
        outcomes.compactMap { outcome in
            guard case .response(let response, let line, _) = outcome else { return nil }
            return (response.id.hashValue, line)
        }
    }

    /// Adds those of the next part.
    mutating func add(_ marks: [(hash: Int, line: Int)]) {
        for (hash, line) in marks {
            guard hashes.count < limit else {
                passedOver += 1
                continue
            }
            guard !hashes.insert(hash).inserted else { continue }
            repeated += 1
            firstLine = firstLine ?? line
        }
    }
}
