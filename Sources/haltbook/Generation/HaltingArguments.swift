import ArgumentParser
import Files
import Statistics
import Uncertainty

/// Options of when an answer is halted.
struct HaltingArguments: ParsableArguments {
    @Option(help: "Every how many tokens it is looked whether to halt (default: 1).")
    var checkEvery: Int?

    @Option(help: "P_fail over this halts; 1 never does (default: 0.85).")
    var pfailCutoff: Double?

    @Option(help: "The value of h-bar_s at which failure is as likely as not (default: 2).")
    var tau: Double?

    @Option(help: "How steeply P_fail rises there (default: 5).")
    var lambda: Double?

    @Option(help: "Which values are riskier, higher or lower, as the signal was calibrated (default: higher).")
    var direction: RiskDirection?

    @Option(
        help: ArgumentHelp(
            "A file of thresholds for hbar_s or another of these signals; tau and the direction are then the file's.",
            valueName: "thresholds"))
    var with: String?

    /// The names of the options that are given.
    var given: [String] {
        [
            checkEvery.map { _ in "--check-every" }, pfailCutoff.map { _ in "--pfail-cutoff" },
            tau.map { _ in "--tau" },
            lambda.map { _ in "--lambda" }, direction.map { _ in "--direction" }, with.map { _ in "--with" },
        ].compactMap(\.self)
    }

    func validate() throws {
        guard checkEvery.map({ $0 >= 1 }) ?? true else { throw ValidationError("--check-every takes a number from 1") }
        guard pfailCutoff.map((0...1).contains) ?? true else {
            throw ValidationError("--pfail-cutoff takes a probability, from 0 to 1")
        }
        guard tau?.isFinite ?? true else { throw ValidationError("--tau takes a number") }
        guard lambda.map({ $0 > 0 && $0.isFinite }) ?? true else {
            throw ValidationError("--lambda takes a number over 0")
        }
        if with != nil, tau != nil || direction != nil {
            throw ValidationError("--with has a tau and a direction of its own; leave --tau and --direction out")
        }
    }

    /// A monitor, and how its direction came about.
    func monitor(model: String) throws -> CalibratedMonitor {
        var monitor = FailureMonitor(
            direction: direction?.direction ?? .higherIsPositive, threshold: tau ?? 2, steepness: lambda ?? 5,
            cutoff: pfailCutoff ?? 0.85, checkEvery: checkEvery ?? 1)
        guard let with else {
            return CalibratedMonitor(monitor: monitor, origin: direction == nil ? .assumed : .given)
        }
        do {
            let file = try ThresholdFile(decoding: try SafeFile.read(with))
            guard let signal = SemanticSignal(rawValue: file.signal) else {
                let names = SemanticSignal.allCases.map(\.rawValue).joined(separator: ", ")
                throw Failure("\(with): it is for the signal `\(file.signal)`, not for one of \(names)")
            }
            try file.require(
                signal: file.signal, k: file.k, model: try file.model.map { _ in try SHA256.hexDigest(ofFile: model) })
            guard let threshold = file.pooled.threshold else {
                throw Failure("\(with): it has no threshold: \(file.pooled.why ?? "none may be used")")
            }
            (monitor.signal, monitor.direction, monitor.threshold) = (signal, file.direction, threshold)
            return CalibratedMonitor(monitor: monitor, origin: .calibrated(file: with, file.pooled.auroc))
        } catch let problem as ThresholdFileProblem {
            throw Failure("\(with): \(problem)")
        }
    }
}

/// A monitor with what its direction stands on.
struct CalibratedMonitor {
    enum Origin {
        case assumed
        case given
        /// The AUROC is that of the responses it was calibrated on.
        case calibrated(file: String, AUROCEstimate)
    }

    let monitor: FailureMonitor
    let origin: Origin

    /// Which direction is used, and what that means.
    var directionInWords: String {
        let meaning = monitor.signal.meaning(of: monitor.direction)
        switch origin {
        case .calibrated(let file, let auroc):
            let warning =
                switch auroc.direction {
                case .higherIsPositive: ""
                case .inverted: "; warning: there the signal pointed the other way, AUROC \(auroc.words)"
                case .noSignal: "; warning: there the signal told nothing, AUROC \(auroc.words)"
                }
            return "\(meaning), as \(file) was calibrated\(warning)"
        case .given: return "\(meaning), as --direction says"
        case .assumed:
            return """
                \(meaning), which is assumed: models are often sure of what is wrong, and lower may be riskier; \
                see `haltbook calibrate` and --direction
                """
        }
    }
}
