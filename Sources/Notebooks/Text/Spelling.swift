/// Finds what an author probably meant.
package enum Spelling {
    /// More letters than any name has; a longer word is no misspelling, and costly to compare.
    private static let longestName = 64

    /// The candidate nearest to a word, or nil when none is near: at most a third of the word's letters may differ,
    /// or one letter of a short word.
    package static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
        guard word.utf8.count <= longestName else { return nil }
        let limit = max(1, word.count / 3)
        return
            candidates
            .filter { $0 != word && abs($0.utf8.count - word.utf8.count) <= longestName }
            .map { (candidate: $0, distance: distance(word.lowercased(), $0.lowercased())) }
            .filter { $0.distance <= limit && $0.distance < min(word.count, $0.candidate.count) }
            .min { $0.distance < $1.distance }?
            .candidate
    }

    /// "did you mean `x`?", or the fallback where nothing is near.
    package static func remedy(
        for word: String, among candidates: some Sequence<String>, otherwise fallback: String
    ) -> String {
        nearest(to: word, among: candidates).map { "did you mean `\($0)`?" } ?? fallback
    }

    /// Letters to insert, remove, replace, or swap with a neighbour, to make one word the other
    /// (optimal string alignment).
    private static func distance(_ left: String, _ right: String) -> Int {
        let a = Array(left)
        let b = Array(right)
        guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
        var twoBack = [Int](repeating: 0, count: b.count + 1)
        var previous = Array(0...b.count)
        for i in 1...a.count {
            var row = [i] + [Int](repeating: 0, count: b.count)
            for j in 1...b.count {
                let substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
                row[j] = min(previous[j] + 1, row[j - 1] + 1, substitution)
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                    row[j] = min(row[j], twoBack[j - 2] + 1)
                }
            }
            (twoBack, previous) = (previous, row)
        }
        return previous[b.count]
    }
}
