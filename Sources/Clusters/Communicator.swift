/// The processes that work on one run together, as one of them sees them: ranks 0 ..< size, as MPI has them.
///
/// Every operation is collective: all ranks call it, in the same order, with as many values; each returns when all have
/// come. What goes wrong between them (a machine that is gone) ends the program on all ranks.
package protocol Communicator: Sendable {
    /// 0 is the one that writes and speaks.
    var rank: Int { get }
    var size: Int { get }
    /// How many of them run on this machine.
    var localSize: Int { get }
    /// What carries the messages, as in `Open MPI 4.1.4`.
    var name: String { get }

    /// Replaces each value by its sum over the ranks.
    func sum(_ values: inout [Float])
    /// Replaces each value by its sum over the ranks.
    func sum(_ values: inout [Double])
    /// Replaces the bytes by those of `root`, which has as many.
    func broadcast(_ bytes: inout [UInt8], from root: Int)
}

/// A process that works alone.
package struct SingleProcess: Communicator {
    package let rank = 0
    package let size = 1
    package let localSize = 1
    package let name = "one process"

    package init() {}

    package func sum(_ values: inout [Float]) {}
    package func sum(_ values: inout [Double]) {}
    package func broadcast(_ bytes: inout [UInt8], from root: Int) {}
}
