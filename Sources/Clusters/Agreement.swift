/// What goes wrong on another rank than this one.
package struct FailedElsewhere: Error, Equatable, CustomStringConvertible {
    package let rank: Int
    package let size: Int
    /// As that rank says it.
    package let problem: String

    /// As in `process 2 of 3: there is no file there`, 1 being the first.
    package var description: String { "process \(rank + 1) of \(size): \(problem)" }
}

extension Communicator {
    /// Whether this is the rank that writes and speaks.
    package var isFirst: Bool { rank == 0 }

    /// The sum of one value over the ranks.
    package func sum(of value: Double) -> Double {
        var values = [value]
        sum(&values)
        return values[0]
    }

    /// Returns when all ranks have come here.
    package func barrier() {
        _ = sum(of: 0)
    }

    /// The bytes that `root` calls with, of whatever count.
    package func broadcast(_ bytes: [UInt8], from root: Int) -> [UInt8] {
        let count = Int(sum(of: rank == root ? Double(bytes.count) : 0))
        var bytes = rank == root ? bytes : [UInt8](repeating: 0, count: count)
        broadcast(&bytes, from: root)
        return bytes
    }

    /// Whether all ranks call with the same number.
    ///
    /// Sums of halves are exact in double precision. Each rank compares with what it would be if all had its own.
    package func agrees(on number: UInt64) -> Bool {
        var sums = halves(of: number)
        sum(&sums)
        return agrees(on: number, sums: sums[...])
    }

    /// `agrees` for sums of `halves` that were taken with other values.
    package func agrees(on number: UInt64, sums: ArraySlice<Double>) -> Bool {
        zip(sums, halves(of: number)).allSatisfy { $0 == Double(size) * $1 }
    }

    /// A number as two that add up exactly in double precision.
    package func halves(of number: UInt64) -> [Double] {
        [Double(number >> 32), Double(number & 0xffff_ffff)]
    }

    /// Work that all ranks do, and that fails on all where it fails on one, so that none waits for another in vain: on
    /// those where it failed with their own error, on the others with `FailedElsewhere`.
    package func together<Value>(
        describing: (any Error) -> String = { "\($0)" }, _ work: () throws -> Value
    ) throws -> Value {
        let result = Result(catching: work)
        var failures = [Double](repeating: 0, count: size)
        if case .failure = result { failures[rank] = 1 }
        sum(&failures)
        guard let first = failures.firstIndex(of: 1) else { return try result.get() }
        var problem = ""
        if case .failure(let error) = result { problem = describing(error) }
        let text = broadcast(Array(problem.utf8), from: first)
        _ = try result.get()
        throw FailedElsewhere(rank: first, size: size, problem: String(decoding: text, as: UTF8.self))
    }

    /// The bytes that `work` gives on rank 0, which alone does it.
    package func fromFirst(_ work: () throws -> [UInt8]) throws -> [UInt8] {
        let bytes = try together { isFirst ? try work() : [] }
        return broadcast(bytes, from: 0)
    }
}
