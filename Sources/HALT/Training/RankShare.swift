package import Clusters
import ReferenceRandom

/// Which of the responses of a sorted batch a rank works on: neighbours, so that dropout finds its masks, and about as
/// many tokens as every other rank.
enum RankShare {
    /// The places of one rank's share; those of all ranks follow one another and leave none out. Some are empty where
    /// there are fewer responses than ranks.
    static func places(of lengths: [Int], rank: Int, size: Int) -> Range<Int> {
        let total = lengths.reduce(0, +)
        // A response goes to the rank in whose part of the tokens its middle lies; twice that is whole.
        var middles: [Int] = []
        var tokens = 0
        for length in lengths {
            middles.append(2 * tokens + length)
            tokens += length
        }
        func first(of rank: Int) -> Int {
            middles.firstIndex { $0 * size >= 2 * total * rank } ?? lengths.count
        }
        return first(of: rank)..<(rank + 1 == size ? lengths.count : first(of: rank + 1))
    }
}

extension Communicator {
    /// This rank's share of a sorted batch.
    func share(of lengths: [Int]) -> Range<Int> {
        RankShare.places(of: lengths, rank: rank, size: size)
    }
}

extension Model {
    /// One training step's loss and gradients, worked out by all ranks together.
    ///
    /// All draw the dropout masks of the whole batch, each works on its share, and one sum over the ranks gives all the
    /// gradients of the whole. `weights` are those the network was loaded with.
    ///
    /// - Returns: the loss, nil where the ranks do not have the same weights and the result means nothing.
    func accumulate(
        _ batch: [Response], _ generator: inout TorchGenerator?, into gradients: inout ParameterSet,
        weights: ParameterSet, sharedBy communicator: any Communicator
    ) -> Double? {
        let part = accumulate(batch, &generator, into: &gradients) { communicator.share(of: $0) }
        guard communicator.size > 1 else { return part.loss }
        let fingerprint = weights.fingerprint
        var sums = [part.loss] + communicator.halves(of: fingerprint)
        communicator.sum(&sums)
        guard communicator.agrees(on: fingerprint, sums: sums[1...]) else { return nil }
        communicator.sum(&gradients.values)
        return sums[0]
    }

    /// `evaluate`, each rank scoring its share.
    package func evaluate(
        _ responses: [Response], threshold: Double = 0.5, sharedBy communicator: any Communicator
    ) -> Evaluation {
        let order = Packing.order(of: responses.map(\.inputs.tokens))
        let mine = order[communicator.share(of: order.map { responses[$0].inputs.tokens })]
        var logits = [Float](repeating: 0, count: responses.count)
        for (place, logit) in zip(mine, self.logits(of: mine.map { responses[$0].inputs })) { logits[place] = logit }
        communicator.sum(&logits)
        return Evaluation(
            logits: logits, labels: responses.map(\.label), batchSize: configuration.batchSize, threshold: threshold)
    }
}

extension ParameterSet {
    /// A number that differs where any bit of any value does, but for one chance in 2^64: for telling ranks apart that
    /// fell out of step, not for files.
    var fingerprint: UInt64 {
        values.withUnsafeBufferPointer { values in
            // Four chains at once, since each multiplication waits for the last.
            var chains = SIMD4<UInt64>(1, 2, 3, 4)
            var k = 0
            while k + 4 <= values.count {
                for lane in 0..<4 {
                    chains[lane] = (chains[lane] ^ UInt64(values[k + lane].bitPattern)) &* 0x9e37_79b9_7f4a_7c15
                    chains[lane] ^= chains[lane] >> 32
                }
                k += 4
            }
            while k < values.count {
                chains[0] = (chains[0] ^ UInt64(values[k].bitPattern)) &* 0x9e37_79b9_7f4a_7c15
                chains[0] ^= chains[0] >> 32
                k += 1
            }
            return (0..<4).reduce(0) { ($0 ^ chains[$1]) &* 0x9e37_79b9_7f4a_7c15 }
        }
    }
}
