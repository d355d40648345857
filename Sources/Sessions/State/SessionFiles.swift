import Files

/// The two folders that a session may touch: it reads under the notebook's, and writes under the run's output.
package struct SessionFiles: Sendable {
    package var notebookFolder: String
    /// Where files are written; nil while a notebook is only checked.
    package var outputFolder: String?

    package init(notebookFolder: String, outputFolder: String? = nil) {
        self.notebookFolder = notebookFolder
        self.outputFolder = outputFolder
    }

    /// The absolute path of a file to read, which must be there.
    ///
    /// Symbolic links are followed only where they stay inside the folder.
    package func readable(_ path: String) throws(CommandFailure) -> String {
        try refuseLeaving(path)
        for folder in [outputFolder, notebookFolder].compactMap(\.self) {
            let full = "\(folder)/\(path)"
            guard SafeFile.isFile(full) else { continue }
            guard let real = SafeFile.realPath(full), let top = SafeFile.realPath(folder), real.isInside(top) else {
                throw Self.leaves(path)
            }
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
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        _ = try writableFolder(folder)
        return "\(outputFolder)/\(path)"
    }

    /// The absolute path of a folder to write into, which is made.
    func writableFolder(_ path: String) throws -> String {
        guard let outputFolder else {
            preconditionFailure("`\(path)` is to be written into in a session that has no output folder")
        }
        try refuseLeaving(path)
        let full = "\(outputFolder)/\(path)"
        try SafeFile.makeFolder(full)
        guard let real = SafeFile.realPath(full), let top = SafeFile.realPath(outputFolder), real.isInside(top) else {
            throw Self.leaves(path)
        }
        return full
    }

    /// The absolute path of a folder that a run has written into before, or nil where there is none.
    func writtenFolder(_ path: String) throws -> String? {
        guard let outputFolder, SafeFile.isFolder("\(outputFolder)/\(path)") else { return nil }
        return try writableFolder(path)
    }

    /// Whether a relative path names something in its folder or below, by its parts alone.
    package static func leavesFolder(_ path: String) -> Bool {
        path.hasPrefix("/") || path.split(separator: "/").contains("..") || path.utf8.contains(0)
    }

    private func refuseLeaving(_ path: String) throws(CommandFailure) {
        if Self.leavesFolder(path) { throw Self.leaves(path) }
    }

    private static func leaves(_ path: String) -> CommandFailure {
        CommandFailure(
            "`\(path)` leaves the folder that a notebook may use",
            remedy: "put the file beside the notebook, and write its relative path")
    }
}

extension String {
    fileprivate func isInside(_ folder: String) -> Bool {
        self == folder || hasPrefix(folder.hasSuffix("/") ? folder : folder + "/")
    }
}
