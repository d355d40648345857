import Testing

@testable import Files

@Suite struct StreamedFileTests {
    @Test func `a file is there when it is finished, and the old one until then`() throws {
        let folder = try TemporaryFolder()
        try SafeFile.write("old", to: folder["file"])
        let file = try StreamedFile(folder["file"])
        try file.append(Array("new, ".utf8))
        try file.append([])
        #expect(try SafeFile.read(folder["file"]) == Array("old".utf8))
        try file.append(Array("and newer".utf8))
        try file.finish()
        #expect(try SafeFile.read(folder["file"]) == Array("new, and newer".utf8))
        #expect(try folder.names == ["file"])
    }

    @Test func `what is not finished leaves nothing`() throws {
        let folder = try TemporaryFolder()
        do {
            let file = try StreamedFile(folder["file"])
            try file.append(Array("part".utf8))
        }
        #expect(try folder.names == [])
    }

    @Test func `a folder that is not there is a problem`() throws {
        let folder = try TemporaryFolder()
        let path = folder["none/file"]
        #expect(throws: FileProblem(path: path, action: "cannot write", reason: "No such file or directory")) {
            try StreamedFile(path)
        }
    }
}
