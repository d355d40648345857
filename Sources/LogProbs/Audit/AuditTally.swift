import Glibc

/// What is counted of the responses of a file, part by part.
package struct AuditTally: Sendable {
    /// How many problems are listed with their lines; all are counted.
    package static let listed = 20

    var responses = 0
    var tokens = 0
    var labels = [0, 0]
    var formats = [Int](repeating: 0, count: ResponseFormat.allCases.count)
    /// How many tokens had how many entries in their lists.
    var seen: [Int] = []
    /// How many tokens' rows keep how much of the probability, in thousandths.
    var masses = [Int](repeating: 0, count: Self.massSteps + 1)
    var chosenOutside = 0
    var chosenMissing = 0
    var notMostLikely = 0
    var repairs = RepairCounts()
    var notes = [Int](repeating: 0, count: ResponseNote.allCases.count)
    var problems = [Int](repeating: 0, count: ResponseProblem.Kind.allCases.count)
    var firstProblems: [(line: Int, problem: ResponseProblem)] = []

    static let massSteps = 1000

    package init() {}

    package init(_ outcomes: [ReadOutcome]) {
        for outcome in outcomes { add(outcome) }
    }

    mutating func add(_ outcome: ReadOutcome) {
        switch outcome {
        case .problem(let problem, let line):
            problems[problem.kind.place] += 1
            if firstProblems.count < Self.listed { firstProblems.append((line, problem)) }
        case .response(let response, _, let format):
            responses += 1
            formats[format.place] += 1
            if let label = response.label { labels[label] += 1 }
            repairs += response.repairs
            for note in response.notes { notes[note.place] += 1 }
            add(response.tokens)
        }
    }

    private mutating func add(_ tokens: TokenLogProbs) {
        self.tokens += tokens.count
        for token in 0..<tokens.count {
            let flags = tokens.flags[token]
            let count = tokens.seen(token)
            if count >= seen.count { seen += Array(repeating: 0, count: count + 1 - seen.count) }
            seen[count] += 1
            if flags.contains(.chosenMissing) { chosenMissing += 1 }
            if flags.contains(.outsideList), count > 0 { chosenOutside += 1 }
            addRow(tokens.logProbs[tokens.row(token)])
        }
    }

    private mutating func addRow(_ row: ArraySlice<Float>) {
        var mass = 0.0
        for logProb in row where !logProb.isNaN { mass += exp(Double(logProb)) }
        masses[min(Int(mass * Double(Self.massSteps)), Self.massSteps)] += 1
        if row.count > 1, row[row.startIndex + 1] > row[row.startIndex] { notMostLikely += 1 }
    }

    /// Adds what was counted of a later part of the file.
    package static func += (tally: inout AuditTally, later: AuditTally) {
        tally.responses += later.responses
        tally.tokens += later.tokens
        tally.chosenOutside += later.chosenOutside
        tally.chosenMissing += later.chosenMissing
        tally.notMostLikely += later.notMostLikely
        tally.repairs += later.repairs
        add(later.labels, to: &tally.labels)
        add(later.formats, to: &tally.formats)
        add(later.seen, to: &tally.seen)
        add(later.masses, to: &tally.masses)
        add(later.notes, to: &tally.notes)
        add(later.problems, to: &tally.problems)
        tally.firstProblems += later.firstProblems.prefix(listed - tally.firstProblems.count)
    }

    private static func add(_ counts: [Int], to sums: inout [Int]) {
        if sums.count < counts.count { sums += Array(repeating: 0, count: counts.count - sums.count) }
        for (place, count) in counts.enumerated() { sums[place] += count }
    }

    /// The mass that a share of the tokens' rows stay under, to a thousandth; nil without tokens.
    func massQuantile(_ share: Double) -> Double? {
        guard tokens > 0 else { return nil }
        let wanted = max(1, Int((share * Double(tokens)).rounded(.up)))
        var count = 0
        let step = masses.firstIndex { bin in
            count += bin
            return count >= wanted
        }
        return step.map { Double($0) / Double(Self.massSteps) }
    }
}

extension CaseIterable where Self: Equatable {
    /// Where the case stands among all.
    fileprivate var place: Int {
        for (place, other) in zip(0..., Self.allCases) where other == self { return place }
        preconditionFailure("\(self) is not among its cases")
    }
}
