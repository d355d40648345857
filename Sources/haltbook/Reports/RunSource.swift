import Files
import Running

/// A run as named on the command line: its record, its journal, or the folder that they are in.
struct RunSource {
    let path: String

    var isFolder: Bool { SafeFile.isFolder(path) }

    /// The folder that the run's files are in, with a slash; nothing where that is the working folder.
    var folder: String {
        isFolder ? path + "/" : path.lastIndex(of: "/").map { String(path[..<$0]) + "/" } ?? ""
    }

    /// A file that is no run's ends the program with exit code 2.
    func read() throws -> RunRecord {
        do {
            return try isFolder ? Self.newest(in: ReportFiles(folder: path)) : Self.read(path)
        } catch let problem as FileProblem {
            throw Failure("\(problem)")
        } catch let problem as NotARecord {
            throw Failure("\(problem)")
        }
    }

    /// The journal knows as much as the record, and more where a run was cut off.
    private static func newest(in files: ReportFiles) throws -> RunRecord {
        try read(SafeFile.isFile(files.journal) ? files.journal : files.record)
    }

    private static func read(_ path: String) throws -> RunRecord {
        guard path.hasSuffix(".journal") else { return try RunFile.read(path) }
        let content = try RunJournal.read(path)
        if content.rest > 0 {
            Terminal.complain(
                "haltbook: warning: the last \(content.rest) bytes of \(path) are no whole event and are left out")
        }
        return content.record
    }
}
