package import Clusters

/// The session's line to whoever runs it: progress goes out, a wish to stop comes in.
package struct Monitor {
    /// Called as work goes on.
    package var report: (Progress) -> Void
    /// Whether someone wants the run to end.
    package var isInterrupted: () -> Bool
    /// When the cell's time is over.
    package var deadline: ContinuousClock.Instant?
    /// The processes that stop together.
    package var communicator: any Communicator = SingleProcess()

    package init(
        report: @escaping (Progress) -> Void = { _ in }, isInterrupted: @escaping () -> Bool = { false }
    ) {
        self.report = report
        self.isInterrupted = isInterrupted
    }

    /// Why work should stop where it can with nothing lost, or nil to go on: the same on all ranks, so ask on all.
    package var stopReason: StopReason? {
        let isLate = deadline.map { ContinuousClock.now >= $0 } == true
        var wishes: [Double] = [isInterrupted() ? 1 : 0, isLate ? 1 : 0]
        communicator.sum(&wishes)
        if wishes[0] > 0 { return .interrupted }
        return wishes[1] > 0 ? .timedOut : nil
    }

    /// Throws `Stopped` where someone wants the work to stop.
    package func checkpoint() throws(Stopped) {
        if let reason = stopReason { throw Stopped(reason: reason) }
    }
}

package enum Progress: Sendable {
    /// So many of so many units of work are done, `detail` being the newest figures.
    case step(done: Int, of: Int, unit: String, detail: String)
    /// An epoch of training is done.
    case epoch(EpochReport)
    /// A line worth keeping.
    case line(String)
}

package enum StopReason: String, Codable, Sendable {
    case interrupted, timedOut
}

/// Thrown where work stops because it was asked to.
package struct Stopped: Error {
    package var reason: StopReason
    /// What the command had produced until then.
    package var partialResult = CommandResult()

    package init(reason: StopReason) {
        self.reason = reason
    }
}
