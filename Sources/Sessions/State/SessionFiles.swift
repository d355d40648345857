import Files
import Notebooks

/// The two folders that a session may touch: it reads under the notebook's, and writes under the run's output.
package struct SessionFiles: Sendable {
    package var notebookFolder: String
    /// Where files are written; nil while a notebook is only checked.
    package var outputFolder: String?
    /// Further folders that may be read from.
    package var readableFolders: [String]
    /// Where checkpoints are kept from run to run, which no notebook can name; nil for the output folder.
    package var keptFolder: String?

    package init(
        notebookFolder: String, outputFolder: String? = nil, readableFolders: [String] = [], keptFolder: String? = nil
    ) {
        self.notebookFolder = notebookFolder
        self.outputFolder = outputFolder
        self.readableFolders = readableFolders
        self.keptFolder = keptFolder
    }

    /// The folder of checkpoints.
    var checkpointFolder: String {
        guard let folder = keptFolder ?? outputFolder else {
            preconditionFailure("checkpoints are to be kept in a session that has no folder for them")
        }
        return "\(folder)/checkpoints"
    }

    /// The absolute path of a file to read, which must be there.
    ///
    /// Symbolic links are followed only where they stay inside the folder, or lead into one that may be read from.
    package func readable(_ path: String) throws(CommandFailure) -> String {
        if path.utf8.contains(0) || (readableFolders.isEmpty && Self.leavesFolder(path)) { throw Self.leaves(path) }
        let candidates = path.hasPrefix("/") ? [""] : [outputFolder, notebookFolder].compactMap(\.self)
        for folder in candidates {
            let full = folder.isEmpty ? path : "\(folder)/\(path)"
            guard SafeFile.isFile(full) else { continue }
            let tops = (folder.isEmpty ? [] : [folder]) + readableFolders
            guard let real = SafeFile.realPath(full), tops.compactMap(SafeFile.realPath).contains(where: real.isInside)
            else { throw Self.leaves(path) }
            return real
        }
        throw CommandFailure("there is no file `\(path)`", remedy: "give a path relative to the notebook's folder")
    }

    /// The absolute path of a file to write; the folders above it are made.
    package func writable(_ path: String) throws -> String {
        guard let outputFolder else {
            preconditionFailure("`\(path)` is to be written in a session that has no output folder")
        }
        try refuseLeaving(path)
        let folder = path.lastIndex(of: "/").map { "\(outputFolder)/\(path[..<$0])" } ?? outputFolder
        try SafeFile.makeFolder(folder)
        guard let real = SafeFile.realPath(folder), let top = SafeFile.realPath(outputFolder), real.isInside(top) else {
            throw Self.leaves(path)
        }
        return "\(outputFolder)/\(path)"
    }

    /// Whether a relative path names something in its folder or below, by its parts alone.
    package static func leavesFolder(_ path: String) -> Bool {
        path.hasPrefix("/") || path.split(separator: "/").contains("..") || path.utf8.contains(0)
    }

    /// The notebook's file as seen from the output folder, so that a report finds it wherever both are moved to.
    package func notebookPath(_ name: String) -> String {
        let file = NotebookSource(name: name, text: "").fileName
        guard let outputFolder, let from = SafeFile.realPath(outputFolder), let to = SafeFile.realPath(notebookFolder)
        else { return file }
        let (start, goal) = (from.split(separator: "/"), to.split(separator: "/"))
        let shared = zip(start, goal).prefix { $0 == $1 }.count
        let up = Array(repeating: "..", count: start.count - shared)
        return (up + goal[shared...].map(String.init) + [file]).joined(separator: "/")
    }

    /// The path without what changes nothing: `./a//b` is `a/b`.
    package static func plain(_ path: String) -> String {
        path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
    }

    private func refuseLeaving(_ path: String) throws(CommandFailure) {
        if Self.leavesFolder(path) { throw Self.leaves(path) }
    }

    private static func leaves(_ path: String) -> CommandFailure {
        CommandFailure(
            "`\(path)` leaves the folder that a notebook may use",
            remedy: "put the file beside the notebook, or allow its folder with `--allow-path`")
    }
}

extension String {
    fileprivate func isInside(_ folder: String) -> Bool {
        self == folder || hasPrefix(folder.hasSuffix("/") ? folder : folder + "/")
    }
}
