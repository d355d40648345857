import Foundation
import Testing

/// Reports of the same that are to be the same bytes, and how much of a cell a report shows.
@Suite struct ReproducibleProgramTests {
    private typealias Workplace = ProgramTests.Workplace

    private static let files = ["report.html", "run.json"]

    /// Whether two runs into folders beside each other, the second from scratch, leave the same report and record.
    private func expectSameBytes(_ place: Workplace, _ variables: String = "", _ options: String = "") throws {
        #expect(try place.run("\(variables) $haltbook run small.md -o one \(options)").code == 0)
        // So that both begin in different seconds.
        #expect(try place.run("sleep 1.1; \(variables) $haltbook run small.md -o two --fresh \(options)").code == 0)
        for file in Self.files {
            #expect(place.has("one/\(file)"))
            #expect(place.data(of: "one/\(file)") == place.data(of: "two/\(file)"), "\(file)")
        }
    }

    @Test func twoReproducibleRunsLeaveTheSameBytes() throws {
        let place = try Workplace(["small.md": smallNotebook])
        // The first of the two reuses what this one kept.
        #expect(try place.run("$haltbook run small.md").code == 0)
        try expectSameBytes(place, "", "--reproducible")
        #expect(
            try place.text(of: "one/report.html").hasSuffix(
                "<div id=\"circumstances\"></div></footer></main></body></html>\n"))
        let record = try place.text(of: "one/run.json")
        #expect(record.contains("\"started\" : \"\"") && record.contains("\"isReproducible\" : true"))
    }

    @Test func aGivenDateDoesTheSameAndIsShown() throws {
        let place = try Workplace(["small.md": smallNotebook])
        try expectSameBytes(place, "SOURCE_DATE_EPOCH=1000000000")
        #expect(
            try place.text(of: "one/report.html").hasSuffix(
                "<div id=\"circumstances\"><dl><dt>Dated</dt><dd>2001-09-09 01:46:40 UTC</dd></dl></div>"
                    + "</footer></main></body></html>\n"))
    }

    @Test func aRunThatIsNeitherSaysWhenAndWhereItWas() throws {
        let place = try Workplace(["a.md": "```halt\nsetup\n```\n"])
        #expect(try place.run("SOURCE_DATE_EPOCH=soon $haltbook run a.md -o out").code == 0)
        let page = try place.text(of: "out/report.html")
        #expect(page.contains("<dt>Run</dt><dd>20") && page.contains("<dt>Machine</dt>"))
        #expect(!page.contains("<dt>Dated</dt>"))
    }

    @Test func aReportShowsSoManyRowsOfACellAndTheRecordKeepsAll() throws {
        let place = try Workplace(["small.md": smallNotebook])
        #expect(try place.run("$haltbook run small.md -o out --max-rows 3").code == 0)
        #expect(try place.text(of: "out/report.html").contains("rows more in run.json"))
        #expect(try place.run("$haltbook render out -o whole.html").code == 0)
        #expect(try !place.text(of: "whole.html").contains("more in run.json"))
        #expect(try place.run("$haltbook render out -o cut.html --max-rows 3").code == 0)
        #expect(try place.text(of: "cut.html") == place.text(of: "out/report.html"))
        #expect(try place.run("$haltbook render out -o cut.html --max-text 10").code == 0)
        #expect(try place.text(of: "cut.html").contains("more in run.json"))
        let wrong = try place.run("$haltbook render out --max-rows=-1")
        #expect(wrong.code == 2)
        #expect(wrong.errors.hasPrefix("Error: --max-rows and --max-text take 0 or more\n"))
    }
}
