import Foundation
import Testing

/// `haltbook verify`
@Suite struct VerifyProgramTests {
    private typealias Workplace = ProgramTests.Workplace

    /// A folder where the small notebook has been run once.
    private func workplace() throws -> Workplace {
        let place = try Workplace(["small.md": smallNotebook])
        #expect(try place.run("$haltbook run small.md -p epochs=3").code == 0)
        return place
    }

    private static let report = "Output/small/report.html"

    @Test func aReportWhoseFilesAreTheSame() throws {
        let place = try workplace()
        let result = try place.run("$haltbook verify \(Self.report)")
        #expect(result.code == 0 && result.errors == "")
        #expect(result.output == "same     ../../small.md\nsame     weights.safetensors\n")
        #expect(try place.run("cd Output/small && $haltbook verify report.html").output == result.output)
        // Other ends of lines make no other notebook.
        try place.change("small.md", "\n", to: "\r\n")
        #expect(try place.run("$haltbook verify \(Self.report)").output == result.output)
    }

    @Test func filesThatDifferOrAreMissing() throws {
        let place = try workplace()
        try place.change("small.md", "Some prose", to: "Other prose")
        try FileManager.default.removeItem(atPath: "\(place.folder.path)/Output/small/weights.safetensors")
        let result = try place.run("$haltbook verify \(Self.report)")
        #expect(result.code == 1 && result.errors == "")
        #expect(
            settled(result.output) == ["differs  ../../small.md  sha256 #… -> #…", "missing  weights.safetensors"])
    }

    @Test func aNotebookThatWasMovedIsNamed() throws {
        let place = try workplace()
        #expect(try place.run("mv small.md moved.md && $haltbook verify \(Self.report)").code == 1)
        let result = try place.run("$haltbook verify \(Self.report) --notebook moved.md")
        #expect(result.code == 0)
        #expect(result.output == "same     ../../small.md\nsame     weights.safetensors\n")
    }

    @Test func anotherRunComesToTheSame() throws {
        let place = try workplace()
        let before = try place.text(of: Self.report)
        let result = try place.run("$haltbook verify \(Self.report) --rerun")
        #expect(result.code == 0 && result.errors == "")
        let last = result.output.split(separator: "\n").last ?? ""
        #expect(
            last.wholeMatch(of: /[1-9]\d* values and [1-9]\d* tables compared with a new run; 0 differences/) != nil)
        #expect(try place.text(of: Self.report) == before)
        #expect(try place.names == [".haltbook", "Output", "small.md"])
    }

    @Test func aReportThatSaysOtherwiseThanAnotherRun() throws {
        let place = try workplace()
        try place.change(
            Self.report, "<code>train.epochs</code></th><td>3</td>", to: "<code>train.epochs</code></th><td>4</td>")
        try place.change(
            Self.report, "<td>Seed</td><td class=\"number\">3</td>", to: "<td>Seed</td><td class=\"number\">5</td>")
        let result = try place.run("$haltbook verify \(Self.report) --rerun")
        #expect(result.code == 1)
        let lines = result.output.split(separator: "\n").map(String.init)
        #expect(lines.contains("differs  train.epochs of training: 4 -> 3"))
        #expect(lines.last?.hasSuffix("compared with a new run; 1 difference") == true)
    }

    @Test func aNotebookIsNamedFromTheFolderThatOneIsIn() throws {
        let place = try Workplace(["a.md": "```halt\nsetup seed=3\nexpect setup.seed == 4\n```\n"])
        #expect(try place.run("$haltbook run a.md").code == 3)
        func complaint(_ name: String) -> String {
            "\(name):3:1: error[HB0502]: `setup.seed == 4` does not hold: 3 == 4\n  3 | expect setup.seed == 4\n    | ^\n"
        }
        #expect(try place.run("$haltbook verify Output/a/report.html --rerun").errors == complaint("a.md"))
        #expect(
            try place.run("cd Output/a && $haltbook verify report.html --rerun").errors == complaint("../../a.md"))
        let full = "\(place.folder.path)/a.md"
        #expect(
            try place.run("cd / && $haltbook verify '\(place.folder.path)/Output/a/report.html' --rerun").errors
                == complaint(full))
        // Through a link `..` is another folder than it seems.
        #expect(
            try place.run("mkdir deep && mv Output deep/Output && cp a.md deep && ln -s deep/Output/a link").code == 0)
        #expect(
            try place.run("$haltbook verify link/report.html --rerun").errors == complaint("link/../../a.md"))
    }

    @Test func aNotebookThatIsWrongNowCannotBeRunAgain() throws {
        let place = try workplace()
        try place.change("small.md", "setup seed=3", to: "setpu seed=3")
        let result = try place.run("$haltbook verify \(Self.report) --rerun")
        #expect(result.code == 2)
        #expect(
            result.errors.hasPrefix("small.md:9:1: error[HB0202]: there is no command `setpu`; did you mean `setup`?\n")
        )
    }

    @Test func anotherPageIsNoReport() throws {
        let place = try Workplace(["page.html": "<p>Hello</p>\n"])
        let page = try place.run("$haltbook verify page.html")
        #expect(page.code == 2)
        #expect(
            page.errors
                == "haltbook: error: cannot read page.html: it is not a report that this version of haltbook wrote\n")
        let none = try place.run("$haltbook verify none.html")
        #expect(none.code == 2)
        #expect(none.errors == "haltbook: error: cannot read none.html: No such file or directory\n")
    }
}
