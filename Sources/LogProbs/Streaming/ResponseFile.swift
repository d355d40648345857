import Dispatch
package import Files

/// Reads the responses of a file of any size, on two threads, and gives them in the file's order.
package struct ResponseFile {
    private let source: ByteSource
    private let options: ReadingOptions
    private let blockSize: Int

    /// Opens a file; `-` is standard input.
    package init(
        _ path: String, _ options: ReadingOptions = ReadingOptions(), blockSize: Int = 1 << 21
    ) throws(FileProblem) {
        source = try ByteSource(path)
        self.options = options
        self.blockSize = blockSize
    }

    /// The responses of a file whose bytes were read already.
    package init(
        _ bytes: [UInt8], name: String, _ options: ReadingOptions = ReadingOptions(), blockSize: Int = 1 << 21
    ) throws(FileProblem) {
        source = try ByteSource(bytes, name: name)
        self.options = options
        self.blockSize = blockSize
    }

    package var name: String { source.name }

    /// Reads on; each block's outcomes go through `map` on one of the threads, and what that makes of them through `body` on
    /// the caller's, in order.
    package func read<Result: Sendable>(
        map: @escaping @Sendable ([ReadOutcome]) -> Result, _ body: (Result) throws -> Void
    ) rethrows {
        var blocks = BlockReader(source, size: blockSize, limit: options.limit)
        var waiting: [Work<Result>] = []
        while let block = blocks.next() {
            // Two at work and two waiting keep both threads busy; long ones are alone, for their memory.
            let isLong = block.bytes.count > 4 * blockSize
            while waiting.count >= (isLong ? 1 : 4) { try body(waiting.removeFirst().wait()) }
            waiting.append(Work(block, framing: blocks.framingInUse, options, map))
            if isLong { try body(waiting.removeFirst().wait()) }
        }
        for work in waiting { try body(work.wait()) }
    }

    /// Reads on, one response or problem after the other.
    package func read(_ body: (ReadOutcome) throws -> Void) rethrows {
        try read(map: { $0 }) { outcomes in try outcomes.forEach(body) }
    }

    /// All of a small file.
    package func all() -> [ReadOutcome] {
        var all: [ReadOutcome] = []
        read { all.append($0) }
        return all
    }
}

/// A block at work on another thread.
private final class Work<Result: Sendable>: @unchecked Sendable {
    private let done = DispatchSemaphore(value: 0)
    /// Written before `done` is signalled, read after.
    private var result: Result?

    init(
        _ block: Block, framing: Framing, _ options: ReadingOptions,
        _ map: @escaping @Sendable ([ReadOutcome]) -> Result
    ) {
        DispatchQueue.global(qos: .userInitiated).async {
            var reader = UnitReader(options, framing: framing)
            self.result = map(reader.read(block))
            self.done.signal()
        }
    }

    func wait() -> Result {
        done.wait()
        guard let result else { preconditionFailure("a block's work ended without a result") }
        return result
    }
}
