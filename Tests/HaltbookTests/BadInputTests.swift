import Foundation
import Testing

/// What is no notebook, or a strange one: the program says so, or makes the best of it, and neither hangs nor eats memory.
@Suite(.serialized) struct BadInputTests {
    private typealias Workplace = ProgramTests.Workplace

    /// Kilobytes of address space, several times what any of these needs; the program's libraries take a part of it.
    private static let memory = 4_000_000
    /// Seconds of processor time, many times what any of these needs, for the tests' build is not optimised.
    private static let time = 240

    /// Runs the program in as much memory and time as a sensible one needs; what goes over ends by a signal.
    private func run(_ command: String, in place: Workplace) throws -> (code: Int32, output: String, errors: String) {
        try place.run("ulimit -v \(Self.memory); ulimit -t \(Self.time); exec $haltbook \(command)")
    }

    private func place(_ name: String, holding bytes: [UInt8]) throws -> Workplace {
        let place = try Workplace()
        try Data(bytes).write(to: place.folder.appendingPathComponent(name))
        return place
    }

    // MARK: Too much of something

    @Test func aYAMLBombIsRefused() throws {
        let names = ["a", "b", "c", "d", "e", "f", "g", "h", "i"]
        var bomb = "---\na: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
        for (before, name) in zip(names, names.dropFirst()) {
            bomb += "\(name): &\(name) [" + Array(repeating: "*\(before)", count: 9).joined(separator: ", ") + "]\n"
        }
        let place = try Workplace([
            "head.md": bomb + "---\n", "cell.md": "```halt\n#| a: &a [x, x]\n#| label: *a\nsetup\n```\n",
            "values.yml": bomb,
            "good.md": "",
        ])
        for command in ["check", "run"] {
            let head = try run("\(command) head.md", in: place)
            #expect(head.code == 2)
            #expect(
                head.output + head.errors == """
                    head.md:3:8: error[HB0102]: the alias `*a` is not read; write out what it stands for
                      3 | b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
                        |        ^

                    """)
            let cell = try run("\(command) cell.md", in: place)
            #expect(cell.code == 2)
            #expect((cell.output + cell.errors).hasPrefix("cell.md:3:11: error[HB0105]: the alias `*a` is not read; "))
        }
        let values = try run("run good.md --parameters values.yml", in: place)
        #expect(values.code == 2)
        #expect(values.errors.contains("the alias `*a` is not read; write out what it stands for"))
        #expect(try place.names == ["cell.md", "good.md", "head.md", "values.yml"])
    }

    private static let hundredMegabytes = 100_000_000

    @Test func aParagraphOfAHundredMegabytesIsAParagraph() throws {
        let place = try place("a.md", holding: Array(repeating: UInt8(ascii: "a"), count: Self.hundredMegabytes))
        let result = try run("check a.md", in: place)
        #expect(result.code == 0)
        #expect(result.output == "a.md: 0 cells, nothing wrong\n")
    }

    @Test func aCommandOfAHundredMegabytesIsRefused() throws {
        let line = Array(repeating: UInt8(ascii: "a"), count: Self.hundredMegabytes)
        let place = try place("a.md", holding: Array("```halt\n".utf8) + line + Array("\n```\n".utf8))
        let result = try run("run a.md", in: place)
        #expect(result.code == 2)
        #expect(
            result.errors == """
                a.md:2:1: error[HB0201]: the command is longer than 100000 bytes; write a shorter one
                  2 | \(String(repeating: "a", count: 100))
                    | ^

                """)
    }

    @Test func frontMatterOfAHundredMegabytesIsRefused() throws {
        let line = Array(repeating: UInt8(ascii: "a"), count: Self.hundredMegabytes)
        let place = try place("a.md", holding: Array("---\ntitle: ".utf8) + line + Array("\n---\n".utf8))
        let result = try run("check a.md", in: place)
        #expect(result.code == 2)
        #expect(
            result.output == """
                a.md:2:1: error[HB0102]: this YAML is longer than 100000 bytes; make it shorter
                  2 | title: \(String(repeating: "a", count: 93))
                    | ^

                """)
    }

    /// A step per citation that counts its line would take a quarter of an hour.
    @Test func aLineOfHundredsOfThousandsOfCitationsIsRead() throws {
        let place = try Workplace([
            "works.bib": "@book{a, author={A B}, title={T}, year={2000}}\n",
            "a.md": "---\nbibliography: works.bib\n---\n\n" + String(repeating: "[@a]", count: 300_000) + "\n",
        ])
        let result = try run("check a.md", in: place)
        #expect(result.code == 0)
        #expect(result.output == "a.md: 0 cells, nothing wrong\n")
    }

    private static let depth = 100_000

    @Test(arguments: [
        String(repeating: ">", count: depth) + " deep", String(repeating: "- ", count: depth) + "deep",
        String(repeating: "1. ", count: depth) + "deep", String(repeating: "[", count: depth) + "deep",
        String(repeating: "[", count: depth) + "deep" + String(repeating: "](a)", count: depth),
        String(repeating: "![", count: depth) + "deep" + String(repeating: "](a)", count: depth),
        String(repeating: "*a **", count: depth) + "deep" + String(repeating: "** b*", count: depth),
    ])
    func whatIsNestedAHundredThousandDeepIsShown(text: String) throws {
        let place = try Workplace(["a.md": text])
        let result = try run("run a.md -o out", in: place)
        #expect(result.code == 0)
        #expect(result.errors == "")
        #expect(result.output == "report: out/report.html\n")
        #expect(try place.text(of: "out/report.html").contains("deep"))
    }

    @Test func listsAndYAMLThatAreNestedAHundredThousandDeepAreRefused() throws {
        let nested = String(repeating: "[", count: Self.depth) + "1" + String(repeating: "]", count: Self.depth)
        let place = try Workplace(["yaml.md": "---\nauthors: \(nested)\n---\n"])
        let yaml = try run("check yaml.md", in: place)
        #expect(yaml.code == 2)
        #expect(yaml.output.hasPrefix("yaml.md:2:1: error[HB0102]: this YAML is longer than 100000 bytes; "))
        // Short enough to be read.
        let half = String(nested.dropFirst(Self.depth / 2 + 50).dropLast(Self.depth / 2 + 50))
        for (name, text, problem) in [
            ("head.md", "---\nauthors: \(half)\n---\n", "2:1: error[HB0102]: this YAML is nested too deeply; "),
            ("cell.md", "```halt\nexpect \(half) == 1\n```\n", "2:9: error[HB0201]: a list holds plain values only; "),
        ] {
            try text.write(to: place.folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
            let result = try run("check \(name)", in: place)
            #expect(result.code == 2)
            #expect(result.output.hasPrefix("\(name):\(problem)"))
        }
    }

    // MARK: Odd bytes

    @Test(arguments: [
        ([0xFF, 0xFE, 0x61, 0x00], 1, 1), ([0x61, 0x0A, 0x62, 0xE9, 0x0A], 2, 2),
        ([0xC3, 0xA9, 0xC3, 0x28], 1, 2), ([0x61, 0x0D, 0x0A, 0x0A, 0xED, 0xA0, 0x80], 3, 1),
        ([0x61, 0xF0, 0x9F, 0x99], 1, 2),
    ])
    func bytesThatAreNotUTF8AreRefusedWithTheirPlace(bytes: [UInt8], line: Int, column: Int) throws {
        let place = try place("a.md", holding: bytes)
        let message = "a.md:\(line):\(column): error[HB0101]: the file is not UTF-8 text; save it as UTF-8\n"
        for command in ["check", "run"] {
            let result = try run("\(command) a.md", in: place)
            #expect(result.code == 2)
            #expect(result.output + result.errors == (command == "run" ? "haltbook: error: " : "") + message)
        }
        #expect(try place.names == ["a.md"])
    }

    private static let clean = """
        ---
        title: Clean
        parameters:
          a: { type: integer, default: 3, help: "A number." }
        ---

        # A heading

        It is {{ parameters.a }},
        and {{ setpu.seed }}.

        ```halt
        #| label: one
        #| caption: "From {{ parameters.a }}."
        setup \\
            sede={{ parameters.a }}
        expect 1 == 2
        ```

        """

    @Test(arguments: [
        clean.replacingOccurrences(of: "\n", with: "\r\n"), clean.replacingOccurrences(of: "\n", with: "\r"),
        "\u{FEFF}" + clean, "\u{FEFF}" + clean.replacingOccurrences(of: "\n", with: "\r\n"),
    ])
    func returnsAndAByteOrderMarkChangeNothing(variant: String) throws {
        let mended = { (text: String) in
            text.replacingOccurrences(of: "setpu.seed", with: "setup.seed").replacingOccurrences(
                of: "sede=", with: "seed="
            )
            .replacingOccurrences(of: "and {{ setup.seed }}", with: "and more")
        }
        let place = try Workplace()
        let said = try [Self.clean, variant].map { text in
            try text.write(to: place.folder.appendingPathComponent("a.md"), atomically: true, encoding: .utf8)
            let check = try run("check a.md", in: place)
            #expect(check.code == 2)
            try mended(text).write(to: place.folder.appendingPathComponent("a.md"), atomically: true, encoding: .utf8)
            let result = try run("run a.md -o \(UUID().uuidString)", in: place)
            #expect(result.code == 3)
            return [check.output, check.errors, result.errors]
        }
        #expect(said[0] == said[1])
        #expect(said[0][0].contains("a.md:10:8: error[HB0302]: "))
        #expect(said[0][0].contains("a.md:16:5: error[HB0203]: `setup` has no option `sede`; did you mean `seed`?\n"))
        #expect(said[0][2].hasPrefix("a.md:17:1: error[HB0502]: `1 == 2` does not hold"))
    }

    @Test func aNULIsACharacterThatCannotBeRead() throws {
        let place = try place("a.md", holding: Array("# A\0B\n\n```halt\nsetup\0 seed=3\n```\n".utf8))
        let check = try run("check a.md", in: place)
        #expect(check.code == 2)
        #expect(check.output.hasPrefix("a.md:4:1: error[HB0202]: there is no command `setup\u{FFFD}`"))
        try Data("# A\0B\n\n```halt\nsetup seed=3 # \0\n```\n".utf8).write(
            to: place.folder.appendingPathComponent("a.md"))
        #expect(try run("run a.md -o out", in: place).code == 0)
        #expect(try place.text(of: "out/report.html").contains("<h1>A\u{FFFD}B</h1>"))
    }

    // MARK: What is no file of a notebook

    @Test func whatIsNoRegularFileIsRefusedAtOnce() throws {
        let place = try Workplace()
        try FileManager.default.createDirectory(
            at: place.folder.appendingPathComponent("folder.md"), withIntermediateDirectories: true)
        #expect(mkfifo(place.folder.appendingPathComponent("pipe.md").path, 0o600) == 0)
        try FileManager.default.createSymbolicLink(
            atPath: place.folder.appendingPathComponent("loop.md").path, withDestinationPath: "loop.md")
        for (name, reason) in [
            ("none.md", "No such file or directory"), ("folder.md", "it is a folder; name a notebook in it"),
            ("pipe.md", "it is not a regular file"), ("/dev/zero", "it is not a regular file"),
            ("loop.md", "Too many levels of symbolic links"), ("/proc/self/mem", "Input/output error"),
            ("folder.md/../none.md/a.md", "No such file or directory"),
        ] {
            for command in ["check", "run"] {
                // Whoever waits for a writer is ended, with another exit code.
                let result = try place.run("exec timeout 60 $haltbook \(command) \(name)")
                #expect(result.code == 2)
                let message = "cannot read \(name): \(reason)\n"
                #expect(result.output + result.errors == (command == "run" ? "haltbook: error: " : "") + message)
            }
        }
        #expect(try place.names == ["folder.md", "loop.md", "pipe.md"])
    }
}
