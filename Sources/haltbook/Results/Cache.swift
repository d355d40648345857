import ArgumentParser
import Figures
import Files
import FoundationEssentials
import Running

/// `haltbook cache list`, `haltbook cache prune`
struct Cache: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows and drops the results and checkpoints that runs have kept in .haltbook/.",
        subcommands: [List.self, Prune.self])

    /// Where to look.
    struct Place: ParsableArguments {
        @Argument(help: "The folder of the notebooks (default: this one and those in it).")
        var folder: String?

        func stores() throws(Failure) -> [ResultStore] {
            let stores = KeptFolders.find(folder).map { ResultStore(folder: $0.kept) }
            guard !stores.isEmpty else {
                throw Failure("there is no \(ResultStore.folderName) in \(folder ?? "this folder or those in it")")
            }
            return stores
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists what is kept, what was used last first.")

        @OptionGroup var place: Place

        func run() throws {
            for store in try place.stores() {
                let items = store.items()
                for item in items {
                    let owner = item.notebook.map { "\($0): \(item.cell ?? "")" } ?? item.kind.rawValue
                    Terminal.say(
                        "\(CacheDate.text(item.used))  \(Bytes.text(item.size).leftPadded(to: 8))  \(item.name.prefix(12))  \(owner)"
                    )
                }
                Terminal.say(
                    "\(store.folder): \(items.count) \(items.count == 1 ? "item" : "items"), \(Bytes.text(store.size()))"
                )
            }
        }
    }

    struct Prune: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Drops what was not of use for long, and what is over a size.")

        @OptionGroup var place: Place

        @Option(
            help: ArgumentHelp("Drops what was longest not of use until this is left, as `5GB`.", valueName: "size"))
        var keep: String?

        @Option(help: ArgumentHelp("Drops what was not of use for this long, as `30d` or `12h`.", valueName: "time"))
        var older: String?

        func validate() throws {
            if keep == nil, older == nil { throw ValidationError("give --keep, --older or both") }
            if let keep, Bytes.count(keep) == nil {
                throw ValidationError("--keep takes a size such as `5GB`, not `\(keep)`")
            }
            if let older, CacheDate.seconds(older) == nil {
                throw ValidationError("--older takes a time such as `30d` or `12h`, not `\(older)`")
            }
        }

        func run() throws {
            let now = Int(Date.now.timeIntervalSince1970)
            for store in try place.stores() {
                let pruning = store.prune(
                    keeping: keep.flatMap(Bytes.count), since: older.flatMap(CacheDate.seconds).map { now - $0 },
                    now: now)
                let count = pruning.dropped.count
                Terminal.say(
                    "\(store.folder): dropped \(count) \(count == 1 ? "item" : "items"), \(Bytes.text(pruning.bytes)); \(Bytes.text(pruning.left)) left"
                )
            }
        }
    }
}

/// Sizes as people write them.
enum Bytes {
    private static let units: [(name: String, size: Double)] = [
        ("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("kB", 1e3), ("B", 1),
    ]

    static func text(_ count: Int) -> String {
        let unit = units.first { Double(count) >= $0.size } ?? ("B", 1)
        return "\(fixed(Double(count) / unit.size, digits: unit.size == 1 ? 0 : 1)) \(unit.name)"
    }

    static func count(_ text: String) -> Int? {
        let unit = units.first { text.lowercased().hasSuffix($0.name.lowercased()) }
        let number = Double(text.dropLast(unit?.name.count ?? 0).filter { $0 != " " })
        guard let number, number >= 0, number * (unit?.size ?? 1) < 1e18 else { return nil }
        return Int(number * (unit?.size ?? 1))
    }
}

private enum CacheDate {
    static func text(_ time: Int) -> String {
        Date(timeIntervalSince1970: Double(time)).formatted(.iso8601.year().month().day().dateSeparator(.dash))
    }

    static func seconds(_ text: String) -> Int? {
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604_800]
        guard let unit = text.last.flatMap({ units[$0] }), let number = Double(text.dropLast()), number >= 0,
            number * unit < 1e12
        else { return nil }
        return Int(number * unit)
    }
}

extension String {
    fileprivate func leftPadded(to width: Int) -> String {
        String(repeating: " ", count: max(0, width - count)) + self
    }
}
