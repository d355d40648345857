import Foundation
import Testing

/// Runs and notebooks in other forms, as a user makes them.
@Suite struct ExportTests {
    private typealias Workplace = ProgramTests.Workplace

    /// A Python that has `nbformat`: this machine's, or the one that HALTBOOK_PYTHON names.
    private static let python: String? = {
        let candidates = [ProcessInfo.processInfo.environment["HALTBOOK_PYTHON"], "python3"].compactMap(\.self)
        return candidates.first { name in
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
        .enabled(if: python != nil, "python3 with nbformat is not here; `pip install nbformat`, or set HALTBOOK_PYTHON")
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
}
