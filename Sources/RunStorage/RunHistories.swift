/// Several folders' histories, read as one.
package struct RunHistories {
    private let histories: [RunHistory]

    package init(_ histories: [RunHistory]) {
        self.histories = histories
    }

    /// The newest runs first, at most `limit` of them; of all notebooks, or of that whose file has a name.
    package func runs(ofFile name: String? = nil, limit: Int) throws(HistoryProblem) -> [StoredRun] {
        var runs: [StoredRun] = []
        for history in histories { runs += try history.runs(ofFile: name, limit: limit) }
        let newest = runs.enumerated().sorted {
            // Of one second, what one history knows to be newer stays before.
            ($1.element.started, $0.offset) < ($0.element.started, $1.offset)
        }
        return newest.prefix(max(limit, 0)).map(\.element)
    }

    /// The one run whose id begins with a text, or the newest one by the name `latest`.
    ///
    /// Throws a `HistoryProblem`, or a `RunNotFound` where it is none or several.
    package func run(named name: String) throws -> StoredRun {
        if name == "latest", let latest = try runs(limit: 1).first { return latest }
        var found: [(history: RunHistory, id: String)] = []
        for history in histories { found += try history.ids(beginningWith: name).map { (history, $0) } }
        guard found.count == 1, let run = try found[0].history.run(found[0].id) else {
            throw RunNotFound(name: name, candidates: found.map(\.id))
        }
        return run
    }
}

/// A name that no run has, or that several may mean.
package struct RunNotFound: Error, Hashable, CustomStringConvertible {
    package let name: String
    /// The ids that begin with the name.
    package let candidates: [String]

    /// How many candidates are written out.
    private static let shown = 10

    package var description: String {
        guard !candidates.isEmpty else { return "there is no run `\(name)`; `haltbook history` lists those there are" }
        let rest = candidates.count - Self.shown
        let list = candidates.prefix(Self.shown).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
        return "`\(name)` may mean several runs: \(list); write more of one"
    }
}
