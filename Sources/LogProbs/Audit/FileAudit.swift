/// What a file's log-probs are like, and what is wrong with them.
package struct FileAudit: Codable, Sendable, Equatable {
    /// How often something was there.
    package struct Count: Codable, Sendable, Equatable {
        package var name: String
        package var count: Int
    }

    /// How many tokens had so many entries in their lists.
    package struct SeenCount: Codable, Sendable, Equatable {
        package var alternatives: Int
        package var tokens: Int
    }

    /// The probability that the tokens' rows hold: quantiles, each to a thousandth, cut off.
    package struct Mass: Codable, Sendable, Equatable {
        package var least: Double
        package var tenth: Double
        package var median: Double
        package var ninth: Double
        package var greatest: Double
    }

    /// A line that could not be taken.
    package struct BadLine: Codable, Sendable, Equatable {
        package var line: Int
        package var kind: String
        package var reason: String
    }

    package var file: String
    package var responses: Int
    package var tokens: Int
    package var hallucinated: Int
    package var correct: Int
    package var formats: [Count]
    package var seen: [SeenCount]
    package var mass: Mass?
    package var notMostLikely: Int
    package var chosenOutside: Int
    package var chosenMissing: Int
    package var sentinels: Int
    package var repairs: [Count]
    package var notes: [Count]
    /// Lines that were not taken: unreadable, of no known format, or errors.
    package var badLines: Int
    /// How many responses have an id that one before them has.
    package var repeatedIDs: Int
    /// The line of the first of those.
    package var firstRepeatedID: Int?
    /// How many responses' ids were not held against the others, since there are too many.
    package var uncomparedIDs: Int
    /// Responses whose numbers are no log-probs.
    package var refusedResponses: Int
    package var problems: [Count]
    /// The first of both.
    package var firstProblems: [BadLine]
    package var findings: [AuditFinding]

    /// Whether anything in the file was not taken.
    package var hasProblems: Bool { badLines + refusedResponses > 0 || findings.contains { $0.severity == .refusal } }

    /// Reads a file to its end.
    package init(_ file: ResponseFile) {
        var tally = AuditTally()
        var ids = SeenIDs()
        file.read(map: { (AuditTally($0), SeenIDs.marks($0)) }) { part, marks in
            tally += part
            ids.add(marks)
        }
        self.init(file: file.name, tally, ids)
    }

    init(file: String, _ tally: AuditTally, _ ids: SeenIDs) {
        self.file = file
        responses = tally.responses
        tokens = tally.tokens
        (correct, hallucinated) = (tally.labels[0], tally.labels[1])
        formats = Self.counts(ResponseFormat.allCases.map(\.rawValue), tally.formats)
        seen = tally.seen.enumerated().filter { $1 > 0 }.map { SeenCount(alternatives: $0, tokens: $1) }
        mass = Self.mass(tally)
        notMostLikely = tally.notMostLikely
        (repeatedIDs, firstRepeatedID, uncomparedIDs) = (ids.repeated, ids.firstLine, ids.passedOver)
        chosenOutside = tally.chosenOutside
        chosenMissing = tally.chosenMissing
        sentinels = tally.repairs[.sentinel]
        repairs = tally.repairs.all.map { Count(name: $0.repair.rawValue, count: $0.count) }
        notes = Self.counts(ResponseNote.allCases.map(\.rawValue), tally.notes)
        let kinds = ResponseProblem.Kind.allCases
        refusedResponses = zip(kinds, tally.problems).filter { $0.0.isRefusal }.reduce(0) { $0 + $1.1 }
        badLines = tally.problems.reduce(0, +) - refusedResponses
        problems = Self.counts(kinds.map(\.rawValue), tally.problems)
        firstProblems = tally.firstProblems.map {
            BadLine(line: $0.line, kind: $0.problem.kind.rawValue, reason: $0.problem.reason)
        }
        findings = []
        findings = AuditFinding.all(of: self)
    }

    private static func counts(_ names: [String], _ counts: [Int]) -> [Count] {
        zip(names, counts).filter { $1 > 0 }.map { Count(name: $0, count: $1) }
    }

    private static func mass(_ tally: AuditTally) -> Mass? {
        let shares = [0, 0.1, 0.5, 0.9, 1].compactMap(tally.massQuantile)
        guard shares.count == 5 else { return nil }
        return Mass(least: shares[0], tenth: shares[1], median: shares[2], ninth: shares[3], greatest: shares[4])
    }
}
