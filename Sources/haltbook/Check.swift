import ArgumentParser
import Notebooks
import Sessions

/// `haltbook check NOTEBOOK…`
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Finds every problem of notebooks without running anything.",
        discussion: "Exit codes: 0 nothing is wrong; 2 something is.")

    @Argument(help: "The notebooks' files.")
    var notebooks: [String]

    func run() throws {
        var isWrong = false
        for path in notebooks {
            do {
                let file = try NotebookFile(path: path)
                let result = file.check()
                for problem in result.diagnostics { Terminal.say(problem.message) }
                if result.hasErrors {
                    isWrong = true
                } else {
                    let count = file.notebook.cells.count
                    Terminal.say("\(path): \(count) \(count == 1 ? "cell" : "cells"), nothing wrong")
                }
            } catch let failure as Failure {
                Terminal.say(failure.message)
                isWrong = true
            }
        }
        if isWrong { throw ExitCode(2) }
    }
}
