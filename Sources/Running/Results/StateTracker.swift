import Clusters
import Sessions

/// Sees to it that a cell that runs finds the very state that its key says it uses: what is there, or what is kept.
///
/// Kept state is restored only when a cell that runs needs it, so a run that reuses everything reads no weights.
final class StateTracker {
    private let session: Session
    private let results: KeptResults
    /// The version of each part that the session holds.
    private var held: [SessionPart: String] = [:]
    /// What is kept of the cells' ends.
    private var entries: [Int: CellEntry] = [:]
    /// Cells that did not come to their ends, or used what such cells left: what they leave is of no known version.
    private var tainted: Set<Int> = []
    private var reruns: [Int: Int] = [:]

    init(_ session: Session, _ results: KeptResults) {
        self.session = session
        self.results = results
    }

    func note(_ cell: Int, keptAs entry: CellEntry) { entries[cell] = entry }

    /// Notes what a cell left that has just run.
    func note(_ cell: Int, leaves versions: [SessionPart: String], isWhole: Bool) {
        if !isWhole { tainted.insert(cell) }
        for (part, version) in versions { held[part] = isWhole ? version : "of the failed cell \(cell)" }
    }

    /// Whether what the cell uses is of no known version, so that it must run, and nobody may take its results.
    func isTainted(_ cell: KeyedCell) -> Bool { !cell.dependencies.isDisjoint(with: tainted) }

    /// Brings every part that the cell uses to the version that it uses.
    ///
    /// Where what is kept turns out damaged, the cell that it is of runs again.
    func provide(_ cell: KeyedCell, rerun: (Int) -> Void, warn: (Int, String) -> Void) throws {
        while let (part, version) = missing(cell) {
            guard let giver = version.giver else {
                session.reset(part)
                held[part] = version.digest
                continue
            }
            do {
                guard let entry = entries[giver] else { throw DamagedResult(reason: "it was not kept") }
                try session.restore(part, from: try results.snapshot(of: part, in: entry))
                held[part] = version.digest
            } catch {
                reruns[giver, default: 0] += 1
                guard reruns[giver] == 1 else { throw error }
                warn(giver, "what is kept of it cannot be used, since \(error); it runs again")
                if let entry = entries.removeValue(forKey: giver) { results.forget(entry.key.digest) }
                rerun(giver)
            }
        }
    }

    /// The first part that the session does not hold as the cell uses it, in a fixed order.
    private func missing(_ cell: KeyedCell) -> (SessionPart, StateVersion)? {
        for part in SessionPart.allCases {
            guard let version = cell.uses[part] else { continue }
            if let giver = version.giver, tainted.contains(giver) { continue }
            if held[part, default: NotebookKeys.initialVersion] != version.digest { return (part, version) }
        }
        return nil
    }
}
