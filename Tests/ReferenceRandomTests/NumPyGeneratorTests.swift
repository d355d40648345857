import Foundation
import ReferenceRandom
import Testing

@Suite struct NumPyGeneratorTests {
    @Test func `the walkthrough's dataset begins with these draws`() {
        var generator = NumPyGenerator(seed: 42)
        #expect(generator.random() == 0.7739560485559633)
        #expect(generator.integers(10, 151) == 102)
        #expect(generator.uniform(-4, -0.3) == -0.8231876963278846)
        #expect(generator.integers(10, 151) == 71)
        #expect(generator.random() == 0.6973680290593639)
    }

    @Test func `every distribution draws what NumPy draws, for every seed`() throws {
        for record in try records(NumPyRecord.self, in: "numpy.json") {
            var generator = NumPyGenerator(seed: record.seed)
            #expect(record.random.map { _ in generator.random() } == record.random)
            #expect(record.uniform.map { _ in generator.uniform(-4, -0.3) } == record.uniform)
            for place in stride(from: 0, to: record.mixed.count, by: 2) {
                #expect(Double(generator.integers(10, 151)) == record.mixed[place])
                #expect(generator.random() == record.mixed[place + 1])
            }
            #expect(record.small.map { _ in generator.integers(0, 3) } == record.small)
            #expect(record.rejecting.map { _ in generator.integers(0, 3 << 30) } == record.rejecting)
            #expect(record.word.map { _ in generator.integers(0, 1 << 32) } == record.word)
            #expect(record.wide.map { _ in generator.integers(-(1 << 40), 3 << 61) } == record.wide)
            for value in record.full { #expect(Int(bitPattern: UInt(generator.next())) &+ .min == value) }
            #expect(generator.permutation(20) == record.permutation)
            #expect(generator.choice(200, count: 12) == record.choice)
            #expect(digest(generator.choice(20_000, count: 1_000).map(Int32.init)) == record.largeChoice)
            #expect(generator.random() == record.last)
        }
    }

    @Test func `a range of one number needs no draw`() {
        var generator = NumPyGenerator(seed: 7)
        let before = generator
        #expect(generator.integers(5, 6) == 5)
        #expect(generator.permutation(1) == [0])
        #expect(generator.permutation(0).isEmpty)
        #expect(generator == before)
    }

    @Test func `a stored state goes on where it was, with its kept half`() throws {
        var generator = NumPyGenerator(seed: 1 << 63)
        _ = generator.integers(0, 10)
        var restored = try JSONDecoder().decode(NumPyGenerator.self, from: JSONEncoder().encode(generator))
        #expect(restored == generator)
        #expect(restored.integers(0, 1_000_000) == generator.integers(0, 1_000_000))
        #expect(restored.random() == generator.random())
    }
}

private struct NumPyRecord: Decodable {
    let seed: UInt64
    let random, uniform, mixed: [Double]
    let small, rejecting, word, wide, full, permutation, choice: [Int]
    let largeChoice: UInt64
    let last: Double
}
