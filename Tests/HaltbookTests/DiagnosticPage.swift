import Foundation
import Notebooks

/// A page of `docs/diagnostics`, with what its examples say.
struct DiagnosticPage {
    /// A block of the page in which `haltbook` prints something.
    struct Transcript {
        /// The notebook last shown before it, and its bibliography.
        var files: [String: String]
        var commands: [Command] = []
    }

    /// A line that begins with `$ `, and what follows it up to the next one.
    struct Command {
        var line: String
        var isInterrupted = false
        var output = ""
    }

    let heading: String
    private(set) var transcripts: [Transcript] = []

    init(_ text: String) throws {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)[...]
        heading = lines.first ?? ""
        var files: [String: String] = [:]
        while let line = lines.popFirst() {
            switch line {
            case "````markdown": files["example.md"] = Self.text(Self.block(&lines, until: "````"))
            case "```bibtex": files["works.bib"] = Self.text(Self.block(&lines, until: "```"))
            case "```text": transcripts.append(Self.transcript(Self.block(&lines, until: "```"), files))
            default: break
            }
        }
    }

    private static func block(_ lines: inout ArraySlice<String>, until fence: String) -> [String] {
        let block = Array(lines.prefix { $0 != fence })
        lines = lines.dropFirst(block.count + 1)
        return block
    }

    private static func text(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }

    private static func transcript(_ lines: [String], _ files: [String: String]) -> Transcript {
        var transcript = Transcript(files: files)
        for line in lines {
            if line.hasPrefix("$ ") {
                transcript.commands.append(Command(line: String(line.dropFirst(2))))
            } else if let last = transcript.commands.indices.last {
                if line == "^C" {
                    transcript.commands[last].isInterrupted = true
                } else {
                    transcript.commands[last].output += line + "\n"
                }
            }
        }
        return transcript
    }
}

extension ProgramTests.Workplace {
    /// What the program prints of problems: `check` as its result, `run` beside its progress.
    func messages(of command: DiagnosticPage.Command) throws -> String {
        let line = command.line.replacing("haltbook ", with: "exec $haltbook ", maxReplacements: 1)
        if command.isInterrupted { return try run(line, interruptedAfter: "epoch 1/").errors }
        let result = try run(line)
        return command.line.hasPrefix("haltbook run") ? result.errors : result.output
    }
}
