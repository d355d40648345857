import Foundation
import Testing

/// A disk that fills up at whatever moment: what was there before is there after.
///
/// A limit on the size of files stands for it, in blocks of 512 bytes: each write over it is refused.
@Suite struct FullDiskTests {
    private typealias Workplace = ProgramTests.Workplace

    @Test func whereverTheDiskIsFullNothingIsLostThatWasThereBefore() throws {
        let place = try Workplace(["small.md": smallNotebook])
        #expect(try place.run("$haltbook run small.md -o out").code == 0)
        let page = try place.text(of: "out/report.html")
        let changed = smallNotebook.replacingOccurrences(of: "samples=60", with: "samples=61")
        let limits = [0, 1, 2, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 512]
        var codes: Set<Int32> = []
        for limit in limits {
            try changed.write(
                to: place.folder.appendingPathComponent("small.md"), atomically: true, encoding: .utf8)
            let full = try place.run(
                "trap '' XFSZ; ulimit -f \(limit); exec $haltbook run small.md -o out --fresh")
            codes.insert(full.code)
            // Exit code 2 where not even the lock's file can be written, 1 where a file that was asked for cannot be.
            #expect([0, 1, 2, 3].contains(full.code), "\(limit): \(full.errors)")
            #expect(
                full.code == 0 || full.code == 3 || full.errors.contains("File too large"), "\(limit): \(full.errors)")
            // The report is the old one or the new one, and so is its record.
            let now = try place.text(of: "out/report.html")
            #expect(now == page || now.hasSuffix("</html>\n"))
            #expect(try place.run("$haltbook render out/run.json -o again.html").code == 0, "\(limit)")
            #expect(try place.run("$haltbook render out -o again.html").code == 0, "\(limit)")
            #expect(try place.run("$haltbook history small.md").output.contains("succeeded"))
            try smallNotebook.write(
                to: place.folder.appendingPathComponent("small.md"), atomically: true, encoding: .utf8)
            let plan = try place.run("$haltbook plan small.md -o out").output
            #expect(plan.hasSuffix("3 reused, 0 to run\n"), "\(limit): \(plan)")
            for folder in ["out", ".haltbook/cache/entries", ".haltbook/cache/pieces", ".haltbook/last"] {
                let names = try FileManager.default.contentsOfDirectory(atPath: "\(place.folder.path)/\(folder)")
                #expect(!names.contains { $0.contains(".partial-") }, "\(limit): \(names)")
            }
        }
        #expect(codes.contains(1))
        #expect(codes.contains(3) || codes.contains(0))
    }
}
