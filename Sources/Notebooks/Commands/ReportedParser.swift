/// Reads what `reported` holds a value against: `reported NAME = VALUE`, or `reported NAME = VALUE +- TOLERANCE`, and its
/// options.
enum ReportedParser {
    private static let usage = "write `reported NAME = VALUE source=\"paper, Table 2\"`, with `+- TOLERANCE` if need be"

    /// The tokens begin with the word `reported`.
    static func parse(_ tokens: [CommandScanner.PlacedToken]) throws(Diagnostic) -> CommandSyntax {
        let place = tokens[0].place
        var rest = tokens.dropFirst()
        guard !rest.isEmpty else { throw fault(at: place, "`reported` names no value") }
        let left = try ArgumentSyntax(parsing: &rest)
        guard let sign = rest.popFirst(), sign.token == .sign("=") else {
            throw fault(at: left.place, "what was reported is missing")
        }
        guard let written = rest.first else { throw fault(at: sign.place, "what was reported is missing") }
        let right = try ArgumentSyntax(parsing: &rest)
        var tolerance: ArgumentSyntax?
        if let mark = rest.first, mark.token == .sign("+-") {
            rest.removeFirst()
            guard !rest.isEmpty else { throw fault(at: mark.place, "the tolerance is missing") }
            tolerance = try ArgumentSyntax(parsing: &rest)
        }
        var command = CommandSyntax(place: place, words: [], options: [])
        command.words = [ArgumentSyntax(.literal(.text("reported")), at: place)]
        command.comparison = Comparison(
            left: left, operation: .reported, right: right, tolerance: tolerance, decimals: decimals(of: written.token))
        while let first = rest.first {
            guard let option = try CommandSyntax.OptionSyntax(parsing: &rest) else {
                throw fault(at: first.place, "the comparison ends before this")
            }
            command.options.append(option)
        }
        return command
    }

    /// How many digits after the point a number is written with: 3 for `0.930`, 5 for `1.23e-3`.
    private static func decimals(of token: CommandScanner.Token) -> Int? {
        guard case .word(let word) = token, Double(word) != nil else { return nil }
        let parts = word.lowercased().split(separator: "e", omittingEmptySubsequences: false)
        let point = parts[0].firstIndex(of: ".")
        let digits = point.map { parts[0].distance(from: $0, to: parts[0].endIndex) - 1 } ?? 0
        // No number that is one goes further, and the difference below fits.
        let exponent = max(-1000, min(1000, parts.count == 2 ? Int(parts[1]) ?? 0 : 0))
        return min(17, max(0, digits - exponent))
    }

    private static func fault(at place: SourcePlace, _ problem: String) -> Diagnostic {
        Diagnostic(.syntax, at: place, problem, remedy: usage)
    }
}
