import Files
package import Statistics

/// Thresholds of a signal as a file: with all that says what they are for, and what they keep.
package struct ThresholdFile: Codable, Sendable, Equatable {
    /// The version of this form; a reader refuses what it does not know.
    package static let currentFormat = 1

    package struct Entry: Codable, Sendable, Equatable {
        /// Nil where none may be used; `why` says why.
        package var threshold: Double?
        /// What the threshold keeps, but for the risk.
        package var bound: Double?
        /// Whether it is that of all responses, for want of one of the group's own.
        package var isPooled: Bool
        package var why: String?
        package var responses: Int
        package var hallucinated: Int
        /// AUROC with its interval, over 0.5 where the signal points as it is declared.
        package var auroc: AUROCEstimate
        /// On the responses that it was chosen on.
        package var achieved: OperatingPoint?
        /// On others, where some were kept back to judge it by; what it flags among those is what it is worth.
        package var judged: OperatingPoint?
    }

    package var format = currentFormat
    /// The name of the signal: `halt`, or that of a score.
    package var signal: String
    package var direction: ScoreDirection
    package var target: ThresholdTarget
    package var risk: Double
    /// Of all responses together.
    package var pooled: Entry
    /// By the group's name.
    package var groups: [String: Entry]
    /// SHA-256 of what it was calibrated on.
    package var dataDigest: String
    /// How many log-probs a token the signal reads; 0 where it is measured from something else.
    package var k: Int
    /// SHA-256 of the model's weights, where the signal is a model's.
    package var model: String?
    /// What whoever calibrated it calls the model whose responses these were; for readers, and not held against anything.
    package var modelName: String?
    /// The version of the program.
    package var program: String
    /// When it was made; empty where its name is its digest, as a notebook's are, so that runs can be held against each other.
    package var made: String

    package init(
        _ calibration: SignalCalibration, signal: String, direction: ScoreDirection, dataDigest: String, k: Int,
        model: String?, program: String, made: String
    ) {
        self.signal = signal
        self.direction = direction
        target = calibration.target
        risk = calibration.risk
        pooled = Entry(calibration.pooled)
        groups = Dictionary(
            calibration.groups.compactMap { finding in finding.group.map { ($0, Entry(finding)) } },
            uniquingKeysWith: { first, _ in first })
        (self.dataDigest, self.k, self.model, self.program, self.made) = (dataDigest, k, model, program, made)
    }

    /// Reads a file's bytes; throws a `ThresholdFileProblem`.
    package init(decoding bytes: [UInt8]) throws(ThresholdFileProblem) {
        guard let head = try? ExactJSON.value(Head.self, bytes) else {
            throw ThresholdFileProblem("it is no file of thresholds")
        }
        guard head.format == Self.currentFormat else {
            throw ThresholdFileProblem("its format is \(head.format), and this version reads \(Self.currentFormat)")
        }
        guard let file = try? ExactJSON.value(Self.self, bytes) else {
            throw ThresholdFileProblem("it is damaged")
        }
        self = file
    }

    private struct Head: Codable {
        var format: Int
        var signal: String
    }

    package func encoded() throws -> [UInt8] { try ExactJSON.bytes(self) }

    /// Throws where the file is for other scores than those at hand.
    package func require(signal: String, k: Int, model: String?) throws(ThresholdFileProblem) {
        guard signal == self.signal else {
            throw ThresholdFileProblem("it is for the signal `\(self.signal)`, not for `\(signal)`")
        }
        guard k == self.k else {
            throw ThresholdFileProblem("it is for \(self.k) log-probs a token, and there are \(k)")
        }
        if let own = self.model, let model, own != model {
            throw ThresholdFileProblem("it is for other weights (SHA-256 \(own.prefix(12))…, not \(model.prefix(12))…)")
        }
    }

    /// What holds for a response of a group: the group's entry, else that of all.
    package func entry(forGroup group: String?) -> Entry { group.flatMap { groups[$0] } ?? pooled }

    /// Nil where no threshold may be used.
    package func flags(_ score: Double, group: String?) -> Bool? {
        entry(forGroup: group).threshold.map { direction == .higherIsPositive ? score >= $0 : score <= $0 }
    }
}

extension ThresholdFile.Entry {
    fileprivate init(_ finding: SignalCalibration.Finding) {
        let threshold = finding.decision.threshold
        switch finding.decision {
        case .own: (isPooled, why) = (false, nil)
        case .pooled(_, let reason): (isPooled, why) = (true, reason)
        case .none(let reason): (isPooled, why) = (false, reason)
        }
        self.threshold = threshold?.threshold
        bound = threshold?.bound
        responses = finding.count
        hallucinated = finding.positives
        auroc = finding.auroc
        achieved = finding.point
    }
}

/// Why a file of thresholds cannot be used.
package struct ThresholdFileProblem: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
