import ArgumentParser
import Statistics

/// Which thresholds a sweep tries.
struct SweepArguments: ParsableArguments {
    @Option(help: "The sweep's first threshold; --tau-stop and --tau-step go with it.")
    var tauStart: Double?

    @Option(help: "The sweep's last threshold.")
    var tauStop: Double?

    @Option(help: "What lies between one threshold and the next (default: 0.1).")
    var tauStep: Double?

    @Option(
        help: ArgumentHelp(
            """
            The sweep's thresholds as quantiles of the scores, such as 0.01:0.99:99 (default: the 40 thresholds that flag from 60 to \
            99 % of the samples).
            """, valueName: "from:to:count"))
    var quantiles: QuantileRange?

    func validate() throws {
        let steps: [Double?] = [tauStart, tauStop, tauStep]
        if steps.contains(where: { $0 != nil }) {
            guard tauStart != nil, tauStop != nil else {
                throw ValidationError("a sweep in steps takes --tau-start and --tau-stop")
            }
            guard quantiles == nil else {
                throw ValidationError("--quantiles and --tau-start both say what the sweep tries; give one of them")
            }
        }
        if let problem = thresholds.problem {
            throw ValidationError("the sweep's thresholds cannot be had: \(problem)")
        }
    }

    var thresholds: SweepThresholds {
        if let tauStart, let tauStop {
            return .steps(start: tauStart, stop: tauStop, step: tauStep ?? 0.1)
        }
        return quantiles?.thresholds ?? .usual
    }
}

/// Quantiles as a command line has them: `0.6:0.99:40`.
struct QuantileRange: ExpressibleByArgument {
    let thresholds: SweepThresholds

    init?(argument: String) {
        let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, let from = Double(parts[0]), let to = Double(parts[1]), let count = Int(parts[2]) else {
            return nil
        }
        thresholds = .quantiles(from: from, to: to, count: count)
    }
}
