import Foundation
import Testing

/// The program as its user meets it: started in a folder, with arguments, seen by what it prints and leaves.
@Suite struct ProgramTests {
    /// A folder with notebooks in it, removed after the test.
    final class Workplace {
        let folder: URL

        init(_ files: [String: String] = [:]) throws {
            folder = FileManager.default.temporaryDirectory.appendingPathComponent("haltbook-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            for (name, text) in files {
                try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
            }
        }

        deinit {
            try? FileManager.default.removeItem(at: folder)
        }

        func has(_ name: String) -> Bool {
            FileManager.default.fileExists(atPath: folder.appendingPathComponent(name).path)
        }

        func text(of name: String) throws -> String {
            try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
        }

        var names: [String] {
            get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
        }

        /// Starts a shell command in the folder, `$haltbook` being the program.
        func start(_ command: String) throws -> (process: Process, output: Pipe, errors: Pipe) {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/bin/sh")
            process.arguments = ["-c", command]
            process.currentDirectoryURL = folder
            process.environment = ProcessInfo.processInfo.environment.merging(
                ["haltbook": Self.program.path], uniquingKeysWith: { $1 })
            let (output, errors) = (Pipe(), Pipe())
            process.standardOutput = output
            process.standardError = errors
            try process.run()
            return (process, output, errors)
        }

        func run(_ command: String) throws -> (code: Int32, output: String, errors: String) {
            let (process, output, errors) = try start(command)
            let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            let complained = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            return (process.terminationStatus, said, complained)
        }

        /// The program is built beside the tests.
        private static let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appendingPathComponent("haltbook")
    }

    private static let tiny = """
        ---
        title: Tiny
        parameters:
          epochs: { type: integer, default: 2, minimum: 1 }
        ---

        ```halt
        #| label: all
        setup seed=3
        config projection_size=8 hidden_size=8 layers=2 batch_size=16 early_stop_patience=1000000
        dataset synthetic samples=40 max_length=20
        split
        model
        train epochs={{ parameters.epochs }}
        save weights.safetensors
        ```

        It trained for {{ train.epochs }} epochs.

        """

    @Test func runWritesTheReportItsRecordAndSavedFiles() throws {
        let place = try Workplace(["tiny.md": Self.tiny])
        let result = try place.run("$haltbook run tiny.md")
        #expect(result.code == 0)
        #expect(result.errors == "")
        let lines = result.output.split(separator: "\n")
        #expect(lines.count == 4)
        #expect(lines[0].hasPrefix("  epoch 1/2  train loss "))
        #expect(lines[1].hasPrefix("  epoch 2/2  train loss "))
        #expect(lines[2].hasPrefix("[1/1] all  "))
        #expect(lines[3] == "report: Output/tiny/report.html")
        #expect(
            try place.text(of: "Output/tiny/report.html").contains(
                "It trained for <span class=\"value\" title=\"train.epochs\">2</span>"))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: place.folder.path + "/Output/tiny").sorted()
                == ["report.html", "run.journal", "run.json", "weights.safetensors"])
    }

    @Test func renderDrawsTheSameReportWithoutRunning() throws {
        let place = try Workplace(["tiny.md": Self.tiny])
        #expect(try place.run("$haltbook run tiny.md --output out").code == 0)
        let result = try place.run("$haltbook render out/run.json --output again.html")
        #expect(result.code == 0)
        #expect(result.output == "report: again.html\n")
        #expect(try place.text(of: "again.html") == place.text(of: "out/report.html"))
    }

    @Test func parametersComeFromTheCommandLineAndFromAFile() throws {
        let place = try Workplace(["tiny.md": Self.tiny, "p.yml": "epochs: 3\n"])
        #expect(try place.run("$haltbook run tiny.md -p epochs=1").output.contains("epoch 1/1 "))
        #expect(try place.run("$haltbook run tiny.md --parameters p.yml").output.contains("epoch 3/3 "))
        #expect(
            try place.run("$haltbook run tiny.md --fresh --parameters p.yml -p epochs=1").output.contains("epoch 1/1 "))
    }

    @Test func aWrongParameterIsExitCode2AndNothingIsWritten() throws {
        let place = try Workplace(["tiny.md": Self.tiny])
        let unknown = try place.run("$haltbook run tiny.md -p epoch=3")
        #expect(unknown.code == 2)
        #expect(
            unknown.errors == """
                command line:1:4: error[HB0402]: there is no parameter `epoch`; did you mean `epochs`?
                  1 | -p epoch=3
                    |    ^

                """)
        let wrong = try place.run("$haltbook run tiny.md -p epochs=0")
        #expect(wrong.code == 2)
        #expect(
            wrong.errors.hasPrefix(
                "command line:1:4: error[HB0403]: parameter `epochs` takes an integer of at least 1, not `0`"))
        #expect(try place.names == ["tiny.md"])
    }

    @Test func aWrongNotebookIsExitCode2AndNothingIsWritten() throws {
        let place = try Workplace(["a.md": "```halt\nsetpu seed=3\n```\n"])
        for command in ["run", "check"] {
            let result = try place.run("$haltbook \(command) a.md")
            #expect(result.code == 2)
            #expect(
                result.output + result.errors == """
                    a.md:2:1: error[HB0202]: there is no command `setpu`; did you mean `setup`?
                      2 | setpu seed=3
                        | ^

                    """)
        }
        #expect(try place.names == ["a.md"])
    }

    @Test func anUnreadableNotebookIsExitCode2() throws {
        let place = try Workplace()
        #expect(
            try place.run("$haltbook run none.md").errors
                == "haltbook: error: cannot read none.md: No such file or directory\n")
        #expect(try place.run("$haltbook run none.md").code == 2)
        try Data([0x61, 0x0A, 0x62, 0xFF]).write(to: place.folder.appendingPathComponent("bad.md"))
        let bad = try place.run("$haltbook check bad.md")
        #expect(bad.code == 2)
        #expect(bad.output == "bad.md:2:2: error[HB0101]: the file is not UTF-8 text; save it as UTF-8\n")
        #expect(
            try place.run("$haltbook run .").errors
                == "haltbook: error: cannot read .: it is a folder; name a notebook in it\n")
    }

    @Test func aWrongCommandLineIsExitCode2() throws {
        let place = try Workplace()
        for line in ["run", "run a.md --nonsense", "nonsense", "check"] {
            #expect(try place.run("$haltbook \(line)").code == 2, "\(line)")
        }
        #expect(try place.run("$haltbook --version").output == "haltbook 0.1.0\n")
        for line in [
            "--help", "run --help", "check --help", "commands --help", "render --help", "plan --help", "test --help",
            "verify --help", "cache --help", "cache list --help", "cache prune --help",
        ] {
            let result = try place.run("$haltbook \(line)")
            #expect(result.code == 0 && result.output.contains("USAGE:"), "\(line)")
        }
    }

    @Test func anOutputFolderThatCannotBeWrittenIsExitCode2() throws {
        let place = try Workplace(["tiny.md": Self.tiny, "file": ""])
        let result = try place.run("$haltbook run tiny.md --output file/out")
        #expect(result.code == 2)
        #expect(
            result.errors
                == "haltbook: error: cannot make folder file/out: Not a directory; choose another place with --output\n"
        )
    }

    @Test func aFailedExpectationIsExitCode3WithAReport() throws {
        let place = try Workplace(["a.md": "```halt\nsetup seed=3\nexpect setup.seed == 4\n```\n"])
        let result = try place.run("$haltbook run a.md -o out")
        #expect(result.code == 3)
        #expect(
            result.errors == """
                a.md:3:1: error[HB0502]: `setup.seed == 4` does not hold: 3 == 4
                  3 | expect setup.seed == 4
                    | ^

                """)
        #expect(place.has("out/report.html"))
    }

    @Test func aFailedCellIsExitCode1WithAReport() throws {
        let place = try Workplace(["a.md": "```halt\ndataset synthetic samples=3\nsplit\n```\n"])
        let result = try place.run("$haltbook run a.md -o out")
        #expect(result.code == 1)
        #expect(result.errors.hasPrefix("a.md:3:1: error[HB0501]: 3 responses leave the validation split empty;"))
        #expect(try place.text(of: "out/report.html").contains("3 responses leave the validation split empty"))
    }

    @Test func aTimeoutIsExitCode4WithAReport() throws {
        let text = Self.tiny.replacingOccurrences(of: "#| label: all", with: "#| timeout: 1s")
        let place = try Workplace(["a.md": text])
        let result = try place.run("$haltbook run a.md -o out -p epochs=1000000")
        #expect(result.code == 4)
        #expect(
            result.errors.contains("error[HB0503]: cell 1 took longer than its timeout; give it more in `#| timeout:`"))
        #expect(place.has("out/report.html"))
    }

    @Test func anInterruptionIsExitCode130WithAReport() throws {
        let place = try Workplace(["tiny.md": Self.tiny])
        let (process, output, errors) = try place.start("exec $haltbook run tiny.md -o out -p epochs=20000")
        // The first epoch's line says that training goes on.
        let first = output.fileHandleForReading.availableData
        #expect(String(decoding: first, as: UTF8.self).contains("epoch 1/20000"))
        kill(process.processIdentifier, SIGINT)
        _ = output.fileHandleForReading.readDataToEndOfFile()
        let complained = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 130)
        #expect(complained.contains("error[HB0504]: all was interrupted"))
        #expect(try place.text(of: "out/report.html").contains("Interrupted in all"))
    }

    @Test func aRunThatIsKilledGoesOnFromItsCheckpointToTheSameEnd() throws {
        let notebook = Self.tiny.replacingOccurrences(
            of: "train epochs", with: "train checkpoint=every-epoch epochs")
        let place = try Workplace(["tiny.md": notebook])
        let epochs = 60
        for wanted in [1, 7, 20] {
            let (process, output, _) = try place.start("exec $haltbook run tiny.md -p epochs=\(epochs) -o killed")
            var said = ""
            while !said.contains("epoch \(wanted)/"), process.isRunning {
                said += String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
            }
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        let again = try place.run("$haltbook run tiny.md -p epochs=\(epochs) -o killed")
        #expect(again.code == 0)
        #expect(again.output.contains("  going on from the checkpoint of epoch "))
        let fresh = try place.run("$haltbook run tiny.md -p epochs=\(epochs) -o whole --fresh")
        #expect(!fresh.output.contains("going on"))
        #expect(fresh.output.contains("epoch 1/\(epochs) "))
        let weights = ["whole", "killed"].map {
            FileManager.default.contents(atPath: "\(place.folder.path)/\($0)/weights.safetensors")
        }
        #expect(weights[0] != nil)
        #expect(weights[0] == weights[1])
    }

    @Test func aSecondRunIntoTheSameFolderIsRefusedUntilTheFirstIsGone() throws {
        let place = try Workplace(["tiny.md": Self.tiny])
        let (process, output, _) = try place.start("exec $haltbook run tiny.md -o out -p epochs=20000")
        _ = output.fileHandleForReading.availableData
        let second = try place.run("$haltbook run tiny.md -o out")
        #expect(second.code == 2)
        #expect(
            second.errors
                == "haltbook: error: out is in use by process \(process.processIdentifier); wait until it ends, or choose another place with --output\n"
        )
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        // The lock of the dead is nobody's.
        #expect(try place.run("$haltbook run tiny.md -o out").code == 0)
        #expect(!place.has("out/.lock"))
    }

    @Test func aFullDiskIsSaidAndLeavesNoHalfFile() throws {
        let place = try Workplace(["tiny.md": Self.tiny])
        // A limit on file sizes refuses bytes as a full disk does: 2 blocks of 512 bytes are less than any of the files.
        let result = try place.run("trap '' XFSZ; ulimit -f 2; exec $haltbook run tiny.md -o out")
        #expect(result.code == 1)
        #expect(result.errors.contains("error[HB0501]: cannot write out/weights.safetensors: File too large"))
        #expect(
            result.errors.contains(
                "haltbook: error: cannot write out/run.json: File too large; the run's results are not kept"))
        #expect(
            result.errors.contains("haltbook: warning: cannot write out/run.journal: File too large; the run goes on"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.folder.path + "/out") == [])
    }

    @Test func commandsListsThemAndTellsAllAboutOne() throws {
        let place = try Workplace()
        let list = try place.run("$haltbook commands").output
        #expect(list.contains("dataset synthetic  Draws the walkthrough's synthetic responses"))
        #expect(list.split(separator: "\n").count == 31)
        #expect(
            try place.run("$haltbook commands split").output == """
                split [train=…] [validation=…] [seed=…]

                Divides the dataset at random into responses to train on, to validate with, and to test; responses to one question stay together.

                Options:
                  train       Share to train on; 0 where nothing is trained. Takes a number of at least 0 and less than 1. Default: 0.7.
                  validation  Share to validate with; the rest is the test split. Takes a number of more than 0 and less than 1. Default: 0.15.
                  seed        Where the draws start. Takes an integer of at least 0. Default: the seed of `setup`.

                Needs a dataset.

                Values: split.train.count (integer), split.validation.count (integer), split.test.count (integer).

                """)
        let wrong = try place.run("$haltbook commands trian")
        #expect(wrong.code == 2)
        #expect(wrong.errors == "haltbook: error: there is no command `trian`; did you mean `train`?\n")
    }

    @Test func aNotebookWritesWeightsAndNothingElse() throws {
        let place = try Workplace(["a.md": "```halt\nmodel\nsave a.md\n```\n"])
        let result = try place.run("$haltbook run a.md --output .")
        #expect(result.code == 2)
        #expect(result.errors.contains("error[HB0207]: FILE takes the path of a `.safetensors` file, not `a.md`"))
        #expect(try place.names == ["a.md"])
    }

    @Test func theReferencePageIsWhatTheDeclarationsSay() throws {
        let place = try Workplace()
        let docs = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../docs")
        let page = try String(contentsOf: docs.appendingPathComponent("COMMANDS.md"), encoding: .utf8)
        #expect(
            try place.run("$haltbook commands --reference").output == page,
            "write it anew: haltbook commands --reference > docs/COMMANDS.md")
    }

    @Test func aNotebookCannotReadOrWriteOutsideItsFolders() throws {
        let place = try Workplace([
            "a.md": "```halt\nload ../secret\n```\n\n```halt\nmodel\nsave /tmp/x.safetensors\n```\n"
        ])
        let result = try place.run("$haltbook check a.md")
        #expect(result.code == 2)
        #expect(
            result.output.contains("a.md:2:6: error[HB0305]: `../secret` leaves the folder that a notebook may use"))
        #expect(
            result.output.contains(
                "a.md:7:6: error[HB0305]: `/tmp/x.safetensors` leaves the folder that a notebook may use"))
    }
}
