import Foundation
import ReferenceRandom
import Testing

@Suite struct TorchGeneratorTests {
    @Test func `every distribution draws what PyTorch draws, for every seed`() throws {
        for record in try records(TorchRecord.self, in: "torch.json") {
            var generator = TorchGenerator(seed: record.seed)
            #expect(generator.uniform(-0.1, 0.3, count: 6) == record.uniform)
            #expect(record.random64.map { _ in generator.random64() } == record.random64)
            expect(generator.normal(count: 5), near: record.fewNormals)
            expect(generator.normal(count: 4), near: record.moreNormals)
            expect(generator.normal(count: 16), near: record.normals16)
            expect(generator.normal(count: 37), near: record.normals37)
            expect(generator.normal(count: 3), near: record.lastNormals)
            #expect(generator.permutation(17) == record.permutation)
            #expect(generator.uniform(0, 1, count: 1) == record.odd)
            #expect(generator.mask(0.6, count: 40) == record.mask)
            #expect(digest(generator.mask(0.6, count: 5_000)) == record.maskDigest)
            #expect(digest(generator.uniform(-0.0625, 0.0625, count: 5_000)) == record.uniformDigest)
            let bound = Float((6.0 / 1024).squareRoot())
            #expect(digest(generator.uniform(-bound, bound, count: 5_000)) == record.xavierDigest)
            #expect(digest(generator.permutation(3_000).map(Int32.init)) == record.permutationDigest)
            #expect(generator.uniform(0, 1, count: 1) == record.last)
        }
    }

    @Test(arguments: [0.6, 0.5, 0x1p-53, 1 - 0x1p-53, 0, 1, 1 / 3.0], [0, 1, 623, 624])
    func `a mask is the comparison of doubles, draw for draw`(probability: Double, offset: Int) {
        var generator = TorchGenerator(seed: 5)
        generator.skip(offset)
        var single = generator
        let expected = (0..<1_500).map { _ in
            Double(single.next64() & (1 << 53 - 1)) * 0x1p-53 < probability ? UInt8(1) : 0
        }
        #expect(generator.mask(probability, count: 1_500) == expected)
        #expect(generator == single)
    }

    @Test(arguments: [0, 7, 311, 312, 499])
    func `a draw that equals the probability is not under it`(place: Int) {
        var single = TorchGenerator(seed: 5)
        let draws = (0..<500).map { _ in Double(single.next64() & (1 << 53 - 1)) * 0x1p-53 }
        for probability in [draws[place], draws[place] + 0x1p-53] {
            var generator = TorchGenerator(seed: 5)
            #expect(generator.mask(probability, count: 500) == draws.map { $0 < probability ? 1 : 0 })
        }
    }

    @Test(arguments: [0, 1, 623, 624, 625, 1_248, 5_000])
    func `skipping spends as many draws as drawing`(count: Int) {
        var generator = TorchGenerator(seed: 9)
        _ = generator.next32()
        var skipped = generator
        _ = generator.uniform(0, 1, count: count)
        skipped.skip(count)
        #expect(generator == skipped)
        #expect(generator.next32() == skipped.next32())
    }

    @Test func `only the low half of a seed counts`() {
        #expect(TorchGenerator(seed: 1 << 40 + 17) == TorchGenerator(seed: 17))
    }

    @Test func `a stored state goes on where it was, with its kept normal`() throws {
        var generator = TorchGenerator(seed: 42)
        _ = generator.normal(count: 3)
        var restored = try JSONDecoder().decode(TorchGenerator.self, from: JSONEncoder().encode(generator))
        #expect(restored == generator)
        #expect(restored.normal(count: 2) == generator.normal(count: 2))
        #expect(restored.mask(0.6, count: 2_000) == generator.mask(0.6, count: 2_000))
    }

    @Test func `a damaged state is refused`() {
        let state = Data(#"{"twister": {"words": [1, 2, 3], "position": 0}}"#.utf8)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(TorchGenerator.self, from: state) }
    }

    /// PyTorch's vector library rounds logarithm, sine and cosine in float32: a few units in the last place.
    private func expect(_ values: [Float], near expected: [Float], location: SourceLocation = #_sourceLocation) {
        #expect(values.count == expected.count, sourceLocation: location)
        for (value, reference) in zip(values, expected) {
            #expect(abs(value - reference) <= 5e-7, "\(value) \(reference)", sourceLocation: location)
        }
    }
}

extension TorchGenerator {
    fileprivate mutating func mask(_ probability: Double, count: Int) -> [UInt8] {
        var mask = [UInt8](repeating: 0, count: count)
        bernoulli(probability, into: &mask)
        return mask
    }
}

private struct TorchRecord: Decodable {
    let seed: UInt64
    let uniform: [Float]
    let random64: [Int64]
    let fewNormals, moreNormals, normals16, normals37, lastNormals: [Float]
    let permutation: [Int]
    let odd: [Float]
    let mask: [UInt8]
    let maskDigest, uniformDigest, xavierDigest, permutationDigest: UInt64
    let last: [Float]
}
