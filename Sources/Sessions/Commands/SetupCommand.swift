import Notebooks

/// `setup seed=42 threads=2`
enum SetupCommand: Command {
    static let name = "setup"
    static let summary = "Sets the seed and the number of threads, and shows the machine and the versions in use."

    private static let seed = CommandOption(
        "seed", default: 42, within: .atLeast(0), "Where every random stream starts.")
    private static let threads = CommandOption<Int>(
        "threads", fallback: "2, or 1 on a machine with one core", within: .from(1, through: 2),
        "Threads to compute with; the results are the same for any number.")
    static let options: [any DeclaredOption] = [seed, threads]

    static func values(_ arguments: Arguments) -> [ValueDeclaration] {
        [ValueDeclaration("setup.seed", .integer), ValueDeclaration("setup.threads", .integer)]
    }

    static func run(_ arguments: Arguments, in session: Session) -> CommandResult {
        let seed = arguments[seed]
        session.reseed(UInt64(seed))
        if let threads = arguments.given(threads) { session.use(threads: threads) }
        let table = Table(
            "Set-up",
            pairs: [
                ("Seed", .integer(seed)), ("Threads", .integer(session.threads)),
                ("Device", .text("CPU: \(Machine.processor)")),
                ("Versions", .text((Versions.all + [Notebook.parserVersion]).joined(separator: ", "))),
            ])
        return CommandResult(
            [.table(table)],
            values: [NamedValue("setup.seed", .integer(seed)), NamedValue("setup.threads", .integer(session.threads))])
    }
}
