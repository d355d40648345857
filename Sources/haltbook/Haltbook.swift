import ArgumentParser
import Glibc
import Sessions

/// The program `haltbook`: the one place that puts the stages together.
@main
struct Haltbook: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "haltbook",
        abstract: "Runs notebooks of commands that train, test and explain HALT, and writes their reports.",
        version: "haltbook \(Versions.program)",
        subcommands: [
            Run.self, Plan.self, Check.self, Test.self, Verify.self, Cache.self, History.self, Show.self, Commands.self,
            Render.self, Export.self, Import.self, Audit.self, Convert.self,
            Generate.self, Collect.self, Score.self, Calibrate.self,
        ])

    /// Every error funnels through here: a wrong command line is exit code 2, as a wrong notebook is.
    static func main() {
        Terminal.holdStreams()
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let code as ExitCode {
            exit(code)
        } catch let failure as Failure {
            Terminal.complain("haltbook: error: \(failure.message)")
            exit(ExitCode(failure.exitCode))
        } catch {
            let code = exitCode(for: error)
            let text = fullMessage(for: error)
            if code.isSuccess { Terminal.say(text) } else { Terminal.complain(text) }
            exit(code == .validationFailure ? ExitCode(2) : code)
        }
        exit(ExitCode.success)
    }

    private static func exit(_ code: ExitCode) -> Never {
        fflush(nil)
        guard let problem = Terminal.problem else { Glibc.exit(code.rawValue) }
        Terminal.complain("haltbook: error: \(problem)")
        Glibc.exit(2)
    }
}

/// Why the program cannot do what it was asked to, in one line.
struct Failure: Error {
    var message: String
    var exitCode: Int32
    /// The problem with its place, where the reason is in a file's text.
    var diagnostic: SourcedDiagnostic?

    init(_ message: String, exitCode: Int32 = 2, diagnostic: SourcedDiagnostic? = nil) {
        self.message = message
        self.exitCode = exitCode
        self.diagnostic = diagnostic
    }
}
