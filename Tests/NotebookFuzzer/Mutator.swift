/// Makes new notebooks out of those of the corpus; the generator decides all of it.
struct Mutator {
    private let corpus: [[UInt8]]

    /// A notebook longer than this is cut, so that each takes about as long as another.
    static let longest = 200_000

    /// `corpus` has at least one notebook.
    init(corpus: [[UInt8]]) {
        precondition(!corpus.isEmpty, "a mutator needs notebooks to begin with, and was given 0")
        self.corpus = corpus
    }

    func notebook(_ random: inout FuzzRandom) -> [UInt8] {
        var bytes = random.pick(corpus)
        for _ in 0...random.below(random.once(in: 4) ? 40 : 6) { mutate(&bytes, &random) }
        // Most notebooks are text, or none but the first bytes of one would ever be read.
        if !random.once(in: 16) { bytes = Array(String(decoding: bytes, as: UTF8.self).utf8) }
        return Array(bytes.prefix(Self.longest))
    }

    private func mutate(_ bytes: inout [UInt8], _ random: inout FuzzRandom) {
        switch random.below(20) {
        case 0: flip(&bytes, &random)
        case 1...6: insert(random.pick(FuzzDictionary.tokens), into: &bytes, &random)
        case 7: insertRun(into: &bytes, &random)
        case 8, 9: remove(from: &bytes, &random)
        case 10, 11: duplicate(in: &bytes, &random)
        case 12...14: spliceLines(into: &bytes, &random)
        case 15: spliceTail(onto: &bytes, &random)
        case 16, 17: insert(stretch(of: random.pick(corpus), atMost: 60, &random), into: &bytes, &random)
        default: replaceToken(in: &bytes, &random)
        }
    }

    private func flip(_ bytes: inout [UInt8], _ random: inout FuzzRandom) {
        guard !bytes.isEmpty else { return }
        bytes[random.below(bytes.count)] ^= 1 << UInt8(random.below(8))
    }

    private func insert(_ new: [UInt8], into bytes: inout [UInt8], _ random: inout FuzzRandom) {
        // What begins a line means more than what stands in one.
        let at = random.once(in: 2) ? random.below(bytes.count + 1) : lineStart(of: bytes, &random)
        bytes.insert(contentsOf: new, at: at)
    }

    /// One token over and over, up to some tens of kilobytes.
    private func insertRun(into bytes: inout [UInt8], _ random: inout FuzzRandom) {
        let token = random.pick(FuzzDictionary.tokens)
        let longest = random.once(in: 8) ? 50_000 : 500
        let count = 1 + random.below(max(1, longest / token.count))
        insert(Array(repeatElement(token, count: count).joined()), into: &bytes, &random)
    }

    private func remove(from bytes: inout [UInt8], _ random: inout FuzzRandom) {
        let start = random.below(bytes.count + 1)
        bytes.removeSubrange(start..<min(bytes.count, start + random.below(random.once(in: 4) ? 300 : 10)))
    }

    private func duplicate(in bytes: inout [UInt8], _ random: inout FuzzRandom) {
        let part = stretch(of: bytes, atMost: random.once(in: 3) ? 1000 : 60, &random)
        let count = random.once(in: 10) ? 100 : 1 + random.below(3)
        insert(Array(repeatElement(part, count: count).joined()), into: &bytes, &random)
    }

    /// Some lines of another notebook between the lines of this one.
    private func spliceLines(into bytes: inout [UInt8], _ random: inout FuzzRandom) {
        let lines = random.pick(corpus).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let start = random.below(lines.count)
        let part = lines[start..<min(lines.count, start + 1 + random.below(12))]
        bytes.insert(contentsOf: part.flatMap { $0 + [UInt8(ascii: "\n")] }, at: lineStart(of: bytes, &random))
    }

    private func spliceTail(onto bytes: inout [UInt8], _ random: inout FuzzRandom) {
        let other = random.pick(corpus)
        bytes.removeSubrange(random.below(bytes.count + 1)...)
        bytes += other[random.below(other.count + 1)...]
    }

    /// A word of the notebook becomes a token.
    private func replaceToken(in bytes: inout [UInt8], _ random: inout FuzzRandom) {
        let from = random.below(bytes.count + 1)
        let end = bytes[from...].firstIndex { $0 <= 0x20 } ?? bytes.endIndex
        bytes.replaceSubrange(from..<end, with: random.pick(FuzzDictionary.tokens))
    }

    private func stretch(of bytes: [UInt8], atMost length: Int, _ random: inout FuzzRandom) -> [UInt8] {
        let start = random.below(bytes.count + 1)
        return Array(bytes[start...].prefix(random.below(length)))
    }

    private func lineStart(of bytes: [UInt8], _ random: inout FuzzRandom) -> Int {
        let from = random.below(bytes.count + 1)
        return bytes[from...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.endIndex
    }
}
