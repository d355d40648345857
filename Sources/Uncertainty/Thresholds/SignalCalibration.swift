import Figures
package import Statistics

/// A signal held against labels: which way it points, and a threshold that keeps a target, for all samples together and for
/// each group.
///
/// The direction is checked and never assumed: where the interval of the AUROC lies under 0.5 the signal is *inverted*, where
/// it holds 0.5 there is *no signal*, and either gives no threshold unless it is forced.
package struct SignalCalibration: Sendable, Equatable {
    /// What was found of all samples, or of one group's.
    package struct Finding: Sendable, Equatable {
        /// Nil for all samples together.
        package let group: String?
        package let count: Int
        package let positives: Int
        /// Of the signal turned as it is declared, so that over 0.5 is right.
        package let auroc: AUROCEstimate
        package let decision: Decision
        /// What the threshold does to the very samples that it was chosen on; nil without one.
        package let point: OperatingPoint?

        package var direction: SignalDirection { auroc.direction }
    }

    package enum Decision: Sendable, Equatable {
        case own(GuaranteedThreshold)
        /// The threshold of all samples, and why there is none of the group's own.
        case pooled(GuaranteedThreshold, why: String)
        case none(why: String)

        package var threshold: GuaranteedThreshold? {
            switch self {
            case .own(let threshold), .pooled(let threshold, _): threshold
            case .none: nil
            }
        }
    }

    package let target: ThresholdTarget
    package let risk: Double
    package let pooled: Finding
    /// In the order of their names; empty where there are fewer than two.
    package let groups: [Finding]
    /// Whether groups and all together tell the same story; nil without groups.
    package let simpson: SimpsonCheck?
    /// How many samples the target is counted on, and of how many items they are.
    private let counted: Counted

    private struct Counted: Sendable, Equatable {
        let samples: Int
        let items: Int
    }

    /// - Parameters:
    ///   - labels: 1 is hallucinated, 0 is correct.
    ///   - scores: one for each label, none of them NaN.
    ///   - direction: which way the signal is declared to point.
    ///   - groups: the name of each sample's group, where they have any.
    ///   - items: the number of each sample's item; each is one of its own where that is not given.
    ///   - risk: the chance with which the target may be missed.
    ///   - isForced: whether thresholds are given against the signal's direction, and without one.
    package init(
        labels: [Int], scores: [Double], direction: ScoreDirection, groups: [String]? = nil, items: [Int]? = nil,
        target: ThresholdTarget, risk: Double = 0.05, isForced: Bool = false
    ) {
        self.target = target
        self.risk = risk
        let places = labels.indices.filter { target.isMade(ofLabel: labels[$0]) }
        counted = Counted(
            samples: places.count, items: items.map { items in Set(places.map { items[$0] }).count } ?? places.count)
        let all = Samples(labels: labels, scores: scores)
        let rules = Rules(direction: direction, target: target, risk: risk, isForced: isForced)
        pooled = rules.finding(nil, all, fallback: nil)
        let names = Set(groups ?? []).sorted()
        guard let groups, names.count > 1 else {
            self.groups = []
            simpson = nil
            return
        }
        let fallback = pooled.decision.threshold
        self.groups = names.map { name in
            rules.finding(name, all.where { groups[$0] == name }, fallback: fallback)
        }
        let numbers = Dictionary(uniqueKeysWithValues: zip(names, 0...))
        simpson = SimpsonCheck(
            labels: labels, scores: direction.oriented(scores), groups: groups.map { numbers[$0] ?? 0 })
    }

    /// What a reader must know before using the thresholds.
    package var warnings: [String] {
        var warnings: [String] = []
        for finding in [pooled] + groups {
            let name = finding.group.map { "in `\($0)`" } ?? "in all responses together"
            switch finding.direction {
            case .higherIsPositive: break
            case .inverted:
                warnings.append("Inverted \(name): the signal points the other way, AUROC \(finding.auroc.words).")
            case .noSignal where [0, finding.count].contains(finding.positives):
                let label = finding.positives == 0 ? "correct" : "hallucinated"
                warnings.append("No signal \(name): all \(finding.count) are \(label).")
            case .noSignal:
                warnings.append("No signal \(name): the interval of the AUROC holds 0.5, \(finding.auroc.words).")
            }
        }
        return warnings + [simpson?.warning, sharedItems].compactMap(\.self)
    }

    /// What to know where the samples are no independent draws, as the guarantee takes them for; nil where they are.
    package var sharedItems: String? {
        guard counted.items < counted.samples else { return nil }
        return
            "\(target) is counted on \(counted.samples) samples of \(counted.items) items. Samples of one item are no "
            + "independent draws, so the target may be missed more often than the risk says; keep one of each item."
    }
}

extension ThresholdTarget {
    /// Whether the shares that the target is about depend on samples of a label.
    fileprivate func isMade(ofLabel label: Int) -> Bool {
        switch self {
        case .recall: label == 1
        case .falsePositiveRate: label == 0
        case .precision, .flagRate: true
        }
    }
}

extension SimpsonCheck {
    /// What a reader must know of a pooled value that is not the groups'; nil where they agree.
    package var warning: String? {
        let ending: String
        switch finding {
        case .agree: return nil
        case .differ: ending = "Part of what it tells apart is the groups."
        case .mixed:
            return
                "Groups point in opposite directions, so all together speak for none (Simpson's paradox), whatever AUROC they "
                + "come to: \(pooled.words) pooled, \(within.words) within groups. Trust the groups."
        case .opposite: ending = "The two point in opposite directions (Simpson's paradox); trust the groups."
        }
        return "All together and within groups the signal does not say the same: AUROC \(pooled.words) pooled, "
            + "\(within.words) within groups. \(ending)"
    }
}

extension AUROCEstimate {
    /// As `0.603 [0.554, 0.653]`.
    package var words: String {
        let texts = [value, interval.low, interval.high].map { fixed($0, digits: 3) }
        return "\(texts[0]) [\(texts[1]), \(texts[2])]"
    }
}

private struct Samples {
    var labels: [Int]
    var scores: [Double]

    func `where`(_ isWanted: (Int) -> Bool) -> Samples {
        let places = labels.indices.filter(isWanted)
        return Samples(labels: places.map { labels[$0] }, scores: places.map { scores[$0] })
    }
}

private struct Rules {
    let direction: ScoreDirection
    let target: ThresholdTarget
    let risk: Double
    let isForced: Bool

    func finding(_ group: String?, _ samples: Samples, fallback: GuaranteedThreshold?) -> SignalCalibration.Finding {
        let auroc = AUROCEstimate(labels: samples.labels, scores: direction.oriented(samples.scores))
        let decision = decision(samples, auroc.direction, fallback)
        return SignalCalibration.Finding(
            group: group, count: samples.labels.count, positives: samples.labels.count { $0 == 1 }, auroc: auroc,
            decision: decision,
            point: decision.threshold.map {
                OperatingPoint(
                    labels: samples.labels, scores: samples.scores, direction: direction, threshold: $0.threshold)
            })
    }

    private func decision(
        _ samples: Samples, _ signal: SignalDirection, _ fallback: GuaranteedThreshold?
    ) -> SignalCalibration.Decision {
        if !isForced {
            switch signal {
            case .higherIsPositive: break
            case .inverted: return .none(why: "inverted here")
            case .noSignal:
                guard Set(samples.labels).count == 2 else {
                    return .none(why: "all \(samples.labels.count) samples are of one class; add some of the other")
                }
                return .none(why: "no signal here")
            }
        }
        let result = guaranteedThreshold(
            labels: samples.labels, scores: samples.scores, direction: direction, target: target, risk: risk)
        switch result {
        case .success(let threshold): return .own(threshold)
        case .failure(let refusal):
            return fallback.map { .pooled($0, why: refusal.description) } ?? .none(why: refusal.description)
        }
    }
}
