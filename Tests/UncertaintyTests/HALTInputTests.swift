import Foundation
import HALT
import Testing

@testable import LogProbs
@testable import Uncertainty

@Suite struct HALTInputTests {
    private let halved: Float = log(2)

    @Test func `a row is the chosen token and the best alternatives`() throws {
        let input = try HALTInput(response([[-2, -1, -3, -4], [-0.5, -1, -2]]), topK: 3)
        #expect(input.logProbs == LogProbMatrix(values: [-2, -1, -3, -0.5, -1, -2], tokens: 2, topK: 3))
        #expect(input.places == [0, 1])
        #expect(input.degraded == 0)
    }

    @Test func `what a row lacks is half as likely as the least of it`() throws {
        let input = try HALTInput(response([[-1, -2], [-4, -3]]), topK: 4)
        #expect(input.logProbs.values == [-1, -2, -2 - halved, -2 - halved, -4, -3, -4 - halved, -4 - halved])
        #expect(input.filled == 2)
        #expect(input.degraded == 2)
    }

    @Test func `a chosen token without a log-prob is half as likely as the least alternative`() throws {
        let input = try HALTInput(response([[.nan, -1, -3], [-1, -2, -3]]), topK: 3)
        #expect(input.logProbs.values == [-3 - halved, -1, -3, -1, -2, -3])
        #expect(input.chosenMissing == 1)
        #expect(input.filled == 0)
        #expect(input.degraded == 1)
    }

    @Test func `a token that is degraded in two ways is one token`() throws {
        let input = try HALTInput(response([[.nan, -1]]), topK: 3)
        #expect(input.logProbs.values == [-1 - halved, -1, -1 - halved])
        #expect(input.chosenMissing == 1)
        #expect(input.filled == 1)
        #expect(input.degraded == 1)
    }

    @Test func `special tokens and those without any log-prob have no row`() throws {
        let input = try HALTInput(
            response([[-1, -2], [.nan], [-3, -4], [0, -9]], flags: [[], [], [], .special]), topK: 2)
        #expect(input.places == [0, 2])
        #expect(input.logProbs.tokens == 2)
        #expect(input.leftOut == 1)
        #expect(input.degraded == 1)
    }

    @Test func `a response without tokens, or without log-probs, is refused`() {
        #expect(throws: HALTInputProblem.noTokens) { try HALTInput(response([])) }
        #expect(throws: HALTInputProblem.noTokens) { try HALTInput(response([[-1, -2]], flags: [.prompt])) }
        #expect(throws: HALTInputProblem.noLogProbs) { try HALTInput(response([[.nan]])) }
        #expect("\(HALTInputProblem.noTokens)" == "the response has no tokens; leave empty responses out")
        #expect("\(HALTInputProblem.noLogProbs)" == "no token of the response has a log-prob; ask the server for them")
    }

    @Test func `real responses are as HALT wants them`() throws {
        for response in try realResponses("real-responses.jsonl.gz") {
            let input = try HALTInput(response.tokens)
            #expect(input.degraded == 0)
            #expect(input.logProbs.tokens == response.tokens.count)
        }
    }
}
