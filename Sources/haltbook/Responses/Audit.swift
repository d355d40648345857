import ArgumentParser
import Files
import LogProbs

/// `haltbook audit FILE…`
struct Audit: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Says what the log-probs in files of responses are like, and what is wrong with them.",
        discussion: """
            Formats are found by looking at the files (docs/RESPONSES.md); `-` is standard input. Exit codes: 0 every line was \
            taken; 1 some were not, or a file was refused; 2 a file cannot be read.
            """)

    @Argument(help: "Files of responses, as servers wrote them.")
    var files: [String]

    @Option(help: "How the audit is written: text or json.")
    var format = AuditFormat.text

    @OptionGroup var responses: ResponseArguments

    func run() throws {
        let options = try responses.options()
        let audits = try files.map { file throws(Failure) in
            do throws(FileProblem) {
                return FileAudit(try ResponseFile(file, options))
            } catch {
                throw Failure("\(error)")
            }
        }
        switch format {
        case .text: Terminal.say(audits.map { AuditTable($0).text }.joined(separator: "\n\n"))
        case .json: Terminal.say(try JSONText.of(AuditDocument(files: audits)))
        }
        responses.warnOfUnusedLabels(options)
        if audits.contains(where: \.hasProblems) { throw ExitCode(1) }
    }
}

/// How audits are printed.
enum AuditFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
}

/// Audits as one JSON document.
private struct AuditDocument: Encodable {
    var format = 1
    let files: [FileAudit]
}
