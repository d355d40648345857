import Files

/// Something in a store that can be dropped by itself: what a cell came to, or a training's checkpoint.
package struct KeptItem: Sendable {
    package enum Kind: String, Codable, Sendable {
        case result, checkpoint
    }

    package var kind: Kind
    /// The digest that it is found by.
    package var name: String
    /// The notebook and the cell that it is of, where it says so.
    package var notebook: String?
    package var cell: String?
    /// When it was last made or of use, in seconds since 1970.
    package var used: Int
    /// Bytes, those that it shares with others included.
    package var size: Int
    fileprivate var path: String
    fileprivate var ownSize: Int
    fileprivate var pieces: Set<String> = []
}

/// What pruning has dropped.
package struct Pruning: Sendable {
    package var dropped: [KeptItem] = []
    /// Bytes that are free now.
    package var bytes = 0
    /// Bytes that are left.
    package var left = 0
}

extension ResultStore {
    /// All that is kept, what was used last first.
    package func items() -> [KeptItem] {
        (results() + checkpoints()).sorted { ($1.used, $0.name) < ($0.used, $1.name) }
    }

    /// The bytes that all of it takes.
    package func size() -> Int {
        [entriesFolder, piecesFolder, checkpointsFolder].reduce(0) { sum, folder in
            sum + SafeFile.names(in: folder).reduce(0) { $0 + (SafeFile.sizeAndTime(of: "\(folder)/\($1)")?.size ?? 0) }
        }
    }

    private var checkpointsFolder: String { "\(folder)/checkpoints" }

    private func results() -> [KeptItem] {
        SafeFile.names(in: entriesFolder).compactMap { name in
            let path = "\(entriesFolder)/\(name)"
            guard let (size, time) = SafeFile.sizeAndTime(of: path) else { return nil }
            var item = KeptItem(kind: .result, name: name, used: time, size: size, path: path, ownSize: size)
            // One that cannot be read is of no use to anybody.
            guard let entry = try? read(path) else {
                item.used = 0
                return item
            }
            (item.notebook, item.cell, item.pieces) = (entry.notebook, entry.cell, entry.pieces)
            for piece in entry.pieces { item.size += SafeFile.sizeAndTime(of: piecePath(piece))?.size ?? 0 }
            return item
        }
    }

    private func checkpoints() -> [KeptItem] {
        SafeFile.names(in: checkpointsFolder).compactMap { name in
            let path = "\(checkpointsFolder)/\(name)"
            guard let (size, time) = SafeFile.sizeAndTime(of: path) else { return nil }
            return KeptItem(kind: .checkpoint, name: name, used: time, size: size, path: path, ownSize: size)
        }
    }

    /// Drops what has not been of use since a time, and then what was longest not of use, until no more bytes are left
    /// than are to be kept.
    ///
    /// - Parameters:
    ///   - oldest: in seconds since 1970.
    ///   - now: the time, for what a run that goes on may have written just now.
    package func prune(keeping most: Int?, since oldest: Int?, now: Int) -> Pruning {
        let before = size()
        var pruning = Pruning()
        var kept = items()
        var references: [String: Int] = [:]
        for item in kept { for piece in item.pieces { references[piece, default: 0] += 1 } }
        var left = dropOrphans(references, now: now, from: before)
        while let item = kept.last, item.used < oldest ?? .min || left > most ?? .max {
            kept.removeLast()
            SafeFile.remove(item.path)
            left -= item.ownSize
            for piece in item.pieces {
                references[piece, default: 1] -= 1
                guard references[piece] == 0 else { continue }
                left -= SafeFile.sizeAndTime(of: piecePath(piece))?.size ?? 0
                SafeFile.remove(piecePath(piece))
            }
            pruning.dropped.append(item)
        }
        pruning.left = size()
        pruning.bytes = max(0, before - pruning.left)
        return pruning
    }

    /// Drops pieces of no entry, unless they are so new that their entry may be about to be written.
    private func dropOrphans(_ references: [String: Int], now: Int, from size: Int) -> Int {
        var left = size
        for folder in [entriesFolder, piecesFolder, checkpointsFolder] { SafeFile.removeAbandoned(in: folder) }
        for name in SafeFile.names(in: piecesFolder) where references[name] == nil {
            guard let (size, time) = SafeFile.sizeAndTime(of: piecePath(name)), now - time > 600 else { continue }
            SafeFile.remove(piecePath(name))
            left -= size
        }
        return left
    }
}
