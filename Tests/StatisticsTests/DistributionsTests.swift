import Statistics
import Testing

@Suite struct DistributionsTests {
    @Test func `the normal distribution is SciPy's, far into its tails`() throws {
        let reference = try fixture(Intervals.self, from: "intervals.json")
        for row in reference.normal { #expect(agree(normalCumulative(row[0]), row[1])) }
        for row in reference.normalQuantiles { #expect(isNear(normalQuantile(row[0]), row[1])) }
        #expect(normalQuantile(0) == -.infinity && normalQuantile(1) == .infinity)
    }

    @Test func `the beta distribution is SciPy's`() throws {
        let reference = try fixture(Intervals.self, from: "intervals.json")
        for row in reference.beta { #expect(agree(betaCumulative(row[0], row[1], row[2]), row[3]), "\(row)") }
        for row in reference.betaQuantiles { #expect(agree(betaQuantile(row[0], row[1], row[2]), row[3]), "\(row)") }
    }

    @Test func `binomial sums are SciPy's`() throws {
        for row in try fixture(Intervals.self, from: "intervals.json").binomial {
            let (hits, trials) = (Int(row[0]), Int(row[1]))
            #expect(agree(binomialCumulative(hits, of: trials, chance: row[2]), row[3]), "\(row)")
            #expect(agree(binomialUpperTail(hits, of: trials, chance: row[2]), row[4]), "\(row)")
        }
    }

    @Test func `certain trials leave no doubt`() {
        #expect(binomialCumulative(-1, of: 3, chance: 0.5) == 0)
        #expect(binomialCumulative(2, of: 3, chance: 0) == 1)
        #expect(binomialCumulative(2, of: 3, chance: 1) == 0)
        #expect(binomialCumulative(3, of: 3, chance: 1) == 1)
        #expect(binomialUpperTail(0, of: 0, chance: 0.5) == 1)
        #expect(binomialUpperTail(4, of: 3, chance: 1) == 0)
    }

    @Test func `Wilson's and the exact intervals are SciPy's`() throws {
        for row in try fixture(Intervals.self, from: "intervals.json").proportions {
            let (hits, trials) = (Int(row[0]), Int(row[1]))
            let wilson = wilsonInterval(hits, of: trials)
            #expect(agree(wilson.low, row[2]) && agree(wilson.high, row[3]), "\(row) \(wilson)")
            let exact = clopperPearsonInterval(hits, of: trials)
            #expect(agree(exact.low, row[4]) && agree(exact.high, row[5]), "\(row) \(exact)")
        }
    }

    @Test func `nothing counted tells nothing`() {
        #expect(wilsonInterval(0, of: 0) == Interval(low: 0, high: 1))
        #expect(clopperPearsonInterval(0, of: 0) == Interval(low: 0, high: 1))
        #expect(Proportion(0, of: 0).value == 0)
    }

    @Test(arguments: [1, 7, 40], [0.02, 0.3, 0.9])
    func `exact intervals hold the share at least as often as they say`(trials: Int, share: Double) {
        var coverage = 0.0
        for hits in 0...trials where clopperPearsonInterval(hits, of: trials, confidence: 0.9).contains(share) {
            coverage +=
                binomialCumulative(hits, of: trials, chance: share)
                - binomialCumulative(hits - 1, of: trials, chance: share)
        }
        #expect(coverage >= 0.9)
    }

    /// To ten digits, of small values, too; SciPy itself promises hardly more.
    private func agree(_ value: Double, _ expected: Double) -> Bool {
        abs(value - expected) <= 1e-10 * abs(expected) + 1e-300
    }
}

private struct Intervals: Decodable {
    let normal, normalQuantiles, beta, betaQuantiles, binomial, proportions: [[Double]]
}
