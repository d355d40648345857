import Foundation
import Testing

@testable import Sessions

@Suite struct FileCheckTests {
    /// A folder with a notebook's folder in it, both taken away after the test.
    private final class Folders {
        let top = NSTemporaryDirectory() + "haltbook-check-" + UUID().uuidString
        var notebook: String { top + "/notebook" }

        init() throws {
            try FileManager.default.createDirectory(atPath: notebook, withIntermediateDirectories: true)
        }

        deinit {
            try? FileManager.default.removeItem(atPath: top)
        }
    }

    private let folders: Folders

    init() throws {
        folders = try Folders()
    }

    private func problems(_ commands: String) throws -> [String] {
        try SessionsTests.problems(cell(commands), folder: folders.notebook)
    }

    @Test func `a file beside the notebook can be read, also by a link that stays inside`() throws {
        try Data().write(to: URL(fileURLWithPath: folders.notebook + "/w"))
        try FileManager.default.createSymbolicLink(atPath: folders.notebook + "/link", withDestinationPath: "w")
        #expect(try problems("load w\nload ./w\nload link") == [])
    }

    @Test func `a file that an earlier command writes can be read`() throws {
        #expect(try problems("model\nsave out/w.safetensors\nload ./out//w.safetensors") == [])
        #expect(try problems("model\nload out/w.safetensors\nsave out/w.safetensors").count == 1)
    }

    @Test func `a file that is not there`() throws {
        #expect(
            try problems("load \"my weights\"") == [
                message(
                    2, 6, "HB0304", "load \"my weights\"",
                    "there is no file `my weights`; give a path relative to the notebook's folder")
            ])
        #expect(try problems("load .//").map { $0.prefix(30) } == ["a.md:2:6: error[HB0207]: FILE "])
    }

    @Test(arguments: ["/etc/w.safetensors", "../w.safetensors", "a/../../w.safetensors", "../.safetensors"])
    func `a path out of the notebook's folder`(path: String) throws {
        let remedies = [
            "load": "put the file beside the notebook, or allow its folder with `--allow-path`",
            "save": "write a relative path; it is taken from the run's output folder",
        ]
        for (command, remedy) in remedies {
            #expect(
                try problems("model\n\(command) \(path)") == [
                    message(
                        3, 6, "HB0305", "\(command) \(path)",
                        "`\(path)` leaves the folder that a notebook may use; \(remedy)")
                ])
        }
    }

    @Test func `a symbolic link out of the notebook's folder`() throws {
        try Data().write(to: URL(fileURLWithPath: folders.top + "/secret"))
        try FileManager.default.createSymbolicLink(atPath: folders.notebook + "/link", withDestinationPath: "../secret")
        #expect(
            try problems("load link") == [
                message(
                    2, 6, "HB0305", "load link",
                    "`link` leaves the folder that a notebook may use; "
                        + "put the file beside the notebook, or allow its folder with `--allow-path`")
            ])
    }

    @Test(arguments: ["\"\"", ".", "a/", "a/.", "notebook.md", "report.html", "a.safetensors/"])
    func `a path that names no file of weights`(path: String) throws {
        let name = path == "\"\"" ? "" : path
        #expect(
            try problems("model\nsave \(path)") == [
                message(
                    3, 6, "HB0207", "save \(path)",
                    "FILE takes the path of a `.safetensors` file, not `\(name)`; write a path such as `weights.safetensors`"
                )
            ])
    }

    @Test func `a path may be a parameter`() throws {
        let text =
            "---\nparameters: { file: ../w.safetensors }\n---\n"
            + cell("model\nsave {{ parameters.file }}\nload \"{{ parameters.file }}\"")
        #expect(try placedCodes(text, folder: folders.notebook) == ["6:6 HB0305", "7:6 HB0305"])
    }
}
