import ReferenceRandom
import Statistics
import Testing

@testable import Uncertainty

/// The second pass: thresholds that are chosen on some items and judged by others.
@Suite struct ScoreCalibrationTests {
    /// Twins of so many items, higher by `gap` where hallucinated, in groups that items are dealt to in turn.
    private func table(_ items: Int, gap: Double, groups: [String] = ["g"], seed: UInt64) throws -> ScoreTable {
        var generator = NumPyGenerator(seed: seed)
        var lines = ""
        for item in 0..<items {
            let group = groups[item % groups.count]
            for (label, ending) in [(1, "hal"), (0, "cor")] {
                let noise = (0..<12).reduce(-6.0) { sum, _ in sum + generator.random() }
                let other = (0..<12).reduce(-6.0) { sum, _ in sum + generator.random() }
                let score = noise + gap * Double(label)
                lines +=
                    #"{"id":"q\#(item)_\#(ending)","label":\#(label),"group":"\#(group)","x":\#(score),"y":\#(other)}"#
                lines += "\n"
            }
        }
        return try ScoreTable(reading: Array(lines.utf8))
    }

    @Test func `thresholds are chosen on half of the items and judged by the other half`() throws {
        let found = try ScoreCalibration(try table(300, gap: 1, seed: 1), CalibrationPlan(.init("x")))
        #expect(found.count == 600 && found.chosenOn == 300 && found.judgedOn == 300)
        #expect(found.calibration.pooled.count == 300 && found.sweep.count == 300)
        let threshold = try #require(found.calibration.pooled.decision.threshold)
        #expect(found.judgements.map(\.threshold) == [threshold.threshold])
        #expect(found.judgements[0].point.flagRate.trials == 300)
        #expect(found.judgedBest?.threshold == found.sweep.best?.threshold)
        #expect(found.judgedBest?.point.flagRate.trials == 300)
        // Description is over all.
        #expect(found.diagnostics.count == 600 && found.diagnostics.hallucinationRate.hits == 300)
        #expect(found.warnings == [])
    }

    @Test func `twins stay on one side`() throws {
        // Each item lies whole in one part, so both parts have as many of each label.
        let found = try ScoreCalibration(try table(101, gap: 1, seed: 2), CalibrationPlan(.init("x")))
        #expect(found.sweep.positives * 2 == found.chosenOn)
    }

    @Test func `the same seed splits alike, another one otherwise`() throws {
        let table = try table(100, gap: 1, seed: 3)
        var plan = CalibrationPlan(.init("x"))
        let first = try ScoreCalibration(table, plan)
        #expect(try ScoreCalibration(table, plan) == first)
        plan.seed = 1
        #expect(try ScoreCalibration(table, plan).sweep != first.sweep)
    }

    @Test func `where all samples choose, nothing judges, and that is said`() throws {
        var plan = CalibrationPlan(.init("x"))
        plan.chosenShare = 1
        let found = try ScoreCalibration(try table(100, gap: 1, seed: 4), plan)
        #expect(found.chosenOn == 200 && found.judgedOn == 0)
        #expect(found.judgements == [] && found.judgedBest == nil)
        #expect(found.warnings.last?.hasPrefix("All samples were chosen on, so nothing judges the thresholds") == true)
    }

    @Test func `an inverted signal has no threshold but by force or turned, and force is said`() throws {
        let table = try table(200, gap: -1, seed: 5)
        let refused = try ScoreCalibration(table, CalibrationPlan(.init("x")))
        #expect(refused.calibration.pooled.decision == .none(why: "inverted here") && refused.judgements == [])
        #expect(refused.warnings.first?.hasPrefix("Inverted in all samples together") == true)
        var forced = CalibrationPlan(.init("x"))
        forced.isForced = true
        let given = try ScoreCalibration(table, forced)
        #expect(given.calibration.pooled.decision.threshold != nil)
        #expect(given.warnings.contains { $0.hasPrefix("Forced: ") })
        let turned = try ScoreCalibration(table, CalibrationPlan(.init("x", .lowerIsPositive)))
        #expect(turned.calibration.pooled.decision.threshold != nil && turned.warnings == [])
    }

    @Test func `each group has its own threshold and its own judgement`() throws {
        let found = try ScoreCalibration(
            try table(400, gap: 1.5, groups: ["a", "b"], seed: 6), CalibrationPlan(.init("x")))
        #expect(found.judgements.map(\.group) == [nil, "a", "b"])
        #expect(found.judgements.map(\.point.flagRate.trials) == [400, 200, 200])
        let file = found.file(dataDigest: "0", k: 0, modelName: "tiny", program: "1", made: "now")
        #expect(try ThresholdFile(decoding: file.encoded()) == file)
        #expect(file.signal == "x" && file.k == 0 && file.modelName == "tiny" && file.model == nil)
        #expect(file.pooled.judged == found.judgements[0].point)
        #expect(file.groups["b"]?.judged == found.judgements[2].point && file.groups["b"]?.judged != nil)
    }

    @Test func `a sweep without the wanted recall is warned of`() throws {
        var plan = CalibrationPlan(.init("x"))
        plan.thresholds = .steps(start: 2, stop: 3, step: 0.5)
        let found = try ScoreCalibration(try table(100, gap: 1, seed: 7), plan)
        #expect(found.sweep.points.count == 3 && !found.sweep.isRecallReached)
        #expect(
            found.warnings.contains {
                $0.hasPrefix("No threshold of the sweep has recall >= 0.9; its best is that of the highest F1")
            })
        plan.target = .recall(atLeast: 0.8)
        #expect(plan.wantedRecall == 0.8)
        plan.target = .precision(atLeast: 0.8)
        #expect(plan.wantedRecall == 0.9)
    }

    @Test func `a second signal is described, and the two together`() throws {
        let found = try ScoreCalibration(
            try table(200, gap: 1, seed: 8), CalibrationPlan(.init("x"), second: .init("y")))
        #expect(found.secondDiagnostics?.signal == "y" && found.pair?.correlation?.count == 400)
        #expect(found.pair?.joint?.rivals.map(\.signal) == ["x", "y"])
        let quadrants = try #require(found.quadrants)
        #expect(quadrants.first.threshold == found.sweep.best?.threshold)
        // Chosen on one half, counted on the other.
        #expect(quadrants.quadrants.reduce(0) { $0 + $1.hallucinated.trials } == found.judgedOn)
        #expect(found.warnings.contains { $0.hasPrefix("`y`: No signal in all samples together") })
    }

    @Test func `a signal points as the catalogue has it, and higher is riskier where it does not`() {
        #expect(CalibrationPlan.Choice("hbar_s").direction == .higherIsPositive)
        #expect(CalibrationPlan.Choice("pri.max").direction == .higherIsPositive)
        #expect(CalibrationPlan.Choice("mean_margin").direction == ScoreCatalogue["mean_margin"]?.direction)
        #expect(CalibrationPlan.Choice("mean_margin").direction == .lowerIsPositive)
        #expect(CalibrationPlan.Choice("pri", .lowerIsPositive).direction == .lowerIsPositive)
    }

    @Test func `samples of one class, or one sample, have no threshold and break nothing`() throws {
        let onlyRight = "id,label,x\n" + (0..<50).map { "a\($0),0,\($0)\n" }.joined()
        let found = try ScoreCalibration(
            try ScoreTable(reading: Array(onlyRight.utf8)), CalibrationPlan(.init("x"), second: nil))
        #expect(
            found.calibration.pooled.decision == .none(why: "all 25 samples are of one class; add some of the other"))
        #expect(found.diagnostics.difference == nil && found.sweep.best?.recall == 0)
        let one = try ScoreCalibration(
            try ScoreTable(reading: Array("id,label,x,y\na,1,2,3\n".utf8)),
            CalibrationPlan(.init("x"), second: .init("y")))
        #expect(one.count == 1 && one.pair?.joint == nil && one.pair?.correlation == nil)
    }
}
