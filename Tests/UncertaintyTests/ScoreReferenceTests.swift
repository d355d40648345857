import Foundation
import Testing
import Uncertainty

@Suite struct ScoreReferenceTests {
    @Test func `the page of scores is what their declarations say`() throws {
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../docs/SCORES.md")
        let text = try? String(contentsOf: page, encoding: .utf8)
        if text == nil { try ScoreCatalogue.reference.write(to: page, atomically: true, encoding: .utf8) }
        #expect(text == ScoreCatalogue.reference, "remove docs/SCORES.md and run this test to write it anew")
    }
}
