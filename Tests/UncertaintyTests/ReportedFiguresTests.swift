import Foundation
import Statistics
import Testing

@testable import Uncertainty

/// 500 real scores of h-bar_s and PRI, and what their authors reported of them. The file is not in the repository: where it is
/// not beside it either, these say that they did not run.
@Suite(
    .enabled(
        if: SharedFile.scores != nil,
        "data/hbar-scores-llama-3.2-3b.json is neither in HALTBOOK_SHARED nor in ../shared"))
struct ReportedFiguresTests {
    /// What the file says that its authors found.
    private struct Reported: Decodable {
        let thresholds: Thresholds
        let reported: Figures

        struct Thresholds: Decodable {
            let tauHbar, tauPri: Double
        }

        struct Figures: Decodable {
            let aurocAndPrauc: [String: Areas]
            let atThresholds: [String: AtThreshold]
            let quadrants: [String: Quadrant]
        }

        struct Areas: Decodable {
            let auroc, prAuc: Double
        }

        struct AtThreshold: Decodable {
            let precision, recall: Double
            /// By label, then by call.
            let confusionMatrix: [[Int]]
        }

        struct Quadrant: Decodable {
            let count: Int
            let hallucinationRate: Double
        }
    }

    private let reported: Reported
    private let table: ScoreTable
    private let hbar: ScoredSamples
    private let pri: ScoredSamples

    init() throws {
        let path = try #require(SharedFile.scores)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        reported = try decoder.decode(Reported.self, from: bytes)
        table = try ScoreTable(reading: Array(bytes), groups: .id(matching: "^([a-z]+)_"))
        hbar = try table.samples(of: ["hbar_s"])
        pri = try table.samples(of: ["pri"])
    }

    @Test func `the file is read whole, twins as one item`() {
        #expect(table.signals == ["hbar_s", "pri"] && table.rows.count == 500)
        #expect(table.failed == 0 && table.unlabelled == 0)
        #expect(Set(hbar.groups ?? []) == ["qa", "summarization", "dialogue"])
        #expect(Set(hbar.items).count == 490)
    }

    @Test func `areas are those reported, h-bar_s with lower scores as the riskier ones and PRI with higher`() throws {
        for (samples, direction, name) in [
            (hbar, ScoreDirection.lowerIsPositive, "hbar_alone"), (pri, .higherIsPositive, "pri_alone"),
        ] {
            let areas = try #require(reported.reported.aurocAndPrauc[name])
            let found = SignalDiagnostics(samples, declared: direction)
            #expect(isNear(found.direction.pooled.turned(direction).value, areas.auroc))
            // Their PR-AUC is the average precision, and not the area under straight lines.
            #expect(isNear(found.averagePrecision.value, areas.prAuc))
        }
        #expect(fixed(SignalDiagnostics(hbar, declared: .lowerIsPositive).direction.pooled.lower.value) == "0.5312")
        #expect(fixed(SignalDiagnostics(pri, declared: .higherIsPositive).averagePrecision.value) == "0.5654")
    }

    private func fixed(_ value: Double) -> String { String(format: "%.4f", value) }

    @Test func `confusions at their thresholds are those reported`() throws {
        for (samples, direction, threshold, name) in [
            (hbar, ScoreDirection.lowerIsPositive, reported.thresholds.tauHbar, "hbar_alone"),
            (pri, .higherIsPositive, reported.thresholds.tauPri, "pri_alone"),
        ] {
            let expected = try #require(reported.reported.atThresholds[name])
            let point = try #require(
                ThresholdSweep(
                    labels: samples.labels, scores: samples.scores[0], direction: direction, thresholds: [threshold]
                ).points.first)
            let (flagged, hits, positives) = (point.flagged, point.hits, samples.labels.reduce(0, +))
            let falseAlarms = flagged - hits
            let matrix = [[500 - positives - falseAlarms, falseAlarms], [positives - hits, hits]]
            #expect(matrix == expected.confusionMatrix)
            #expect(isNear(point.precision, expected.precision) && isNear(point.recall, expected.recall))
        }
    }

    @Test func `quadrants at their thresholds are those reported`() throws {
        let both = try table.samples(of: ["hbar_s", "pri"])
        let found = SignalQuadrants(
            both, first: .init(reported.thresholds.tauHbar, .lowerIsPositive),
            second: .init(reported.thresholds.tauPri, .higherIsPositive))
        // Theirs count from high h-bar_s with low PRI.
        for (quadrant, name) in zip(found.quadrants, ["q2", "q4", "q3", "q1"]) {
            let expected = try #require(reported.reported.quadrants[name])
            #expect(quadrant.hallucinated.trials == expected.count)
            #expect(isNear(quadrant.hallucinated.value, expected.hallucinationRate))
        }
    }

    @Test func `PRI points one way in questions and the other way in dialogue, which raises both alarms`() throws {
        let check = DirectionCheck(pri, declared: .higherIsPositive)
        let areas = check.groups.map { "\($0.group ?? "") \(String(format: "%.3f", $0.higher.value))" }
        #expect(areas == ["dialogue 0.382", "qa 0.873", "summarization 0.546"])
        #expect(check.groups.map(\.higher.direction) == [.inverted, .higherIsPositive, .noSignal])
        #expect(check.pooled.higher.direction == .higherIsPositive)
        #expect(check.simpson?.finding == .mixed)
        let warnings = try ScoreCalibration(table, CalibrationPlan(.init("pri"))).warnings
        #expect(
            warnings.contains { $0.hasPrefix("Inverted in `dialogue`: the signal points the other way, AUROC 0.382") })
        #expect(warnings.contains { $0.contains("Groups point in opposite directions") && $0.contains("Simpson") })
    }

    @Test func `of h-bar_s as it is declared no threshold is given`() throws {
        let found = try ScoreCalibration(table, CalibrationPlan(.init("hbar_s"), second: .init("pri")))
        #expect(found.plan.first.direction == .higherIsPositive)
        #expect(found.calibration.pooled.decision.threshold == nil && found.judgements.allSatisfy { $0.group != nil })
        #expect(found.diagnostics.direction.finding.hasPrefix("No direction can be told: AUROC 0.469"))
        #expect(found.warnings.contains { $0.hasPrefix("Inverted in `qa`") })
        #expect(found.chosenOn + found.judgedOn == 500)
    }
}
