import Files

/// Paths as people would write them.
enum ShortPath {
    /// `first-steps.md` for `Output/first-steps/../../first-steps.md`; the path as it is where that leads elsewhere, by a
    /// symbolic link.
    static func of(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." {
                parts.removeLast()
            } else {
                parts.append(part)
            }
        }
        let short = (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
        return SafeFile.realPath(short) == SafeFile.realPath(path) ? short : path
    }
}
