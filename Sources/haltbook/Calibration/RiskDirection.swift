import ArgumentParser
import Statistics

/// Which values of a signal are the riskier ones, as a command line has it.
enum RiskDirection: String, ExpressibleByArgument, CaseIterable {
    case higher, lower

    var direction: ScoreDirection { self == .higher ? .higherIsPositive : .lowerIsPositive }
}
