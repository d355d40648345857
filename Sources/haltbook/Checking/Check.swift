import ArgumentParser

/// `haltbook check NOTEBOOK…`
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Finds every problem of notebooks without running anything.",
        discussion: """
            Exit codes: 0 nothing is wrong; 2 something is. Each problem has a code, and each code a page in \
            docs/diagnostics.
            """)

    @Argument(help: "The notebooks' files.")
    var notebooks: [String]

    @Option(help: "How the problems are written.")
    var format = CheckFormat.text

    @OptionGroup var reading: ReadingArguments

    func run() throws {
        let files = notebooks.map { CheckedFile(checking: $0, readableFolders: reading.allowPath) }
        for line in try format.lines(of: files) { Terminal.say(line) }
        if files.contains(where: \.hasErrors) { throw ExitCode(2) }
    }
}
