package import Statistics

/// Which way a signal points in data, held against how it is declared, both ways round and group by group.
package struct DirectionCheck: Sendable, Equatable, Codable {
    /// An area under the ROC curve read both ways: their values sum to 1.
    package struct BothWays: Sendable, Equatable, Codable {
        /// Nil for all samples together.
        package let group: String?
        package let count: Int
        package let positives: Int
        /// Where higher scores are taken for the riskier ones.
        package let higher: AUROCEstimate
        /// Where lower ones are.
        package let lower: AUROCEstimate

        package func turned(_ direction: ScoreDirection) -> AUROCEstimate {
            direction == .higherIsPositive ? higher : lower
        }
    }

    package let declared: ScoreDirection
    package let pooled: BothWays
    /// In the order of their names; empty where there are fewer than two.
    package let groups: [BothWays]
    /// Nil without groups.
    package let simpson: SimpsonCheck?
    package let median: MedianCheck

    /// - Parameter column: which of the samples' signals.
    package init(_ samples: ScoredSamples, column: Int = 0, declared: ScoreDirection) {
        let scores = samples.scores[column]
        self.declared = declared
        pooled = BothWays(nil, samples.labels, scores)
        median = MedianCheck(labels: samples.labels, scores: scores)
        guard let names = samples.groups, Set(names).count > 1 else {
            (groups, simpson) = ([], nil)
            return
        }
        groups = Set(names).sorted().map { name in
            let places = names.indices.filter { names[$0] == name }
            return BothWays(name, places.map { samples.labels[$0] }, places.map { scores[$0] })
        }
        simpson = SimpsonCheck(labels: samples.labels, scores: declared.oriented(scores), groups: numbered(names))
    }

    /// What was found of all samples together, in a sentence or two.
    package var finding: String {
        let (declaredWords, otherWords) = declared == .higherIsPositive ? ("higher", "lower") : ("lower", "higher")
        let (own, turned) = (pooled.turned(declared), pooled.turned(declared.turned))
        switch own.direction {
        case .higherIsPositive:
            return "As declared, \(declaredWords) scores are the riskier ones: AUROC \(own.words)."
        case .inverted:
            let side = declared == .higherIsPositive ? "low" : "high"
            return
                "Inverted: \(otherWords) scores are the riskier ones. AUROC is \(own.words) as declared, and \(turned.words) "
                + "turned round: what is hallucinated here scores \(side)."
        case .noSignal:
            let better = own.value < 0.5 ? "; turned round it would be \(turned.words), which is no signal either" : ""
            return "No direction can be told: AUROC \(own.words) as declared, and the interval holds 0.5\(better)."
        }
    }

    /// What a reader must know before using the signal: where it is inverted or tells nothing, and where groups and all
    /// together do not say the same.
    package var warnings: [String] {
        let found = ([pooled] + groups).compactMap { part -> String? in
            let name = part.group.map { "in `\($0)`" } ?? "in all samples together"
            let own = part.turned(declared)
            switch own.direction {
            case .higherIsPositive: return nil
            case .inverted:
                return "Inverted \(name): the signal points the other way, AUROC \(own.words)."
            case .noSignal where [0, part.count].contains(part.positives):
                return "No signal \(name): all \(part.count) are \(part.positives == 0 ? "correct" : "hallucinated")."
            case .noSignal: return "No signal \(name): the interval of the AUROC holds 0.5, \(own.words)."
            }
        }
        return found + [simpson?.warning].compactMap(\.self)
    }
}

extension DirectionCheck.BothWays {
    fileprivate init(_ group: String?, _ labels: [Int], _ scores: [Double]) {
        self.group = group
        count = labels.count
        positives = labels.count { $0 == 1 }
        higher = AUROCEstimate(labels: labels, scores: scores)
        lower = AUROCEstimate(labels: labels, scores: ScoreDirection.lowerIsPositive.oriented(scores))
    }
}

extension ScoreDirection {
    package var turned: ScoreDirection { self == .higherIsPositive ? .lowerIsPositive : .higherIsPositive }
}
