import Foundation
import FoundationXML
import Testing

/// Figures as files of their own.
@Suite struct FigureFilesProgramTests {
    private typealias Workplace = ProgramTests.Workplace

    private static let notebook = """
        ```halt
        #| label: data
        setup seed=3
        config projection_size=8 hidden_size=8 layers=1 batch_size=16
        dataset synthetic samples=60 max_length=20
        split
        model
        train epochs=2
        ```

        ```halt
        #| alt: "After {{ train.epochs }} epochs"
        plot history
        plot correlation
        ```

        ```halt
        #| include: false
        plot importance
        ```

        """

    /// A stand-in for rsvg-convert, first on the path, that does what its script says.
    private func install(_ script: String, in place: Workplace) throws {
        let folder = place.folder.appendingPathComponent("programs")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let program = folder.appendingPathComponent("rsvg-convert")
        try "#!/bin/sh\n\(script)\n".write(to: program, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
    }

    private func names(_ place: Workplace, _ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(place.folder.path)/\(folder)").sorted()
    }

    @Test func eachFigureOfTheReportIsADrawingAndItsData() throws {
        let place = try Workplace(["a.md": Self.notebook])
        let result = try place.run("PATH=/nowhere $haltbook run a.md -o out --figures new/figures")
        #expect(result.code == 0)
        #expect(
            result.errors == "haltbook: warning: no PNG files are made of the figures: rsvg-convert is not installed "
                + "(Debian's package librsvg2-bin)\n")
        #expect(result.output.hasSuffix("report: out/report.html\nfigures: new/figures (3 figures)\n"))
        #expect(
            try names(place, "new/figures") == [
                "cell@2-1.csv", "cell@2-1.svg", "cell@2-2.csv", "cell@2-2.svg", "data-1.csv", "data-1.svg",
            ])
        let drawing = try place.text(of: "new/figures/cell@2-1.svg")
        #expect(drawing.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"fig\" "))
        #expect(drawing.contains("<desc>After 2 epochs</desc>"))
        #expect(drawing.contains("<style>") && drawing.contains("@media (prefers-color-scheme:dark)"))
        #expect(XMLParser(data: Data(drawing.utf8)).parse())
        let data = try place.text(of: "new/figures/cell@2-1.csv")
        #expect(data.hasPrefix("epoch,loss: training,loss: validation,validation score: macro-F1,"))
        #expect(data.components(separatedBy: "\r\n").count == 4)
        let page = try place.text(of: "out/report.html")
        #expect(
            page.contains("<a download=\"cell@2-1.csv\" href=\"data:text/csv;charset=utf-8,epoch,loss:%20training,"))
    }

    @Test func renderWritesTheSameFilesAndTheImagesThatAnotherProgramMakes() throws {
        let place = try Workplace(["a.md": Self.notebook])
        #expect(try place.run("PATH=/nowhere $haltbook run a.md -o out --figures one").code == 0)
        try install(
            #"for word; do case $word in --output=*) to=${word#*=};; --*) ;; *) from=$word;; esac; done; wc -c <"$from" >"$to""#,
            in: place)
        let again = try place.run("PATH=\"$PWD/programs:$PATH\" $haltbook render out -o again.html --figures two")
        #expect(again.code == 0)
        #expect(again.errors == "")
        #expect(again.output == "report: again.html\nfigures: two (3 figures)\n")
        for name in try names(place, "one") { #expect(place.data(of: "one/\(name)") == place.data(of: "two/\(name)")) }
        let images = try names(place, "two").filter { $0.hasSuffix(".png") }
        #expect(images == ["cell@2-1.png", "cell@2-2.png", "data-1.png"])
        // What stood in the file that it was given to read.
        let size = try #require(place.data(of: "two/data-1.svg")).count
        #expect(try place.text(of: "two/data-1.png").trimmingCharacters(in: .whitespacesAndNewlines) == "\(size)")
    }

    @Test func anImageThatCannotBeMadeIsSaidAndLeavesNothing() throws {
        let place = try Workplace(["a.md": "```halt\ndataset synthetic samples=20\n```\n"])
        try install("exit 1", in: place)
        let result = try place.run("PATH=\"$PWD/programs:$PATH\" $haltbook run a.md -o out --figures f")
        #expect(result.code == 0)
        #expect(result.errors == "haltbook: warning: rsvg-convert could not make f/cell@1-1.png\n")
        #expect(try names(place, "f") == ["cell@1-1.csv", "cell@1-1.svg"])
    }

    @Test func aFolderThatCannotBeIsRefusedBeforeAnythingRuns() throws {
        let place = try Workplace(["a.md": Self.notebook, "file": ""])
        let result = try place.run("$haltbook run a.md -o out --figures file/figures")
        #expect(result.code == 2)
        #expect(result.output == "")
        #expect(
            result.errors == "haltbook: error: cannot make folder file/figures: Not a directory; "
                + "choose another place with --figures\n")
    }
}
