import Foundation

extension ProgramTests.Workplace {
    /// Runs a shell command, and presses Ctrl-C when the program has said the text.
    ///
    /// The command must begin with `exec`, so that it is the program that hears of it.
    func run(_ command: String, interruptedAfter text: String) throws -> (code: Int32, errors: String) {
        let (process, output, errors) = try start(command)
        var said = ""
        while !said.contains(text), process.isRunning {
            said += String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        }
        kill(process.processIdentifier, SIGINT)
        _ = output.fileHandleForReading.readDataToEndOfFile()
        let complained = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, complained)
    }
}
