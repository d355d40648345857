import Notebooks
import Tensors

/// `setup seed=42 threads=2 precision=fp32`
enum SetupCommand: Command {
    static let name = "setup"
    static let summary =
        "Sets the seed, the number of threads and the precision, and shows the versions in use; the foot of the report tells of the machine."

    private static let seed = CommandOption(
        "seed", default: 42, within: .atLeast(0), "Where every random stream starts.")
    private static let threads = CommandOption<Int>(
        "threads", fallback: "2, or 1 on a machine with one core", within: .from(1, through: 2), changes: .display,
        "Threads to compute with; the results are the same for any number.")
    private static let precision = CommandOption(
        "precision", default: Precision.fp32.rawValue, choices: Precision.allCases.map(\.rawValue),
        "What models built after this multiply: single precision, or bfloat16, faster where the processor has it.")
    static let options: [any DeclaredOption] = [seed, threads, precision]
    static let uses: [SessionPart] = [.configuration]
    static let changes: [SessionPart] = [.seed, .precision, .configuration, .generator]
    static let showsMachine = true
    static let shows: [NotebookPart] = [.table]

    static func values(_ arguments: Arguments) -> [ValueDeclaration] {
        [
            ValueDeclaration("setup.seed", .integer), ValueDeclaration("setup.threads", .integer),
            ValueDeclaration("setup.precision", .text),
        ]
    }

    static func run(_ arguments: Arguments, in session: Session) throws(CommandFailure) -> CommandResult {
        try session.use(precision: arguments.precision(precision))
        let seed = arguments[seed]
        session.reseed(UInt64(seed))
        if let threads = arguments.given(threads) { session.use(threads: threads) }
        let table = Table(
            "Set-up",
            pairs: [
                ("Seed", .integer(seed)), ("Precision", .code(session.precision.rawValue)),
                ("Versions", .text((Versions.all + [Notebook.parserVersion]).joined(separator: ", "))),
            ])
        return CommandResult(
            [.table(table)],
            values: [
                NamedValue("setup.seed", .integer(seed)), NamedValue("setup.threads", .integer(session.threads)),
                NamedValue("setup.precision", .text(session.precision.rawValue)),
            ])
    }
}

extension Arguments {
    /// The precision that an option names; its choices leave no other.
    fileprivate func precision(_ option: CommandOption<String>) -> Precision {
        guard let precision = Precision(rawValue: self[option]) else {
            preconditionFailure("`\(self[option])` passed as a precision")
        }
        return precision
    }
}
