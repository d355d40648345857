import HALT
import Statistics

/// What responses have in common, as statistics want it.
extension Dataset {
    /// The number of the question that each response answers; nil where none is known. A response whose question is not known
    /// has one of its own.
    var items: [Int]? {
        guard let metadata, metadata.contains(where: { $0.item != nil }) else { return nil }
        return numbered(metadata.enumerated().map { $0.element.item.map { "q\($0)" } ?? "#\($0.offset)" })
    }

    /// The name of each response's group; nil where there are fewer than two.
    var groups: [String]? {
        guard let metadata else { return nil }
        let names = metadata.map { $0.group ?? "" }
        return Set(names).count > 1 ? names : nil
    }

    /// A number for each pair of group and label.
    var strata: [Int] {
        let groups = groups ?? Array(repeating: "", count: count)
        return numbered(zip(groups, responses).map { "\($0)/\($1.label)" })
    }
}
