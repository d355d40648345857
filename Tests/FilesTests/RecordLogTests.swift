import Foundation
import Testing

@testable import Files

@Suite struct RecordLogTests {
    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test func `a record stands on a line of its own, with its length and a digest`() {
        #expect(RecordLog.line(bytes("{\"a\":1}")) == bytes("00000007 015abd7f5cc57a2d {\"a\":1}\n"))
    }

    @Test func `what was appended is read back, also after going on`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/log"
        let log = try RecordLog(creating: path, with: bytes("one"))
        try log.append([bytes("")])
        try log.flush()
        let first = try RecordLog.read(path)
        #expect(first.records == [bytes("one"), bytes("")])
        #expect(first.rest == 0)
        try RecordLog(continuing: path, after: first.length).append([bytes("three")])
        #expect(try RecordLog.read(path).records == [bytes("one"), bytes(""), bytes("three")])
    }

    @Test func `a new log takes the place of the old one, and leaves that to those who have it`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/log"
        let old = try RecordLog(creating: path, with: bytes("old"))
        let new = try RecordLog(creating: path, with: bytes("new"))
        try old.append([bytes("lost")])
        try new.append([bytes("kept")])
        #expect(try RecordLog.read(path).records == [bytes("new"), bytes("kept")])
    }

    @Test func `cut anywhere, all whole records are read, and the rest is cut off when it goes on`() throws {
        let folder = try TemporaryFolder()
        let records = ["one", "a second record", "3"].map(bytes)
        let whole = records.flatMap(RecordLog.line)
        let ends = records.indices.map { records[...$0].reduce(0) { $0 + RecordLog.line($1).count } }
        for length in 0...whole.count {
            let content = RecordLog.content(of: Array(whole[..<length]))
            let count = ends.count { $0 <= length }
            #expect(content.records == Array(records[..<count]), "\(length)")
            #expect(content.length + content.rest == length)
            let path = "\(folder.path)/\(length)"
            try SafeFile.write(whole[..<length], to: path)
            try RecordLog(continuing: path, after: content.length).append([bytes("next")])
            #expect(try RecordLog.read(path).records == Array(records[..<count]) + [bytes("next")])
        }
    }

    @Test func `a changed byte ends what is read, wherever it is`() {
        let records = ["one", "a second record", "3"].map(bytes)
        let whole = records.flatMap(RecordLog.line)
        for place in whole.indices {
            var bytes = whole
            bytes[place] ^= 0x10
            let content = RecordLog.content(of: bytes)
            #expect(content.records.count < records.count)
            #expect(Array(records[..<content.records.count]) == content.records, "\(place)")
        }
    }

    @Test func `a log is not written through a symbolic link`() throws {
        let folder = try TemporaryFolder()
        try SafeFile.write("mine", to: folder.path + "/mine")
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/log", withDestinationPath: "mine")
        try RecordLog(creating: folder.path + "/log", with: bytes("one")).append([bytes("two")])
        #expect(try SafeFile.read(folder.path + "/mine") == bytes("mine"))
    }
}
