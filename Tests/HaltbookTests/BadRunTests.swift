import Foundation
import Testing

/// Notebooks that checking finds nothing wrong with, and whose run has exactly one problem: `BadNotebooks/HB0501.md`, with
/// the whole message beside it in `HB0501.txt`. Those that checking refuses are in `SessionsTests`.
@Suite struct BadRunTests {
    private static func file(_ name: String) throws -> String {
        let folder = try #require(Bundle.module.url(forResource: "BadNotebooks", withExtension: nil))
        return try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }

    @Test(arguments: [("HB0501", 1), ("HB0502", 3), ("HB0503", 4)])
    func `a run has exactly the problem that it is meant to have`(code: String, exitCode: Int32) throws {
        let place = try ProgramTests.Workplace(["\(code).md": try Self.file("\(code).md")])
        #expect(try place.run("$haltbook check \(code).md").code == 0)
        let result = try place.run("$haltbook run \(code).md")
        #expect(result.errors == (try Self.file("\(code).txt")))
        #expect(result.code == exitCode)
    }

    @Test func `an interrupted run says where it was`() throws {
        let place = try ProgramTests.Workplace(["HB0504.md": try Self.file("HB0504.md")])
        let result = try place.run("exec $haltbook run HB0504.md", interruptedAfter: "epoch 1/")
        #expect(result.errors == (try Self.file("HB0504.txt")))
        #expect(result.code == 130)
    }
}
