import Files
import Glibc
import LogProbs

/// The file that responses are appended to, one line each; one process at a time has it.
final class CollectedFile {
    private let file: AppendedFile
    private var path: String { file.path }
    /// Of all that the file holds.
    private var length = 0
    /// Which prompts have a response.
    private(set) var ids: Set<String> = []
    /// How many bytes of a line without end were cut off.
    private(set) var cut = 0

    /// Opens a file, which is made where there is none, and looks at what it holds.
    ///
    /// - Parameters:
    ///   - beginning: how the line of a prompt that is asked begins, by its id; nil of others.
    ///   - isBegun: whether some bytes are the beginning of a line that is to be written.
    init(
        _ path: String, beginning: (String) -> [UInt8]?, isBegun: ([UInt8]) -> Bool
    ) throws(Failure) {
        let file: AppendedFile?
        do throws(FileProblem) { file = try AppendedFile(path) } catch { throw Failure("\(error)") }
        guard let file else {
            throw Failure("another process collects into \(path); wait until it ends, or choose another --output")
        }
        self.file = file
        try readBack(beginning, isBegun)
    }

    // MARK: What is there

    private func readBack(_ beginning: (String) -> [UInt8]?, _ isBegun: ([UInt8]) -> Bool) throws(Failure) {
        var rest: [UInt8] = []
        var number = 0
        var chunk = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = Glibc.read(file.descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Failure("cannot read \(path): \(String(cString: strerror(errno)))") }
            guard count > 0 else { break }
            var lines = chunk[..<count].split(separator: 0x0A, omittingEmptySubsequences: false)
            rest += lines.removeFirst()
            for line in lines {
                number += 1
                length += rest.count + 1
                try take(rest, number, beginning)
                rest = Array(line)
            }
        }
        if !rest.isEmpty { try takeLast(rest, number + 1, beginning, isBegun) }
    }

    private func take(_ line: [UInt8], _ number: Int, _ beginning: (String) -> [UInt8]?) throws(Failure) {
        guard let id = Self.id(of: line) else {
            throw Failure(
                "\(path):\(number): it is no line that `collect` writes; choose another --output, or take the line out")
        }
        if let beginning = beginning(id), !line.starts(with: beginning) {
            throw Failure(
                "\(path):\(number): `\(id)` was asked otherwise (its prompt, the model or a setting); choose another "
                    + "--output, or the same settings as before")
        }
        ids.insert(id)
    }

    /// A line without end: a response that was written but for that, or a part of one, which is cut off.
    private func takeLast(
        _ line: [UInt8], _ number: Int, _ beginning: (String) -> [UInt8]?, _ isBegun: ([UInt8]) -> Bool
    ) throws(Failure) {
        if Self.id(of: line) != nil {
            try take(line, number, beginning)
            length += line.count
            try append([0x0A])
            return
        }
        // What somebody else wrote is not cut: a torn line is no whole JSON, and goes on from lines of ours or is the first of them.
        let mark = Array("{\"id\":".utf8)
        guard line.starts(with: mark.prefix(line.count)), !Self.isWhole(line), number > 1 || isBegun(line) else {
            try take(line, number, beginning)
            return
        }
        cut = line.count
        try failing { () throws(FileProblem) in try file.cut(after: length) }
    }

    private static func isWhole(_ line: [UInt8]) -> Bool {
        var isWhole = false
        JSONTexts.read(line) { value, _ in if case .success = value { isWhole = true } }
        return isWhole
    }

    /// The id of a line that holds a response; nil of any other.
    private static func id(of line: [UInt8]) -> String? {
        var ids: [String?] = []
        JSONTexts.read(line) { value, _ in
            guard case .success(let value) = value, value.object("response") != nil else { return ids.append(nil) }
            ids.append(value["id"]?.scalarText)
        }
        return ids.count == 1 ? ids[0] : nil
    }

    // MARK: What is added

    /// Appends a prompt's line; all of it is there, or nothing.
    func append(_ line: [UInt8], of id: String) throws(Failure) {
        try append(line)
        ids.insert(id)
    }

    private func append(_ bytes: [UInt8]) throws(Failure) {
        do throws(FileProblem) {
            try file.append(bytes)
        } catch {
            try? file.cut(after: length)
            throw Failure("\(error); what was collected before is kept")
        }
        length += bytes.count
    }

    /// Returns when all that was appended is on the disk.
    func flush() throws(Failure) {
        try failing { () throws(FileProblem) in try file.flush() }
    }

    private func failing(_ body: () throws(FileProblem) -> Void) throws(Failure) {
        do throws(FileProblem) { try body() } catch { throw Failure("\(error)") }
    }
}
