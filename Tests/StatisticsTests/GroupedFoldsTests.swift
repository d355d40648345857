import Statistics
import Testing

@Suite struct GroupedFoldsTests {
    @Test(arguments: 0..<10 as Range<UInt64>)
    func `no item lies in two folds, and classes are spread evenly`(seed: UInt64) {
        var generator = TestGenerator(state: seed)
        let items = (0..<400).map { _ in Int.random(in: 0..<120, using: &generator) }
        let itemLabels = (0..<120).map { _ in Int.random(in: 0..<10, using: &generator) < 3 ? 1 : 0 }
        let labels = items.map { itemLabels[$0] }
        let folds = groupedFolds(strata: labels, items: items, folds: 5, using: &generator)
        #expect(Set(zip(items, folds).map { [$0, $1] }).count == Set(items).count)
        let positives = labels.count { $0 == 1 }
        for fold in 0..<5 {
            let size = folds.count { $0 == fold }
            let hits = zip(folds, labels).count { $0 == fold && $1 == 1 }
            // Items have up to about ten samples, so a fold may be off by a few.
            #expect(abs(size - 80) <= 6, "\(size)")
            #expect(abs(hits - positives / 5) <= 6, "\(hits) of \(positives)")
        }
    }

    @Test func `items of one sample are spread to within one sample`() {
        var generator = TestGenerator(state: 3)
        let strata = (0..<103).map { $0 % 10 == 0 ? 1 : $0 % 10 < 4 ? 2 : 0 }
        let folds = groupedFolds(strata: strata, items: Array(strata.indices), folds: 5, using: &generator)
        for stratum in 0..<3 {
            let counts = (0..<5).map { fold in zip(folds, strata).count { $0 == fold && $1 == stratum } }
            #expect(counts.max()! - counts.min()! <= 1, "\(counts)")
        }
        let sizes = (0..<5).map { fold in folds.count { $0 == fold } }
        #expect(sizes.max()! - sizes.min()! <= 2, "\(sizes)")
    }

    @Test func `parts have their shares of each stratum`() {
        var generator = TestGenerator(state: 4)
        let strata = (0..<1_000).map { $0 % 4 == 0 ? 1 : 0 }
        let parts = groupedParts(
            strata: strata, items: Array(strata.indices), shares: [0.7, 0.15, 0.15], using: &generator)
        let positives = (0..<3).map { part in zip(parts, strata).count { $0 == part && $1 == 1 } }
        let negatives = (0..<3).map { part in zip(parts, strata).count { $0 == part && $1 == 0 } }
        for (count, expected) in zip(positives + negatives, [175, 37.5, 37.5, 525, 112.5, 112.5]) {
            #expect(abs(Double(count) - expected) <= 1, "\(positives) \(negatives)")
        }
    }

    @Test func `the same generator gives the same folds, another others`() {
        let items = (0..<60).map { $0 / 2 }
        let folds = [1, 1, 2 as UInt64].map { seed in
            var generator = TestGenerator(state: seed)
            return groupedFolds(strata: items.map { $0 % 2 }, items: items, folds: 3, using: &generator)
        }
        #expect(folds[0] == folds[1] && folds[0] != folds[2])
    }

    @Test func `fewer items than folds leave folds empty`() {
        var generator = TestGenerator(state: 1)
        let folds = groupedFolds(strata: [0, 0, 1], items: [0, 0, 1], folds: 4, using: &generator)
        #expect(folds[0] == folds[1] && folds[1] != folds[2])
        #expect(groupedFolds(strata: [], items: [], folds: 4, using: &generator) == [])
    }
}
