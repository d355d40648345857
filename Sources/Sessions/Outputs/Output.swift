package import Figures

/// What a command shows.
package enum Output: Equatable, Codable, Sendable {
    case table(Table)
    case figure(Figure)
    case check(CheckOutcome)
    case expectation(ExpectationOutcome)
    case reported(ReportedFigure)
    case note(String)
    case warning(String)
}

/// One thing that a command verified.
package struct CheckOutcome: Equatable, Codable, Sendable {
    package var name: String
    package var passed: Bool
    package var detail: String

    package init(_ name: String, passed: Bool, detail: String) {
        self.name = name
        self.passed = passed
        self.detail = detail
    }
}

/// What `expect` found.
package struct ExpectationOutcome: Equatable, Codable, Sendable {
    /// The comparison as written.
    package var comparison: String
    package var passed: Bool
    /// The values compared, as in `0.9712 >= 0.99`.
    package var detail: String
}
