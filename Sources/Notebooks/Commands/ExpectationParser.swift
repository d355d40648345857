/// Reads what `expect` compares: `expect A OP B`, or `expect A ~ B +- TOLERANCE`.
enum ExpectationParser {
    private static let usage = "write `expect NAME >= VALUE`, or `expect NAME ~ VALUE +- TOLERANCE`"

    /// The tokens begin with the word `expect`.
    static func parse(_ tokens: [CommandScanner.PlacedToken]) throws(Diagnostic) -> CommandSyntax {
        let place = tokens[0].place
        var rest = tokens.dropFirst()
        guard !rest.isEmpty else { throw fault(at: place, "`expect` compares nothing") }
        let left = try ArgumentSyntax(parsing: &rest)
        guard let (operation, operatorPlace) = popOperator(&rest) else {
            throw fault(at: rest.first?.place ?? place, "a comparison is missing")
        }
        guard !rest.isEmpty else { throw fault(at: operatorPlace, "`\(operation.rawValue)` compares with nothing") }
        let right = try ArgumentSyntax(parsing: &rest)
        let tolerance = try tolerance(&rest, of: operation, at: operatorPlace)
        if let extra = rest.first { throw fault(at: extra.place, "the comparison ends before this") }
        var command = CommandSyntax(place: place, words: [], options: [])
        command.words = [ArgumentSyntax(.literal(.text("expect")), at: place)]
        command.comparison = Comparison(left: left, operation: operation, right: right, tolerance: tolerance)
        return command
    }

    private static func popOperator(_ rest: inout ArraySlice<CommandScanner.PlacedToken>)
        -> (Comparison.Operator, SourcePlace)?
    {
        guard let first = rest.first, case .sign(let sign) = first.token,
            let operation = Comparison.Operator(rawValue: sign), operation != .reported
        else { return nil }
        rest.removeFirst()
        return (operation, first.place)
    }

    private static func tolerance(
        _ rest: inout ArraySlice<CommandScanner.PlacedToken>, of operation: Comparison.Operator, at place: SourcePlace
    ) throws(Diagnostic) -> ArgumentSyntax? {
        guard let first = rest.first, first.token == .sign("+-") else {
            if operation == .near { throw fault(at: place, "`~` has no tolerance") }
            return nil
        }
        guard operation == .near else { throw fault(at: first.place, "only `~` has a tolerance") }
        rest.removeFirst()
        guard !rest.isEmpty else { throw fault(at: first.place, "the tolerance is missing") }
        return try ArgumentSyntax(parsing: &rest)
    }

    private static func fault(at place: SourcePlace, _ problem: String) -> Diagnostic {
        Diagnostic(.syntax, at: place, problem, remedy: usage)
    }
}
