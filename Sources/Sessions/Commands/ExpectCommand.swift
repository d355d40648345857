import Figures
import Notebooks

/// `expect test.auroc >= 0.99`
enum ExpectCommand: Command {
    static let name = "expect"
    static let summary = "Compares values; a comparison that does not hold fails the run."
    static let usage = "expect A OPERATOR B, or expect A ~ B +- TOLERANCE, where OPERATOR is ==, !=, <, <=, > or >="

    static func run(_ arguments: Arguments, in session: Session) -> CommandResult {
        guard let comparison = arguments.comparison else {
            preconditionFailure("`expect` reached its run without a comparison")
        }
        let outcome = ExpectationOutcome(
            comparison: comparison.comparison.source, passed: comparison.holds, detail: comparison.detail)
        return CommandResult([.expectation(outcome)])
    }
}

extension ResolvedComparison {
    var holds: Bool {
        guard let left = left.number, let right = right.number else {
            return comparison.operation == .notEqual ? self.left != self.right : self.left == self.right
        }
        return switch comparison.operation {
        case .equal, .reported: left == right
        case .notEqual: left != right
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        case .near: abs(left - right) <= tolerance?.number ?? 0
        }
    }

    /// The values, as in `0.9712 >= 0.99`.
    var detail: String {
        let ending = tolerance.map { " ± \(Self.written($0))" } ?? ""
        return "\(Self.written(left)) \(comparison.operation.rawValue) \(Self.written(right))\(ending)"
    }

    private static func written(_ value: Value) -> String {
        if case .real(let number) = value { short(number) } else { value.description }
    }
}
