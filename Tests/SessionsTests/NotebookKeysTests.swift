import Files
import Foundation
import Notebooks
import Testing

@testable import Sessions

/// What cells depend on, found without running them.
@Suite struct NotebookKeysTests {
    private static let environment = KeyEnvironment(program: "haltbook 0", kernels: "kernels 0", machine: "2 threads")

    private func keys(
        _ text: String, parameters: [String] = [], folder: String = "/nonexistent",
        environment: KeyEnvironment = NotebookKeysTests.environment
    ) throws -> NotebookKeys {
        let result = try check(text, parameters: parameters, folder: folder)
        return NotebookKeys(
            try #require(result.notebook), files: SessionFiles(notebookFolder: folder), environment: environment)
    }

    private func changes(from old: String, to new: String, cell: Int = 0, parameters: [String] = []) throws -> [String]
    {
        let (before, after) = (try keys(old).cells[cell].key, try keys(new, parameters: parameters).cells[cell].key)
        return try #require(after).changes(since: try #require(before))
    }

    @Test func `a key is made of these ingredients`() throws {
        let cells = try keys(
            cell("setup seed=3\nconfig layers=2") + "\n" + cell("dataset synthetic samples=5\nexpect setup.seed == 3")
        ).cells
        let second = try #require(cells[1].key).ingredients.map { "\($0.kind) \($0.name): \($0.content)" }
        #expect(
            second[0...3] == [
                "program : haltbook 0", "kernels : kernels 0",
                "command 0: dataset synthetic samples=5 min_length=10 max_length=150 hallucination_rate=0.5 label_noise=0.0 label_noise_seed=1234",
                "command 1: expect setup.seed == 3",
            ])
        #expect(
            second[4...].map { $0.prefix { $0 != ":" } } == ["state seed", "state configuration", "value setup.seed"])
        #expect(cells[1].dependencies == [0])
        #expect(cells[0].key?.ingredients.map(\.kind) == [.program, .kernels, .machine, .command, .command, .state])
    }

    @Test(arguments: [
        ("setup seed=3", "setup   seed=3   # a comment"),
        ("setup seed=3 precision=fp32", "setup precision=fp32 seed=3"),
        ("setup", "setup seed=42"),
        ("dataset synthetic label_noise=0.5", "dataset synthetic label_noise=0.50"),
        ("dataset synthetic hallucination_rate=1", "dataset synthetic hallucination_rate=1.0"),
        ("setup \\\n seed=4", "setup seed=4"),
        ("expect   1==1", "expect 1 == 1"),
    ])
    func `the same commands, written otherwise`(one: String, other: String) throws {
        #expect(try changes(from: cell(one), to: cell(other)) == [])
        #expect(try changes(from: cell(one), to: "Prose.\n\n" + cell("#| label: a\n#| echo: false\n" + other)) == [])
    }

    @Test func `a changed command is told by both writings`() throws {
        #expect(
            try changes(from: cell("setup seed=3"), to: cell("setup seed=4")) == [
                "command: setup seed=3 precision=fp32 -> setup seed=4 precision=fp32"
            ])
        #expect(
            try changes(from: cell("expect 1 == 1\nexpect 2 == 2"), to: cell("expect 2 == 2")) == [
                "command removed: expect 1 == 1"
            ])
        #expect(
            try changes(from: cell("expect 2 == 2"), to: cell("expect 2 == 2\nexpect 1 == 1")) == [
                "command added: expect 1 == 1"
            ])
        #expect(
            try changes(from: cell("expect 1 == 1\nexpect 2 == 2"), to: cell("expect 2 == 2\nexpect 1 == 1")) == [
                "commands: in another order, or as often"
            ])
    }

    @Test func `a parameter counts by its value`() throws {
        let text =
            "---\nparameters: { n: { type: integer, default: 5 } }\n---\n" + cell("setup seed={{ parameters.n }}")
        #expect(
            try changes(from: text, to: text, parameters: ["n=6"]) == [
                "command: setup seed=5 precision=fp32 -> setup seed=6 precision=fp32"
            ])
        #expect(try changes(from: text, to: cell("setup seed=5")) == [])
    }

    @Test func `another program, other kernels`() throws {
        var other = Self.environment
        other.program = "haltbook 1"
        other.kernels = "kernels 1"
        let (before, after) = (
            try keys(cell("split\n").replacingOccurrences(of: "split", with: "model")),
            try keys(cell("model"), environment: other)
        )
        #expect(
            try #require(after.cells[0].key).changes(since: try #require(before.cells[0].key)) == [
                "program: haltbook 0 -> haltbook 1", "kernels: kernels 0 -> kernels 1",
            ])
    }

    @Test func `a file counts by its content`() throws {
        let folder = try Folder()
        try SafeFile.write("one", to: folder.path + "/w.safetensors")
        let text = cell("load w.safetensors")
        let before = try #require(try keys(text, folder: folder.path).cells[0].key)
        try SafeFile.write("two", to: folder.path + "/w.safetensors")
        let after = try #require(try keys(text, folder: folder.path).cells[0].key)
        #expect(
            after.changes(since: before) == ["file w.safetensors: sha256 7692c3ad… -> sha256 3fc4ccfe…"])
    }

    @Test func `a file that an earlier cell writes counts by that cell`() throws {
        let text = cell("setup\nmodel\nsave w.safetensors") + "\n" + cell("load w.safetensors\npredict demo")
        let cells = try keys(text).cells
        #expect(cells[1].dependencies == [0])
        #expect(cells[1].filesRead == [:])
        let changed = try keys(text.replacingOccurrences(of: "setup", with: "setup seed=7")).cells
        #expect(changed[1].key != cells[1].key)
        let apart = try keys(text.replacingOccurrences(of: "setup", with: "expect 1 == 1\nsetup")).cells
        #expect(apart[0].key != cells[0].key)
        #expect(apart[1].key == cells[1].key, "an expectation leaves nothing that others use")
    }

    @Test func `a cell depends on the cells whose state it uses, and on no other`() throws {
        let text =
            cell("setup seed=3") + "\n" + cell("dataset synthetic samples=40") + "\n" + cell("split") + "\n"
            + cell("model")
            + "\n" + cell("check shapes") + "\n" + cell("evaluate test") + "\n" + cell("plot embedding")
        #expect(
            try keys(text).cells.map { $0.dependencies.sorted() } == [
                [], [0], [0, 1], [0, 1], [0, 3], [0, 1, 2, 3], [1, 2, 3],
            ])
    }

    @Test func `where only a run knows a file's name, there is no key`() throws {
        let folder = try Folder()
        try SafeFile.write("x", to: folder.path + "/0.safetensors")
        let text =
            cell("setup seed=3\nmodel\nsave \"{{ setup.seed }}.safetensors\"") + "\n" + cell("load 0.safetensors")
        let cells = try keys(text, folder: folder.path).cells
        #expect(cells[0].key != nil)
        #expect(cells[1].key == nil)
    }

    @Test func `the number of threads changes the values of its own cell, and nothing after`() throws {
        let text = cell("setup threads=1") + "\n" + cell("model")
        let (one, two) = (try keys(text).cells, try keys(text.replacingOccurrences(of: "=1", with: "=2")).cells)
        #expect(one[0].key != two[0].key)
        #expect(one[1].key == two[1].key)
    }

    /// A folder for one test.
    private final class Folder {
        let path = NSTemporaryDirectory() + "haltbook-keys-\(UUID().uuidString)"
        init() throws { try SafeFile.makeFolder(path) }
        deinit { try? FileManager.default.removeItem(atPath: path) }
    }
}
