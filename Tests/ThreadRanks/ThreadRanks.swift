package import Clusters
import Foundation

/// Runs `body` on so many ranks at once, each a thread of this process; what each gives, rank by rank.
package func onThreads<Value: Sendable>(
    _ size: Int, _ body: @escaping @Sendable (any Communicator) throws -> Value
) throws -> [Value] {
    let meeting = Meeting(size: size)
    let results = Results<Value>(count: size)
    let done = DispatchGroup()
    for rank in 0..<size {
        done.enter()
        let thread = Thread {
            results.set(rank, Result { try body(ThreadRank(rank: rank, meeting: meeting)) })
            meeting.leave()
            done.leave()
        }
        thread.stackSize = 8 << 20
        thread.start()
    }
    done.wait()
    return try results.all.map { try $0.get() }
}

/// One of several threads that stand for processes.
private struct ThreadRank: Communicator {
    let rank: Int
    let meeting: Meeting
    var size: Int { meeting.size }
    var localSize: Int { meeting.size }
    var name: String { "threads" }

    func sum(_ values: inout [Float]) { values = add(meeting.exchange(values, by: rank)) }

    func sum(_ values: inout [Double]) { values = add(meeting.exchange(values, by: rank)) }

    func broadcast(_ bytes: inout [UInt8], from root: Int) { bytes = meeting.exchange(bytes, by: rank)[root] }

    private func add<Number: AdditiveArithmetic>(_ contributions: [[Number]]) -> [Number] {
        contributions.dropFirst().reduce(contributions[0]) { sums, values in
            precondition(sums.count == values.count, "ranks add \(sums.count) and \(values.count) values")
            return zip(sums, values).map { $0 + $1 }
        }
    }
}

/// Where the ranks hand each other what they bring.
private final class Meeting: @unchecked Sendable {
    let size: Int
    private let condition = NSCondition()
    private var brought: [(any Sendable)?]
    private var taken = 0
    private var hasLeft = false

    init(size: Int) {
        self.size = size
        brought = Array(repeating: nil, count: size)
    }

    /// Everybody's contribution, rank by rank.
    func exchange<Contribution: Sendable>(_ own: Contribution, by rank: Int) -> [Contribution] {
        condition.lock()
        defer { condition.unlock() }
        // Nobody brings the next before all have taken the last.
        wait { brought[rank] == nil }
        brought[rank] = own
        condition.broadcast()
        wait { brought.allSatisfy { $0 != nil } }
        let all = brought.compactMap { $0 as? Contribution }
        precondition(all.count == size, "ranks do not take the same step together")
        taken += 1
        if taken == size {
            taken = 0
            brought = Array(repeating: nil, count: size)
            condition.broadcast()
        }
        return all
    }

    private func wait(_ isReady: () -> Bool) {
        while !isReady() {
            precondition(!hasLeft, "a rank waits for one that has ended")
            condition.wait()
        }
    }

    /// A rank ends; whoever waits for it would do so for ever.
    func leave() {
        condition.lock()
        hasLeft = true
        condition.broadcast()
        condition.unlock()
    }
}

private final class Results<Value: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var results: [Result<Value, any Error>?]

    init(count: Int) {
        results = Array(repeating: nil, count: count)
    }

    func set(_ rank: Int, _ result: Result<Value, any Error>) {
        lock.withLock { results[rank] = result }
    }

    var all: [Result<Value, any Error>] { lock.withLock { results.compactMap(\.self) } }
}
