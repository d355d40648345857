package import Notebooks
package import Statistics

extension ThresholdTarget: OptionContent {
    package static var type: ValueType { .text }
    package static var form: String? { "a target such as `\"recall >= 0.9\"`" }

    package init?(_ value: Value) {
        guard case .text(let text) = value else { return nil }
        let words = text.split(separator: " ")
        guard words.count == 3, let level = Double(words[2]), level > 0, level < 1 else { return nil }
        switch (words[0], words[1]) {
        case ("recall", ">="): self = .recall(atLeast: level)
        case ("precision", ">="): self = .precision(atLeast: level)
        case ("fpr", "<="): self = .falsePositiveRate(atMost: level)
        case ("flags", "<="): self = .flagRate(atMost: level)
        default: return nil
        }
    }

    package var value: Value {
        switch self {
        case .recall(let level): .text("recall >= \(level)")
        case .precision(let level): .text("precision >= \(level)")
        case .falsePositiveRate(let level): .text("fpr <= \(level)")
        case .flagRate(let level): .text("flags <= \(level)")
        }
    }
}
