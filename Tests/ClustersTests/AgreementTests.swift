import Clusters
import Testing
import ThreadRanks

@Suite struct AgreementTests {
    private struct Refusal: Error, CustomStringConvertible {
        let description: String

        init(_ description: String) {
            self.description = description
        }
    }

    @Test func `sums and bytes reach every rank`() throws {
        let results = try onThreads(3) { ranks in
            var values: [Float] = [1, Float(ranks.rank)]
            ranks.sum(&values)
            return (values, ranks.broadcast(ranks.rank == 1 ? [7, 8, 9] : [], from: 1))
        }
        for (sums, bytes) in results {
            #expect(sums == [3, 3])
            #expect(bytes == [7, 8, 9])
        }
    }

    @Test func `a number that one rank does not share is no agreement`() throws {
        for number in [0, 1, 1 << 40, UInt64.max] {
            #expect(try onThreads(3) { $0.agrees(on: number) } == [true, true, true])
            #expect(try onThreads(3) { $0.agrees(on: $0.rank == 1 ? number ^ 1 : number) } == [false, false, false])
        }
    }

    @Test func `work that fails on one rank fails on all, each knowing where`() throws {
        let said = try onThreads(3) { ranks in
            do {
                try ranks.together { if ranks.rank == 1 { throw Refusal("no disk") } }
                return ""
            } catch {
                return "\(error)"
            }
        }
        #expect(said == ["process 2 of 3: no disk", "no disk", "process 2 of 3: no disk"])
        #expect(try onThreads(2) { ranks in try ranks.together { ranks.rank } } == [0, 1])
    }

    @Test func `the first rank reads for all, and fails for all`() throws {
        #expect(
            try onThreads(3) { ranks in try ranks.fromFirst { [UInt8(ranks.rank), 5] } }
                == Array(repeating: [0, 5], count: 3))
        let said = try onThreads(2) { ranks in
            do {
                return "\(try ranks.fromFirst { throw Refusal("no file") })"
            } catch {
                return "\(error)"
            }
        }
        #expect(said == ["no file", "process 1 of 2: no file"])
    }

    @Test func `a process alone agrees with itself`() throws {
        let alone = SingleProcess()
        #expect(alone.agrees(on: .max))
        #expect(try alone.fromFirst { [1, 2] } == [1, 2])
    }
}
