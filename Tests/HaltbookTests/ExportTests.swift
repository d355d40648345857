import Foundation
import Testing

/// Runs and notebooks in other forms, as a user makes them.
@Suite struct ExportTests {
    private typealias Workplace = ProgramTests.Workplace

    /// The Python that HALTBOOK_PYTHON names, as `make test` does, or this machine's where that has `nbformat`.
    private static let python: String? = {
        if let named = ProcessInfo.processInfo.environment["HALTBOOK_PYTHON"] { return named }
        return ["python3", "/usr/bin/python3"].first { name in
            (try? Workplace().run("\(name) -c 'import nbformat'").code) == 0
        }
    }()

    // MARK: Jupyter

    @Test func aRunBecomesANotebookOfJupytersAndTheSameTextAgain() throws {
        let place = try Workplace(["small.md": smallNotebook])
        #expect(try place.run("$haltbook run small.md -o out").code == 0)
        for source in ["out", "out/run.json", "out/run.journal"] {
            let export = try place.run("$haltbook export \(source) --to ipynb")
            #expect(export.code == 0 && export.output == "ipynb: out/small.ipynb\n" && export.errors == "")
            let back = try place.run("$haltbook import out/small.ipynb --force")
            #expect(back.code == 0 && back.output == "notebook: out/small.md\n" && back.errors == "")
            #expect(try place.text(of: "out/small.md") == smallNotebook)
        }
        let notebook = try place.text(of: "out/small.ipynb")
        #expect(notebook.contains("\"image/svg+xml\"") && notebook.contains("✓ holds expect test.count == 9"))
    }

    @Test func aNotebooksOwnFileIsExportedWithoutOutputsWhateverEndsItsLines() throws {
        let text = "---\r\ntitle: A\r\n---\r\n\r\n```halt\r\nsetup\r\n```\r\n"
        let place = try Workplace(["a.md": text])
        #expect(try place.run("$haltbook export a.md --to ipynb").output == "ipynb: a.ipynb\n")
        #expect(try place.run("$haltbook import a.ipynb -o b.md").output == "notebook: b.md\n")
        #expect(try place.text(of: "b.md") == text)
    }

    @Test func nothingIsOverwrittenUnasked() throws {
        let place = try Workplace(["a.md": "# A\n"])
        #expect(try place.run("$haltbook export a.md --to ipynb").code == 0)
        try place.change("a.md", "# A", to: "# B")
        let refused = try place.run("$haltbook import a.ipynb")
        #expect(refused.code == 2)
        #expect(
            refused.errors
                == "haltbook: error: a.md is there already; give --force to overwrite it, or another --output\n")
        #expect(try place.text(of: "a.md") == "# B\n")
        #expect(try place.run("$haltbook import a.ipynb --force").code == 0)
        #expect(try place.text(of: "a.md") == "# A\n")
    }

    @Test func whatCannotBeImportedIsRefusedAndLeavesNothing() throws {
        let place = try Workplace(["a.ipynb": "{\"nbformat\": 3}", "b.ipynb": "\u{0}"])
        #expect(
            try place.run("$haltbook import a.ipynb").errors
                == "haltbook: error: cannot import a.ipynb: its format is nbformat 3, and 4 is read; run `jupyter nbconvert "
                + "--to notebook` on it first\n")
        #expect(
            try place.run("$haltbook import b.ipynb").errors
                == "haltbook: error: cannot import b.ipynb: it is no notebook of Jupyter's; give an .ipynb file\n")
        #expect(
            try place.run("$haltbook import c.ipynb").errors
                == "haltbook: error: cannot read c.ipynb: No such file or directory\n")
        #expect(
            try place.run("truncate -s 300M d.ipynb; $haltbook import d.ipynb; rm d.ipynb").errors
                == "haltbook: error: cannot import d.ipynb: it has more than 200 MB; clear its outputs in Jupyter first\n"
        )
        #expect(try place.names == ["a.ipynb", "b.ipynb"])
    }

    @Test(
        .enabled(
            if: python != nil, "python3 with nbformat is not here; run `make test`, or name one in HALTBOOK_PYTHON")
    )
    func nbformatFindsNothingWrong() throws {
        let python = try #require(Self.python)
        let failing =
            "# Fails\n\n- a\n\n  ```halt\n  setup\n  ```\n\n```halt\ndataset synthetic samples=3\nsplit\n```\n"
        let place = try Workplace(["small.md": smallNotebook, "failing.md": failing, "empty.md": ""])
        #expect(try place.run("$haltbook run small.md -o out").code == 0)
        _ = try place.run("$haltbook run failing.md -o failed")
        let checked = try place.run(
            """
            $haltbook export out --to ipynb -o a.ipynb && $haltbook export small.md --to ipynb -o b.ipynb \
            && $haltbook export empty.md --to ipynb -o c.ipynb && $haltbook export failing.md --to ipynb -o d.ipynb
            \(python) -W error -c '
            import nbformat
            for name in "abcd":
                nbformat.validate(nbformat.read(name + ".ipynb", as_version=nbformat.NO_CONVERT))
            print("valid")'
            """)
        #expect(checked.errors == "" && checked.output.hasSuffix("valid\n"))
        // What Jupyter itself writes is still the same text.
        let again = try place.run(
            """
            \(python) -c '
            import nbformat
            nbformat.write(nbformat.read("a.ipynb", as_version=4), "e.ipynb")'
            $haltbook import e.ipynb
            """)
        #expect(again.code == 0)
        #expect(try place.text(of: "e.md") == smallNotebook)
    }

    // MARK: Markdown

    @Test func aRunBecomesAPageOfMarkdownWithItsFiguresBesideIt() throws {
        let place = try Workplace(["small.md": smallNotebook])
        #expect(try place.run("$haltbook run small.md -o out").code == 0)
        #expect(try place.run("$haltbook export out --to markdown").output == "markdown: out/report.md\n")
        let page = try place.text(of: "out/report.md")
        #expect(
            page.hasPrefix(
                "# Small\n\n**All 3 cells are done** · 1 of 1 expectations hold · seed 3\n\n```halt\nsetup seed=3\n"))
        #expect(page.contains("\nIt trained for 2 epochs.\n"))
        #expect(page.contains("\n- ✓ holds `expect test.count == 9` (9 == 9)\n"))
        let figures = page.matches(of: /\]\((report-figures\/[^)]*\.svg)\)/).map { String($0.output.1) }
        #expect(!figures.isEmpty && figures.allSatisfy { place.has("out/\($0)") })
        #expect(try place.run("cd out && $haltbook export run.json --to markdown -o 'my page.md'").code == 0)
        #expect(try place.text(of: "out/my page.md") == page.replacing("report-figures", with: "my%20page-figures"))
    }

    @Test func theNotebookItselfIsNotOverwritten() throws {
        let place = try Workplace(["report.md": smallNotebook])
        #expect(try place.run("$haltbook run report.md -o .").code == 0)
        let refused = try place.run("$haltbook export . --to markdown")
        #expect(refused.code == 2)
        #expect(refused.errors == "haltbook: error: ./report.md is the notebook itself; give another --output\n")
        #expect(try place.text(of: "report.md") == smallNotebook)
    }

    @Test(arguments: ["markdown", "json", "pdf"])
    func aNotebooksOwnFileHasNoOutputsToShow(form: String) throws {
        let refused = try Workplace(["a.md": "a\n"]).run("$haltbook export a.md --to \(form)")
        #expect(refused.code == 2)
        #expect(
            refused.errors
                == "haltbook: error: a notebook's own file can be exported to ipynb only; run it, and export the run: "
                + "`haltbook export Output/NAME --to \(form)`\n")
    }

    // MARK: JSON

    @Test func aRunBecomesPlainData() throws {
        let place = try Workplace(["small.md": smallNotebook])
        #expect(try place.run("$haltbook run small.md -o out").code == 0)
        #expect(try place.run("$haltbook export out --to json").output == "json: out/report.json\n")
        let data = try #require(place.data(of: "out/report.json"))
        let run = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(run["title"] as? String == "Small" && run["outcome"] as? String == "succeeded")
        let parameters = try #require(run["parameters"] as? [[String: Any]])
        #expect(parameters.map { $0["name"] as? String } == ["epochs"] && parameters[0]["value"] as? Int == 2)
        let cells = try #require(run["cells"] as? [[String: Any]])
        #expect(cells.map { $0["name"] as? String } == ["data", "training", "test"])
        let checks = cells[2]["checks"] as? [[String: Any]]
        #expect(checks?.map { $0["name"] as? String } == ["expect test.count == 9"])
        let count = (cells[2]["values"] as? [[String: Any]])?.first { $0["name"] as? String == "test.count" }
        #expect(count?["value"] as? Int == 9)
        let table = (cells[2]["tables"] as? [[String: Any]])?.first
        #expect((table?["rows"] as? [[Any]])?.isEmpty == false)
    }

    // MARK: PDF

    private static let browser: String? = try? Workplace().run(
        "command -v chromium || command -v chromium-browser || command -v google-chrome"
    ).output.split(separator: "\n").first.map(String.init)

    @Test(.enabled(if: browser != nil, "no Chromium is installed"))
    func aReportIsPrinted() throws {
        let place = try Workplace(["a.md": "# A\n\n```halt\nsetup\n```\n"])
        #expect(try place.run("$haltbook run a.md -o out").code == 0)
        let printed = try place.run("$haltbook export out --to pdf")
        #expect(printed.code == 0 && printed.output == "pdf: out/report.pdf\n" && printed.errors == "")
        #expect(place.data(of: "out/report.pdf")?.starts(with: Data("%PDF-".utf8)) == true)
    }

    /// What a program in Chromium's place comes to, and what it leaves.
    private func printed(by script: String?, _ options: String = "") throws -> (message: String, hasFile: Bool) {
        let place = try Workplace(["a.md": "```halt\nsetup\n```\n"])
        #expect(try place.run("$haltbook run a.md -o out").code == 0)
        if let script {
            _ = try place.run("mkdir bin; printf '#!/bin/sh\\n%s\\n' '\(script)' > bin/chromium; chmod +x bin/chromium")
        }
        let result = try place.run("program=$haltbook; PATH=$PWD/bin \"$program\" export out --to pdf \(options)")
        #expect(result.code == 1)
        return (result.errors.replacing(/\S*\/bin\/chromium/, with: "CHROMIUM"), place.has("out/report.pdf"))
    }

    @Test func withoutABrowserOneIsToldWhatToInstall() throws {
        let (message, hasFile) = try printed(by: nil)
        #expect(
            message
                == "haltbook: error: a PDF is printed by Chromium, and none of chromium, chromium-browser, google-chrome is on PATH; "
                + "install it (`apt install chromium`), or print the report from another browser\n")
        #expect(!hasFile)
    }

    @Test func aBrowserThatFailsOrHangsLeavesNoFile() throws {
        let failing = try printed(by: "echo no display >&2; exit 7")
        #expect(
            failing.message
                == "haltbook: error: CHROMIUM printed no PDF: it ended with exit code 7; it said: no display\n")
        let hanging = try printed(by: "exec /bin/sleep 60", "--timeout 1s")
        #expect(
            hanging.message
                == "haltbook: error: CHROMIUM has not printed the report within 1 s; give it more time with --timeout\n"
        )
        #expect(!failing.hasFile && !hanging.hasFile)
    }
}
