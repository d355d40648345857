import Foundation
import Testing

@testable import LogProbs
@testable import Uncertainty

@Suite struct NumPyTests {
    @Test func `scores of real responses are those that NumPy computes`() throws {
        let folder = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
        let expected = try JSONDecoder().decode(
            [String: [String: Double]].self, from: Data(contentsOf: folder.appending(path: "scores.json")))
        let responses = try realResponses("real-responses.jsonl.gz").filter { expected[$0.id] != nil }
        #expect(responses.count == 3)
        #expect(responses.contains { $0.tokens.flags.contains { $0.contains(.outsideList) } })
        for response in responses {
            let reference = try #require(expected[response.id])
            #expect(reference.count == ScoreCatalogue.all.count)
            let values = ScoreCatalogue.values(of: response.tokens)
            for (identifier, value) in zip(ScoreCatalogue.identifiers, values) {
                let ours = try #require(reference[identifier])
                #expect(isNear(value, ours), "\(identifier) of \(response.id): \(value), not \(ours)")
            }
        }
    }
}
