import RunStorage

/// Where histories are looked for.
enum HistoryPlaces {
    /// The histories of this folder and of the folders in it.
    static func here() throws(HistoryProblem) -> RunHistories {
        var histories: [RunHistory] = []
        for place in KeptFolders.find() {
            if let history = try RunHistory.existing(inFolder: place.notebooks) { histories.append(history) }
        }
        return RunHistories(histories)
    }

    static func ofFolder(_ folder: String) throws(HistoryProblem) -> RunHistories {
        RunHistories(try RunHistory.existing(inFolder: folder).map { [$0] } ?? [])
    }

    /// A path's folder and the name in it.
    static func split(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        let folder = slash == path.startIndex ? "/" : String(path[..<slash])
        return (folder, String(path[path.index(after: slash)...]))
    }
}
