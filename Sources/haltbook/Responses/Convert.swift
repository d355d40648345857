import ArgumentParser
import Files
import LogProbs
import Notebooks

/// `haltbook convert FILE… --output OUTPUT`
struct Convert: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes files of responses in Haltbook's own form, one JSON line a response.",
        discussion: """
            The form is in docs/RESPONSES.md. What cannot be taken is listed and left out. Exit codes: 0 every line was taken; 1 \
            some were not; 2 a file cannot be read or written.
            """)

    @Argument(help: "Files of responses, as servers wrote them; `-` is standard input.")
    var files: [String]

    @Option(help: "The file that is written, compressed where its name ends in .gz; `-` is standard output.")
    var output = "-"

    @Option(help: "To how many decimals log-probs are rounded, from 2 to 9 (default: not at all).")
    var decimals: Int?

    @Flag(help: "Leave out the alternatives' texts, which scores do not need.")
    var withoutAlternatives = false

    @OptionGroup var responses: ResponseArguments

    func validate() throws {
        guard decimals.map((2...9).contains) ?? true else {
            throw ValidationError(
                "--decimals takes a number from 2 to 9; with fewer, the probabilities of a token may sum to more than 1"
            )
        }
    }

    func run() throws {
        let options = try responses.options(keepsAlternatives: !withoutAlternatives)
        let writer = ResponseWriter(decimals: decimals, writesAlternatives: !withoutAlternatives)
        do {
            let sink = try ResponseSink(output)
            let left = try files.reduce(0) { try $0 + convert($1, options, writer, to: sink) }
            try sink.finish()
            responses.warnOfUnusedLabels(options)
            if left > 0 { throw ExitCode(1) }
        } catch let problem as FileProblem {
            throw Failure("\(problem)")
        }
    }

    /// Writes a file's responses, and returns how many were left out.
    private func convert(
        _ path: String, _ options: ReadingOptions, _ writer: ResponseWriter, to sink: ResponseSink
    ) throws -> Int {
        let file = try ResponseFile(path, options)
        var left = 0
        try file.read(map: { Part($0, writer) }) { part in
            try sink.append(part.lines)
            for complaint in part.complaints { Terminal.complain("\(file.name):\(complaint.readable)") }
            left += part.complaints.count
        }
        return left
    }

    /// What becomes of a part of a file.
    private struct Part {
        var lines: [UInt8] = []
        var complaints: [String] = []

        init(_ outcomes: [ReadOutcome], _ writer: ResponseWriter) {
            for outcome in outcomes {
                switch outcome {
                case .response(let response, _, _): lines += writer.line(response)
                case .problem(let problem, let line):
                    complaints.append("\(line): \(problem.kind.rawValue): \(problem.reason)")
                }
            }
        }
    }
}
