import Foundation
import Testing

@testable import LogProbs

/// The files of `Notebooks/data`, which a llama.cpp server wrote.
@Suite struct RealResponsesTests {
    private static func path(_ name: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Notebooks/data/\(name)").path
    }

    private static func responses(_ name: String) throws -> [TokenizedResponse] {
        try ResponseFile(path(name)).all().map { outcome in
            guard case .response(let response, _, _) = outcome else { throw Unexpected(outcome: outcome) }
            return response
        }
    }

    @Test func `575 real responses are read whole`() throws {
        let responses = try Self.responses("real-responses.jsonl.gz")
        #expect(responses.count == 575)
        #expect(responses.reduce(0) { $0 + $1.tokens.count } == 9853)
        #expect(responses.allSatisfy { $0.format == .llamaChat })
        #expect(responses.filter { $0.label == 1 }.count == 419)
        let groups = Dictionary(grouping: responses, by: \.group).mapValues(\.count)
        #expect(groups == ["capital": 249, "addition": 120, "symbol": 103, "atomic_number": 103])
        let flags = responses.flatMap(\.tokens.flags)
        #expect(flags.count { $0.contains(.outsideList) } == 21)
        let notMostLikely = responses.flatMap(\.rows).count { row in row.dropFirst().contains { $0 > row[0] } }
        #expect(notMostLikely == 2119)
        #expect(
            responses.flatMap { response in response.tokens.flags.indices.map(response.tokens.seen) }.allSatisfy {
                $0 == 20
            })
    }

    @Test func `the first real response, as its server wrote it`() throws {
        let response = try Self.responses("real-responses.jsonl.gz")[0]
        #expect(response.id == "capital-0000")
        #expect(response.label == 0)
        #expect(response.text == "The capital city of the United States is Washington D.C.")
        #expect(response.tokens[0][..<3] == [-0.25934097, -4.100547, -4.1343184])
    }

    @Test func `3,726 real responses in our own form`() throws {
        let responses = try Self.responses("real-responses-large.jsonl.gz")
        #expect(responses.count == 3726)
        #expect(responses.reduce(0) { $0 + $1.tokens.count } == 72447)
        #expect(Set(responses.compactMap(\.item)).count == 1863)
        #expect(Set(responses.compactMap(\.group)).count == 13)
        #expect(responses.count { $0.label == 1 } == 2619)
        #expect(responses.allSatisfy { $0.format == .llamaChat })
        #expect(responses.flatMap(\.rows).allSatisfy { $0.count == 20 || $0.count == 21 })
    }
}
