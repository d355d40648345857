import Figures
import Notebooks

/// `reported test.auroc = 0.93 source="paper, Table 2"`
enum ReportedCommand: Command {
    static let name = "reported"
    static let summary =
        "Sets a value beside the one that somebody has reported, in a table with their difference and a verdict; fails nothing."
    static let usage = "reported NAME = VALUE [+- TOLERANCE] [source=…]"

    private static let source = CommandOption<String>("source", fallback: "none", "Where it was reported.")
    static let options: [any DeclaredOption] = [source]
    static let shows: [NotebookPart] = [.table]

    static func run(_ arguments: Arguments, in session: Session) throws -> CommandResult {
        guard let comparison = arguments.comparison else {
            preconditionFailure("`reported` reached its run without a comparison")
        }
        guard let reproduced = comparison.left.number, let reported = comparison.right.number else {
            throw CommandFailure("`reported` holds numbers against each other", remedy: "name a value that is a number")
        }
        let figure = ReportedFigure(
            name: comparison.comparison.left.description, reported: reported, reproduced: reproduced,
            decimals: comparison.comparison.decimals, tolerance: comparison.tolerance?.number,
            source: arguments.given(source))
        return CommandResult([.reported(figure)])
    }
}

/// A figure that somebody has reported, and what a notebook came to.
package struct ReportedFigure: Equatable, Codable, Sendable {
    package var name: String
    package var reported: Double
    package var reproduced: Double
    /// How many digits after the point it was reported with, where that is known.
    package var decimals: Int?
    package var tolerance: Double?
    package var source: String?

    package var difference: Double { reproduced - reported }

    /// Whether both agree: within the tolerance, or else in all digits that were reported.
    package var agrees: Bool {
        if let tolerance { return abs(difference) <= tolerance }
        guard let decimals else { return reported == reproduced }
        return fixed(reproduced, digits: decimals) == fixed(reported, digits: decimals)
    }

    package var verdict: String {
        guard agrees else { return "not reproduced" }
        return tolerance.map { "reproduced within ±\(short($0))" } ?? "reproduced, to the digits reported"
    }
}

extension Table {
    /// Reported figures beside what was reproduced.
    package init(_ figures: [ReportedFigure]) {
        let rows = figures.map { figure in
            let digits = max(figure.decimals ?? 4, 4)
            return [
                TableEntry.code(figure.name), .text(figure.source ?? ""),
                .real(figure.reported, digits: figure.decimals ?? 4), .real(figure.reproduced, digits: digits),
                .real(figure.difference, digits: digits), .text(figure.verdict),
            ]
        }
        self.init(
            "Reported and reproduced",
            columns: ["Value", "Source", "Reported", "Reproduced", "Difference", "Verdict"], rows: rows)
    }
}
