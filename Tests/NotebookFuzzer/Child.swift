import Foundation

/// This program once more, in a process that may crash.
enum Child {
    static let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()

    /// What is wrong with a notebook, or nil.
    static func fault(of file: String, _ template: String) throws -> String? {
        try fault([file, "--template", template])
    }

    /// What is wrong with what the arguments ask to try, or nil.
    static func fault(_ arguments: [String]) throws -> String? {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let said = text(of: output)
        let complained = text(of: errors)
        process.waitUntilExit()
        if process.terminationReason == .uncaughtSignal {
            return ([Limits.fault(ofSignal: process.terminationStatus)] + complained).joined(separator: "\n")
        }
        switch process.terminationStatus {
        case 0: return nil
        case 1 where complained.isEmpty: return said.joined(separator: "\n")
        default: throw FuzzProblem((said + complained).joined(separator: "\n"))
        }
    }

    private static func text(of pipe: Pipe) -> [String] {
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        return text.split(separator: "\n").prefix(12).map(String.init)
    }
}
