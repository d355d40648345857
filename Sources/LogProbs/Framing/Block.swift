/// A part of a file that is read at once, and the texts in it, each of one response or of several.
struct Block: Sendable {
    /// The texts' bytes, with what is readable behind them.
    var bytes: [UInt8]
    var units: [Unit]

    /// One JSON text, or the lines of one stream.
    struct Unit: Sendable, Equatable {
        var range: Range<Int>
        /// The line where it begins, from 1.
        var line: Int
        /// Why it is not to be read; its range is empty then.
        var problem: ResponseProblem?
    }
}
