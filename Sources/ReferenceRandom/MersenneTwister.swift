/// MT19937, the 32-bit Mersenne Twister, worked in whole blocks of 624 words.
///
/// Source: M. Matsumoto, T. Nishimura, "Mersenne Twister" (1998) and their `mt19937ar.c`. The loops over a block are
/// written so that the compiler vectorises them; a caller in bulk tempers the block's words itself.
struct MersenneTwister: Sendable, Equatable {
    static let blockSize = 624
    private static let middle = 397

    /// The present block, not tempered.
    private(set) var words: [UInt32]
    /// The place of the next output in `words`, up to `blockSize`, which asks for a new block.
    private(set) var position = blockSize

    init(seed: UInt32) {
        words = [seed]
        words.reserveCapacity(Self.blockSize)
        for place in 1..<UInt32(Self.blockSize) {
            let last = words[words.count - 1]
            words.append((last ^ last >> 30) &* 1_812_433_253 &+ place)
        }
    }

    /// The next output.
    mutating func next() -> UInt32 {
        prepareBlock()
        let word = words[position]
        position &+= 1
        return Self.tempered(word)
    }

    /// Makes a new block where the present one is used up.
    mutating func prepareBlock() {
        guard position == Self.blockSize else { return }
        Self.twist(&words)
        position = 0
    }

    /// Passes over `count` outputs.
    mutating func skip(_ count: Int) {
        var left = count
        while left > Self.blockSize - position {
            left -= Self.blockSize - position
            Self.twist(&words)
            position = 0
        }
        position += left
    }

    /// The output that a word of the block stands for.
    @inline(__always)
    static func tempered(_ word: UInt32) -> UInt32 {
        var y = word
        y ^= y &>> 11
        y ^= y &<< 7 & 0x9d2c_5680
        y ^= y &<< 15 & 0xefc6_0000
        return y ^ y &>> 18
    }

    /// The outputs that eight words stand for.
    @inline(__always)
    static func tempered(_ words: SIMD8<UInt32>) -> SIMD8<UInt32> {
        var y = words
        y ^= y &>> 11
        y ^= y &<< 7 & 0x9d2c_5680
        y ^= y &<< 15 & 0xefc6_0000
        return y ^ y &>> 18
    }

    /// Three stretches, so that in each one the words read lie at a fixed distance from the word written.
    private static func twist(_ words: inout [UInt32]) {
        words.withUnsafeMutableBufferPointer { x in
            let turn = blockSize - middle
            for k in 0..<turn { x[k] = x[k + middle] ^ twisted(x[k], x[k + 1]) }
            for k in turn..<blockSize - 1 { x[k] = x[k - turn] ^ twisted(x[k], x[k + 1]) }
            x[blockSize - 1] = x[middle - 1] ^ twisted(x[blockSize - 1], x[0])
        }
    }

    @inline(__always)
    private static func twisted(_ upper: UInt32, _ lower: UInt32) -> UInt32 {
        let joined = upper & 0x8000_0000 | lower & 0x7fff_ffff
        return joined &>> 1 ^ (0 &- (lower & 1)) & 0x9908_b0df
    }
}

extension MersenneTwister: Codable {
    private enum CodingKeys: CodingKey { case words, position }

    /// Refuses a state that is not one: a position out of the block would crash at the next draw.
    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        words = try container.decode([UInt32].self, forKey: .words)
        position = try container.decode(Int.self, forKey: .position)
        guard words.count == Self.blockSize, (0...Self.blockSize).contains(position) else {
            let problem = "a Mersenne Twister has 624 words and a position up to 624; save the state again"
            throw DecodingError.dataCorrupted(.init(codingPath: container.codingPath, debugDescription: problem))
        }
    }
}
