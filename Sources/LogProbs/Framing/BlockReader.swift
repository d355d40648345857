import Glibc

/// Cuts a file into blocks of whole texts, of which it holds no more than one at a time.
struct BlockReader {
    /// A text longer than this is not read, in bytes.
    let limit: Int
    private let source: ByteSource
    private let size: Int
    private var framing: Framing?

    /// How the file is cut; lines before any of it is read.
    var framingInUse: Framing { framing ?? .lines }

    /// What was read and not yet given.
    private var rest: [UInt8] = []
    /// The line where the rest begins.
    private var line = 1
    private var isEnded = false
    /// Whether the rest begins inside a line that is too long.
    private var isSkipping = false
    private var damage: FileDamage?

    init(_ source: ByteSource, size: Int = 1 << 21, limit: Int = 64 << 20) {
        self.source = source
        self.size = size
        self.limit = limit
    }

    /// The next block; nil at the end.
    mutating func next() -> Block? {
        var wanted = size
        while !(isEnded && rest.isEmpty && damage == nil) {
            var (buffer, count) = fill(to: max(wanted, rest.count))
            let cut = buffer.withUnsafeBytes { bytes in
                self.cut(UnsafeRawBufferPointer(rebasing: bytes[..<count]))
            }
            if cut.consumed < count {
                rest = buffer.withUnsafeBytes { Array($0[cut.consumed..<count]) }
            }
            buffer.withUnsafeMutableBytes { bytes in
                // What lies behind the last text must be readable, and not from elsewhere.
                for place in 0..<JSONParser.padding { bytes[count + place] = 0 }
            }
            if !cut.units.isEmpty { return Block(bytes: buffer, units: cut.units) }
            if cut.consumed == 0, !isEnded { wanted = min(rest.count * 2, limit + size) }
        }
        return nil
    }

    /// The rest and what follows it in the file, up to `count` bytes, in a buffer of its own.
    private mutating func fill(to count: Int) -> (buffer: [UInt8], count: Int) {
        var filled = 0
        let buffer = [UInt8](unsafeUninitializedCapacity: count + JSONParser.padding) { bytes, initialized in
            filled = bytes.update(fromContentsOf: rest)
            let raw = UnsafeMutableRawBufferPointer(bytes)
            do throws(FileDamage) {
                while filled < count, !isEnded {
                    let read = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: raw[filled..<count]))
                    if read == 0 { isEnded = true }
                    filled += read
                }
            } catch {
                damage = error
                isEnded = true
            }
            raw[filled...].initializeMemory(as: UInt8.self, repeating: 0)
            initialized = raw.count
        }
        rest = []
        return (buffer, filled)
    }

    /// The texts in `bytes`, and how many of the bytes are done with.
    private mutating func cut(_ bytes: UnsafeRawBufferPointer) -> (units: [Block.Unit], consumed: Int) {
        var units: [Block.Unit] = []
        var place = 0
        if framing == nil {
            guard let start = begin(bytes) else { return ([], 0) }
            place = start
        }
        let cutter = UnitCutter(bytes: bytes, framing: framing ?? .lines, isEnded: isEnded && damage?.cutsLine != true)
        if isSkipping {
            guard let end = JSONScan.newline(bytes, from: place) else { return (units, bytes.count) }
            isSkipping = false
            place = end + 1
            line += 1
        }
        while let cut = cutter.next(from: place) {
            // A line ends where its text does; other texts may have many.
            let isLine = framing == .lines
            let begin = isLine ? line : line + JSONScan.lines(bytes, place..<cut.range.lowerBound)
            line += isLine ? 1 : JSONScan.lines(bytes, place..<cut.next)
            place = cut.next
            if !cut.range.isEmpty {
                units.append(tooLong(cut.range, line: begin) ?? Block.Unit(range: cut.range, line: begin))
            }
        }
        if isEnded {
            if let damage {
                units.append(unit(ResponseProblem(.unreadable, "the file cannot be read on: \(damage.reason)")))
            }
            damage = nil
            return (units, bytes.count)
        }
        if bytes.count - place > limit {
            units.append(unit(tooLongProblem))
            isSkipping = true
            if framing != .lines { isEnded = true }
            return (units, bytes.count)
        }
        return (units, place)
    }

    /// Finds out how the file is cut, and returns where its first text may begin; nil where more must be read for that.
    private mutating func begin(_ bytes: UnsafeRawBufferPointer) -> Int? {
        let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let head = UnsafeRawBufferPointer(rebasing: bytes[mark...])
        framing = Framing.of(head, isWhole: isEnded || bytes.count > limit)
        guard let framing else { return nil }
        guard framing == .elements, let list = bytes.firstIndex(of: UInt8(ascii: "[")) else { return mark }
        line += JSONScan.lines(bytes, 0..<list)
        return list + 1
    }

    private func tooLong(_ range: Range<Int>, line: Int) -> Block.Unit? {
        guard range.count > limit else { return nil }
        return Block.Unit(range: 0..<0, line: line, problem: tooLongProblem)
    }

    private var tooLongProblem: ResponseProblem {
        ResponseProblem(.tooLong, "it is longer than \(limit >> 20) MB")
    }

    private func unit(_ problem: ResponseProblem) -> Block.Unit {
        Block.Unit(range: 0..<0, line: line, problem: problem)
    }
}
