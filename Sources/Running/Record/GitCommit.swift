import Files

/// The commit that a folder stands at.
///
/// Read from git's own files: running `git` in a folder of unknown origin would run what its configuration says.
enum GitCommit {
    static func of(folder: String) -> String? {
        guard var top = SafeFile.realPath(folder) else { return nil }
        while true {
            if let commit = commit(ofRepository: "\(top)/.git") { return commit }
            guard let slash = top.lastIndex(of: "/"), slash > top.startIndex else { return nil }
            top = String(top[..<slash])
        }
    }

    private static func commit(ofRepository path: String) -> String? {
        guard let head = text("\(path)/HEAD") else { return nil }
        guard head.hasPrefix("ref: ") else { return digest(head) }
        let name = head.dropFirst("ref: ".count)
        guard !name.split(separator: "/").contains("..") else { return nil }
        if let loose = text("\(path)/\(name)") { return digest(loose) }
        let packed = text("\(path)/packed-refs") ?? ""
        let line = packed.split(separator: "\n").first { $0.hasSuffix(" \(name)") }
        return line.flatMap { digest(String($0.prefix { $0 != " " })) }
    }

    private static func digest(_ text: String) -> String? {
        [40, 64].contains(text.count) && text.allSatisfy(\.isHexDigit) ? text : nil
    }

    private static func text(_ path: String) -> String? {
        guard let bytes = try? SafeFile.read(path), let text = String(validating: bytes, as: UTF8.self) else {
            return nil
        }
        let end = text.lastIndex { !$0.isWhitespace }
        return end.map { String(text[...$0]) }
    }
}
