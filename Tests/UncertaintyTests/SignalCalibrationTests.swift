import ReferenceRandom
import Statistics
import Testing

@testable import Uncertainty

/// Thresholds that come with a guarantee, or a reason why there are none.
@Suite struct SignalCalibrationTests {
    /// Scores of normal noise, higher by `gap` where hallucinated.
    private func samples(_ count: Int, gap: Double, seed: UInt64) -> (labels: [Int], scores: [Double]) {
        var generator = NumPyGenerator(seed: seed)
        var samples: (labels: [Int], scores: [Double]) = ([], [])
        for _ in 0..<count {
            let label = generator.random() < 0.5 ? 1 : 0
            let noise = (0..<12).reduce(-6.0) { sum, _ in sum + generator.random() }
            samples.labels.append(label)
            samples.scores.append(noise + gap * Double(label))
        }
        return samples
    }

    private func calibration(
        _ samples: (labels: [Int], scores: [Double]), direction: ScoreDirection = .higherIsPositive,
        groups: [String]? = nil, items: [Int]? = nil, isForced: Bool = false
    ) -> SignalCalibration {
        SignalCalibration(
            labels: samples.labels, scores: samples.scores, direction: direction, groups: groups,
            items: items, target: .recall(atLeast: 0.9), isForced: isForced)
    }

    @Test func `a signal that points the right way has a threshold that keeps its target`() throws {
        let found = calibration(samples(400, gap: 1, seed: 1))
        let threshold = try #require(found.pooled.decision.threshold)
        #expect(found.pooled.direction == .higherIsPositive && found.warnings == [] && found.groups == [])
        #expect(threshold.bound >= 0.9 && (found.pooled.point?.recall.value ?? 0) > 0.9)
    }

    @Test func `samples of one item are no independent draws, which a warning says`() {
        let samples = samples(400, gap: 1, seed: 1)
        let positives = samples.labels.count { $0 == 1 }
        // Twins of which only one is counted are independent.
        var seen = [0, 0]
        let twins = samples.labels.map { label in
            seen[label] += 1
            return seen[label]
        }
        #expect(calibration(samples, items: twins).warnings == [])
        let shared = calibration(samples, items: samples.labels.indices.map { $0 / 10 })
        #expect(shared.warnings.count == 1)
        #expect(shared.warnings[0].hasPrefix("recall >= 0.9 is counted on \(positives) samples of 40 items. "))
    }

    @Test func `an inverted signal has none, unless it is forced or turned`() {
        let inverted = samples(400, gap: -1, seed: 2)
        let found = calibration(inverted)
        #expect(found.pooled.decision == .none(why: "inverted here") && found.pooled.point == nil)
        #expect(
            found.warnings.first?.hasPrefix("Inverted in all responses together: the signal points the other way")
                == true)
        #expect(calibration(inverted, isForced: true).pooled.decision.threshold != nil)
        #expect(calibration(inverted, direction: .lowerIsPositive).pooled.decision.threshold != nil)
    }

    @Test func `where there is no signal there is no threshold`() {
        let found = calibration(samples(400, gap: 0, seed: 3))
        #expect(found.pooled.decision == .none(why: "no signal here"))
        #expect(found.warnings.first?.hasPrefix("No signal in all responses together") == true)
    }

    @Test func `too few positives are told how many more they need`() {
        let found = SignalCalibration(
            labels: Array(repeating: 1, count: 20) + Array(repeating: 0, count: 20),
            scores: (0..<40).map { -Double($0) }, direction: .higherIsPositive, target: .recall(atLeast: 0.9))
        #expect(
            found.pooled.decision
                == .none(
                    why: "recall >= 0.9 with a risk of 0.05 takes at least 29 positives, and there are 20; "
                        + "add 9 or allow a larger risk"))
    }

    @Test func `a small group takes the threshold of all and says so, and one without a signal takes none`() throws {
        let (large, small, odd) = (
            samples(400, gap: 1, seed: 4), samples(24, gap: 3, seed: 5), samples(100, gap: -1.5, seed: 6)
        )
        let found = calibration(
            (large.labels + small.labels + odd.labels, large.scores + small.scores + odd.scores),
            groups: Array(repeating: "b", count: 400) + Array(repeating: "c", count: 24)
                + Array(repeating: "a", count: 100))
        #expect(found.groups.map(\.group) == ["a", "b", "c"])
        #expect(found.groups[0].decision == .none(why: "inverted here"))
        guard case .own = found.groups[1].decision else { Issue.record("b has no threshold of its own"); return }
        guard case .pooled(let threshold, let why) = found.groups[2].decision else {
            Issue.record("c does not take the threshold of all"); return
        }
        #expect(threshold == found.pooled.decision.threshold && why.contains("takes at least 29 positives"))
    }

    @Test func `groups that differ in level alone ring the alarm`() {
        // Within each group nothing is to be told apart; the groups' base rates are.
        let null = samples(600, gap: 0, seed: 7)
        let groups = null.labels.indices.map { $0 % 4 == 0 ? "hard" : "easy" }
        var generator = NumPyGenerator(seed: 8)
        let labels = groups.map { generator.random() < ($0 == "hard" ? 0.9 : 0.1) ? 1 : 0 }
        let scores = zip(null.scores, groups).map { $0 + ($1 == "hard" ? 3 : 0) }
        let found = calibration((labels, scores), groups: groups)
        #expect(found.simpson?.finding == .differ)
        #expect(
            found.warnings.last?.hasPrefix("All together and within groups the signal does not say the same") == true)
        #expect(found.groups.allSatisfy { $0.decision.threshold == nil })
    }

    // MARK: Files

    private func file(_ calibration: SignalCalibration) -> ThresholdFile {
        ThresholdFile(
            calibration, signal: "mean_nll", direction: .higherIsPositive, dataDigest: "0123", k: 20, model: nil,
            program: "0.1.0", made: "2026-11-24 12:00:00 UTC")
    }

    @Test func `a file of thresholds comes back as it was, and flags by group`() throws {
        let (large, odd) = (samples(400, gap: 1, seed: 4), samples(300, gap: -1.5, seed: 6))
        let found = calibration(
            (large.labels + odd.labels, large.scores + odd.scores),
            groups: Array(repeating: "good", count: 400) + Array(repeating: "odd", count: 300), isForced: false)
        let file = file(found)
        #expect(try ThresholdFile(decoding: file.encoded()) == file)
        #expect(file.flags(100, group: "good") == true && file.flags(-100, group: "good") == false)
        #expect(file.flags(100, group: "odd") == nil)
        #expect(file.entry(forGroup: "another") == file.pooled)
    }

    @Test func `a file is refused for another signal, another k and other weights`() throws {
        var file = file(calibration(samples(400, gap: 1, seed: 1)))
        try file.require(signal: "mean_nll", k: 20, model: nil)
        #expect(throws: ThresholdFileProblem("it is for the signal `mean_nll`, not for `halt`")) {
            try file.require(signal: "halt", k: 20, model: nil)
        }
        #expect(throws: ThresholdFileProblem("it is for 20 log-probs a token, and there are 5")) {
            try file.require(signal: "mean_nll", k: 5, model: nil)
        }
        file.model = String(repeating: "a", count: 64)
        #expect(throws: ThresholdFileProblem("it is for other weights (SHA-256 aaaaaaaaaaaa…, not bbbbbbbbbbbb…)")) {
            try file.require(signal: "mean_nll", k: 20, model: String(repeating: "b", count: 64))
        }
    }

    @Test(arguments: [
        ("nonsense", "it is no file of thresholds"), ("{\"format\":1}", "it is no file of thresholds"),
        ("{\"format\":9,\"signal\":\"x\"}", "its format is 9, and this version reads 1"),
        ("{\"format\":1,\"signal\":\"x\"}", "it is damaged"),
    ])
    func `what is no file of thresholds is refused`(text: String, problem: String) {
        #expect(throws: ThresholdFileProblem(problem)) { try ThresholdFile(decoding: Array(text.utf8)) }
    }
}
