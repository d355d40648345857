import Files
import Foundation
import Testing

@Suite struct LineLogTests {
    private let path = NSTemporaryDirectory() + "haltbook-lines-" + UUID().uuidString

    private func lines(_ log: LineLog) throws -> [String] {
        try log.content().lines.map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func `lines are appended, and found again`() throws {
        defer { SafeFile.remove(path) }
        do {
            let log = try LineLog(path)
            #expect(try lines(log) == [])
            try log.append(Array("one\n".utf8))
        }
        let log = try LineLog(path)
        try log.append(Array("\ntwo\n".utf8))
        #expect(try lines(log) == ["one", "", "two"])
    }

    @Test(arguments: [("", 0, ""), ("one\n", 1, ""), ("one\ntw", 1, "tw"), ("torn", 0, "torn")])
    func `a torn line stays until it is known whose the file is`(text: String, lines: Int, rest: String) throws {
        defer { SafeFile.remove(path) }
        try SafeFile.write(text, to: path)
        let log = try LineLog(path)
        let content = try log.content()
        #expect(content.lines.count == lines && Array(content.rest) == Array(rest.utf8))
        #expect(try SafeFile.read(path) == Array(text.utf8))
        try log.keep(first: lines)
        #expect(try SafeFile.read(path) == Array(text.utf8.dropLast(rest.utf8.count)))
    }

    @Test func `all but the first lines can be cut off`() throws {
        defer { SafeFile.remove(path) }
        try SafeFile.write("a\nbb\nccc\n", to: path)
        let log = try LineLog(path)
        try log.keep(first: 2)
        #expect(try lines(log) == ["a", "bb"])
        try log.keep(first: 5)
        #expect(try lines(log) == ["a", "bb"])
    }

    @Test func `one at a time writes it, and a folder or a pipe is no file`() throws {
        defer { SafeFile.remove(path) }
        let log = try LineLog(path)
        #expect(throws: FileProblem(path: path, action: "cannot write", reason: "another process is writing it")) {
            try LineLog(path)
        }
        #expect(try lines(log) == [])
        #expect(throws: FileProblem(path: "/tmp", action: "cannot write", reason: "Is a directory")) {
            try LineLog("/tmp")
        }
        #expect(throws: FileProblem(path: "/dev/null", action: "cannot write", reason: "it is not a regular file")) {
            try LineLog("/dev/null")
        }
    }

    @Test func `the digest of a file is that of its bytes`() throws {
        defer { SafeFile.remove(path) }
        let bytes = (0..<2_500_000).map { UInt8(truncatingIfNeeded: $0 * $0 / 7) }
        try SafeFile.write(bytes, to: path, isFlushed: false)
        #expect(try SHA256.hexDigest(ofFile: path) == SHA256.hexDigest(of: bytes))
    }
}
