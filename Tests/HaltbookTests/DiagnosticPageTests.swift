import Foundation
import Notebooks
import Testing

@Suite struct DiagnosticPageTests {
    private static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../..").standardizedFileURL

    private static func file(_ path: String) throws -> String {
        try String(contentsOf: repository.appendingPathComponent(path), encoding: .utf8)
    }

    private static func page(_ code: DiagnosticCode) throws -> DiagnosticPage {
        try DiagnosticPage(file("docs/diagnostics/\(code.rawValue).md"))
    }

    @Test(arguments: DiagnosticCode.allCases)
    func `a code's page bears its name and is in the index`(code: DiagnosticCode) throws {
        #expect(try Self.page(code).heading == "# \(code.rawValue): \(code.title)")
        let lines = try Self.file("docs/diagnostics/README.md").split(separator: "\n")
        #expect(lines.filter { $0 == "- [\(code.rawValue)](\(code.rawValue).md): \(code.title)" }.count == 1)
    }

    @Test(arguments: DiagnosticCode.allCases)
    func `a page's example is what the program prints`(code: DiagnosticCode) throws {
        let page = try Self.page(code)
        #expect(!page.transcripts.isEmpty)
        for transcript in page.transcripts {
            let place = try ProgramTests.Workplace(transcript.files)
            for command in transcript.commands {
                #expect(try place.messages(of: command) == command.output, "\(command.line)")
            }
            let codes = transcript.commands.map(\.output).joined().matches(of: /\[(HB\d+)\]/).map(\.1)
            #expect(Set(codes) == [code.rawValue[...]])
        }
    }

    @Test(arguments: DiagnosticCode.allCases)
    func `a code has a bad notebook with its message`(code: DiagnosticCode) throws {
        let folders = ["Tests/SessionsTests/BadNotebooks", "Tests/HaltbookTests/BadNotebooks"]
        let names = try folders.flatMap { folder in
            try FileManager.default.contentsOfDirectory(atPath: Self.repository.appendingPathComponent(folder).path)
        }
        #expect(names.contains("\(code.rawValue).md"))
        #expect(names.contains("\(code.rawValue).txt"))
    }

    @Test func `there is no page of a code that there is not`() throws {
        let folder = Self.repository.appendingPathComponent("docs/diagnostics")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(Set(names) == Set(DiagnosticCode.allCases.map { "\($0.rawValue).md" } + ["README.md"]))
    }
}
