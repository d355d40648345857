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
        key.map { words.replacing($0, with: "[the key]") } ?? words
    }

    /// Whether an answer repeats the key.
    func isIn(_ bytes: [UInt8]) -> Bool {
        guard let key, key.utf8.count >= Self.shortest else { return false }
        return bytes.firstRange(of: key.utf8) != nil
    }
}
