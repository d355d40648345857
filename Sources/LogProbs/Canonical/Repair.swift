/// What was put right while a response was read. Each is counted; none of them loses a valid value.
package enum Repair: String, CaseIterable, Sendable {
    /// The chosen token stood in its list, but not first.
    case chosenMoved = "chosen-moved"
    /// The chosen token was not in its list, and was put before it.
    case chosenAdded = "chosen-added"
    /// The chosen token's log-prob was missing or a sentinel; its list had the value.
    case chosenFromList = "chosen-from-list"
    /// The chosen token had another log-prob in its list; its own was kept.
    case chosenDiffers = "chosen-differs"
    /// Alternatives were not sorted.
    case sorted = "sorted"
    /// An entry of a list stood there twice.
    case duplicate = "duplicate"
    /// A value that stands for none (-9999, -1000, -100, -inf, NaN, null …) was taken as missing.
    case sentinel = "sentinel"
    /// A log-prob above zero by at most 0.000001 was taken as 0.
    case tinyPositive = "tiny-positive"
    /// A probability under a name that says so was made a log-prob.
    case probability = "probability"
    /// The text of a token was written as its bytes' numbers, as in `bytes:\xe2`.
    case escapedBytes = "escaped-bytes"
    /// The text of a token was written in the vocabulary's signs, as in `Ġthe`.
    case vocabularyText = "vocabulary-text"
    /// A token's name was `token_id:N`: its number is known, its text is not.
    case tokenNumber = "token-number"
    /// NaN or Infinity stood where JSON has no such numbers.
    case nonFiniteLiteral = "non-finite-literal"
    /// Half a character stood in a string; it was read as U+FFFD.
    case halfCharacter = "half-character"
}

/// How often each repair was made.
package struct RepairCounts: Hashable, Sendable {
    /// By the repairs' order; empty while there are none.
    private var counts: [Int] = []

    package init() {}

    package subscript(repair: Repair) -> Int {
        get { counts.isEmpty ? 0 : counts[repair.place] }
        set {
            if counts.isEmpty {
                guard newValue != 0 else { return }
                counts = Array(repeating: 0, count: Repair.allCases.count)
            }
            counts[repair.place] = newValue
            if counts.allSatisfy({ $0 == 0 }) { counts = [] }
        }
    }

    package var isEmpty: Bool { counts.isEmpty }

    /// Those that were made, in the order in which they are declared.
    package var all: [(repair: Repair, count: Int)] {
        zip(Repair.allCases, counts).filter { $1 > 0 }.map { ($0, $1) }
    }

    package static func += (counts: inout RepairCounts, others: RepairCounts) {
        for (repair, count) in others.all { counts[repair] += count }
    }
}

extension Repair {
    fileprivate var place: Int { Self.places[self] ?? 0 }
    private static let places = Dictionary(uniqueKeysWithValues: zip(allCases, 0...))
}
