import Glibc

/// The key that a server asks for. It comes from the environment and goes to the server, and nowhere else.
struct ServerKey {
    /// Shorter keys occur in answers by chance.
    private static let shortest = 8

    /// The name of the variable that holds it.
    let variable: String
    private let key: String?

    /// Reads an environment variable; without a name `OPENAI_API_KEY`, where it is set.
    init(variable: String?) throws(Failure) {
        self.variable = variable ?? "OPENAI_API_KEY"
        key = getenv(self.variable).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
        guard variable == nil || key != nil else {
            throw Failure("the environment variable \(self.variable), which --key-variable names, is not set")
        }
        guard key?.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) ?? true else {
            throw Failure("the key in \(self.variable) holds white space or other characters that no header may hold")
        }
    }

    var isThere: Bool { key != nil }

    /// The header's line that the server reads it from; none without a key.
    var headers: [String] { key.map { ["Authorization: Bearer \($0)"] } ?? [] }

    /// A server's words without the key.
    func removed(from words: String) -> String {
        let rest = key.map { words.replacing($0, with: "[the key]") } ?? words
        return isIn(Array(rest.utf8)) ? "the server's words hold the key" : rest
    }

    /// Whether an answer repeats the key, however its JSON writes it: `sk\/…`, `\u0073k-…`, and the same in JSON within JSON.
    func isIn(_ answer: [UInt8]) -> Bool {
        guard let key, key.utf8.count >= Self.shortest else { return false }
        var answer = answer
        while true {
            if answer.firstRange(of: key.utf8) != nil { return true }
            let read = Self.unescaped(answer)
            guard read.count < answer.count else { return false }
            answer = read
        }
    }

    /// What JSON's escapes stand for where that may be a part of a key, which is printable ASCII; all else stays.
    private static func unescaped(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(UInt8(ascii: "\\")) else { return bytes }
        var (read, place) = ([UInt8](), 0)
        read.reserveCapacity(bytes.count)
        while place < bytes.count {
            let next = place + 1 < bytes.count && bytes[place] == UInt8(ascii: "\\") ? bytes[place + 1] : nil
            switch next {
            case UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "\""):
                read.append(bytes[place + 1])
                place += 2
            case UInt8(ascii: "u"):
                let digits = String(decoding: bytes[place + 2..<min(place + 6, bytes.count)], as: UTF8.self)
                guard digits.utf8.count == 4, let code = UInt8(digits, radix: 16) else { fallthrough }
                read.append(code)
                place += 6
            default:
                read.append(bytes[place])
                place += 1
            }
        }
        return read
    }
}
