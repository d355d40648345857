import Foundation
import Testing

@testable import Files

@Suite struct SafeFileTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// What a piece of work throws, in words.
    private func problem(_ work: () throws -> Void) -> String? {
        do {
            try work()
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test func `one file is known by any of its names, also before it is there`() throws {
        try SafeFile.makeFolder(folder["in"])
        #expect(SafeFile.areSame(folder["a"], folder["in/../a"]) && !SafeFile.areSame(folder["a"], folder["b"]))
        try SafeFile.write("", to: folder["a"])
        #expect(SafeFile.areSame(folder["a"], folder["in/../a"]) && !SafeFile.areSame(folder["a"], folder["b"]))
        try FileManager.default.linkItem(atPath: folder["a"], toPath: folder["b"])
        #expect(SafeFile.areSame(folder["a"], folder["b"]))
    }

    // MARK: Writing

    @Test func `what is written is read`() throws {
        let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 * 31) }
        try SafeFile.write(bytes, to: folder["a"])
        #expect(try SafeFile.read(folder["a"]) == bytes)
        try SafeFile.write("", to: folder["a"])
        #expect(try SafeFile.read(folder["a"]) == [])
    }

    @Test func `the beginning of a file can be read alone`() throws {
        try SafeFile.write("GGUF and more", to: folder["a"])
        #expect(try SafeFile.read(folder["a"], first: 4) == Array("GGUF".utf8))
        #expect(try SafeFile.read(folder["a"], first: 99) == Array("GGUF and more".utf8))
        #expect(try SafeFile.read(folder["a"], first: 0) == [])
    }

    @Test func `a file is replaced, and nothing is left beside it`() throws {
        try SafeFile.write("old", to: folder["a"])
        try SafeFile.write("new", to: folder["a"])
        #expect(try SafeFile.read(folder["a"]) == Array("new".utf8))
        #expect(try folder.names == ["a"])
    }

    @Test func `a file is created where nothing is, and nowhere else`() throws {
        #expect(try SafeFile.create(Array("first".utf8), at: folder["a"]))
        #expect(try !SafeFile.create(Array("second".utf8), at: folder["a"]))
        #expect(try SafeFile.read(folder["a"]) == Array("first".utf8))
        #expect(try folder.names == ["a"])
        #expect(problem { _ = try SafeFile.create([], at: folder["none/a"]) }?.hasPrefix("cannot write ") == true)
    }

    @Test func `a symbolic link is replaced, and what it led to is left alone`() throws {
        try SafeFile.write("target", to: folder["target"])
        try FileManager.default.createSymbolicLink(atPath: folder["link"], withDestinationPath: folder["target"])
        try SafeFile.write("new", to: folder["link"])
        #expect(try SafeFile.read(folder["target"]) == Array("target".utf8))
        #expect(try SafeFile.read(folder["link"]) == Array("new".utf8))
    }

    @Test func `a write that fails leaves the old file whole, and nothing beside it`() throws {
        try SafeFile.write("old", to: folder["a"])
        // The size of files that this process may write cannot be limited for one test: a folder is in the way instead.
        try SafeFile.makeFolder(folder["a.partial-\(getpid())"])
        #expect(problem { try SafeFile.write("new", to: folder["a"]) } == "cannot write \(folder["a"]): Is a directory")
        #expect(try SafeFile.read(folder["a"]) == Array("old".utf8))
    }

    @Test func `a folder is not replaced by a file`() throws {
        try SafeFile.makeFolder(folder["a/b"])
        #expect(problem { try SafeFile.write("new", to: folder["a"]) } == "cannot write \(folder["a"]): Is a directory")
        #expect(try folder.names == ["a"])
    }

    @Test func `a folder that is not there, or is a file, takes no files`() throws {
        #expect(
            problem { try SafeFile.write("a", to: folder["no/a"]) }
                == "cannot write \(folder["no/a"]): No such file or directory")
        try SafeFile.write("file", to: folder["file"])
        #expect(
            problem { try SafeFile.write("a", to: folder["file/a"]) }
                == "cannot write \(folder["file/a"]): Not a directory")
        #expect(
            problem { try SafeFile.checkWritable(folder["file"]) }
                == "cannot write into \(folder["file"]): Not a directory")
    }

    @Test func `a folder that takes no files from anybody is not writable`() {
        // Root may write where permissions forbid it; nobody makes files in /proc.
        let reason = geteuid() == 0 ? "No such file or directory" : "Permission denied"
        #expect(problem { try SafeFile.write("a", to: "/proc/a") } == "cannot write /proc/a: \(reason)")
        #expect(problem { try SafeFile.checkWritable("/proc") } == "cannot write into /proc: \(reason)")
    }

    @Test func `looking whether a folder is writable leaves nothing in it`() throws {
        try SafeFile.checkWritable(folder.path)
        #expect(try folder.names == [])
    }

    // MARK: Reading

    @Test func `what is not a file is not read`() throws {
        #expect(
            problem { _ = try SafeFile.read(folder["no"]) } == "cannot read \(folder["no"]): No such file or directory")
        #expect(
            problem { _ = try SafeFile.read(folder.path) } == "cannot read \(folder.path): it is not a regular file")
        #expect(problem { _ = try SafeFile.read("/dev/zero") } == "cannot read /dev/zero: it is not a regular file")
    }

    @Test func `a pipe that nobody writes into is not waited for`() throws {
        #expect(mkfifo(folder["pipe"], 0o600) == 0)
        #expect(
            problem { _ = try SafeFile.read(folder["pipe"]) }
                == "cannot read \(folder["pipe"]): it is not a regular file")
    }

    // MARK: Folders and paths

    @Test func `a folder is made with those above it, once`() throws {
        try SafeFile.makeFolder(folder["a/b//c/"])
        try SafeFile.makeFolder(folder["a/b/c"])
        #expect(SafeFile.isFolder(folder["a/b/c"]))
        try SafeFile.write("", to: folder["file"])
        #expect(
            problem { try SafeFile.makeFolder(folder["file/a"]) }
                == "cannot make folder \(folder["file/a"]): Not a directory")
    }

    @Test func `files and folders are told apart, through symbolic links`() throws {
        try SafeFile.write("", to: folder["file"])
        try FileManager.default.createSymbolicLink(atPath: folder["link"], withDestinationPath: "file")
        #expect(SafeFile.isFile(folder["file"]) && SafeFile.isFile(folder["link"]) && !SafeFile.isFile(folder.path))
        #expect(
            SafeFile.isFolder(folder.path) && !SafeFile.isFolder(folder["file"]) && !SafeFile.isFolder(folder["no"]))
        #expect(SafeFile.realPath(folder["link"])?.hasSuffix("/file") == true)
        #expect(SafeFile.realPath(folder["no"]) == nil)
    }
}
