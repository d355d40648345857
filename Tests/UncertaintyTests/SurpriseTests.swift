import Testing

@testable import Uncertainty

@Suite struct SurpriseTests {
    @Test func `mean, largest and sum`() throws {
        let tokens = surprises([1, 0, 4, 3])
        #expect(try value(.meanNLL, tokens) == 2)
        #expect(try value(.maxNLL, tokens) == 4)
        #expect(try value(.sequenceNLL, tokens) == 8)
        #expect(try isNear(value(.perplexity, tokens), 7.38905609893065))
        #expect(try value(.length, tokens) == 4)
    }

    @Test func `the five largest, or all of fewer`() throws {
        #expect(try value(.top5NLL, surprises([9, 1, 2, 3, 4, 5, 0])) == 4.6)
        #expect(try value(.top5NLL, surprises([1, 2])) == 1.5)
    }

    @Test func `the quantile lies between neighbours`() throws {
        #expect(try isNear(value(.q90NLL, surprises([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])), 9))
        #expect(try isNear(value(.q90NLL, surprises([0, 1])), 0.9))
        #expect(try value(.q90NLL, surprises([3])) == 3)
    }

    @Test func `a certain response has no surprise, and none below zero`() throws {
        let tokens = surprises([0, 0, 0])
        #expect(try value(.meanNLL, tokens).sign == .plus)
        #expect(try value(.perplexity, tokens) == 1)
    }

    @Test func `a straight line has its slope`() throws {
        #expect(try isNear(value(.surpriseSlope, surprises([1, 1.5, 2, 2.5])), 0.5))
        #expect(try isNear(value(.surpriseSlope, surprises([3, 1])), -2))
    }

    @Test func `neighbours that differ are correlated negatively`() throws {
        // Deviations -1, 1, -1, 1: three products of -1 by four squares.
        #expect(try isNear(value(.surpriseAutocorrelation, surprises([1, 3, 1, 3])), -0.75))
        // -1, -1, 1, 1: 1 - 1 + 1 by 4.
        #expect(try isNear(value(.surpriseAutocorrelation, surprises([1, 1, 3, 3])), 0.25))
    }

    @Test func `one token in ten stands out`() throws {
        #expect(try value(.surpriseSpikes, surprises([0, 0, 0, 0, 9, 0, 0, 0, 0, 0])) == 0.1)
        // At most sqrt(4) deviations over the mean.
        #expect(try value(.surpriseSpikes, surprises([0, 0, 9, 0, 0])) == 0)
    }

    @Test func `a run over the mean adds up, and begins anew below it`() throws {
        // The mean is 2; c is 0, 2, 4, 2, 0, 1.
        #expect(try isNear(value(.surpriseCUSUM, surprises([0, 4, 4, 0, 1, 3])), 4))
        // A run at the end counts the same.
        #expect(try isNear(value(.surpriseCUSUM, surprises([0, 0, 4, 4])), 4))
    }

    @Test func `a course that does not vary has none`() throws {
        let tokens = surprises([0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1])
        #expect(try value(.surpriseSlope, tokens) == 0)
        #expect(try value(.surpriseAutocorrelation, tokens).isNaN)
        #expect(try value(.surpriseSpikes, tokens) == 0)
        #expect(try value(.surpriseCUSUM, tokens) == 0)
    }
}
