import Files
import Running

/// Where results and histories are kept.
enum KeptFolders {
    /// The folders of notebooks that have a `.haltbook`, with its path: the one that is named, or else this one and those in
    /// it. A symbolic link in its place is none.
    static func find(_ folder: String? = nil) -> [(notebooks: String, kept: String)] {
        let places = folder.map { [$0] } ?? ["."] + SafeFile.names(in: ".").filter { !$0.hasPrefix(".") }.sorted()
        return places.map { ($0, $0 == "." ? ResultStore.folderName : "\($0)/\(ResultStore.folderName)") }
            .filter { SafeFile.isFolder($0.1) && !SafeFile.isLink($0.1) }
    }
}
