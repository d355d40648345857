import Files
import Foundation
import Testing

@testable import LogProbs

/// A file for one test, removed after it.
final class TemporaryFile {
    let path = NSTemporaryDirectory() + "haltbook-logprobs-" + UUID().uuidString

    init(_ bytes: some Sequence<UInt8>) throws {
        try SafeFile.write(bytes, to: path, isFlushed: false)
    }

    convenience init(_ text: String) throws {
        try self.init(Array(text.utf8))
    }

    deinit {
        SafeFile.remove(path)
    }
}

/// What a file of that text comes to.
func outcomes(
    _ text: String, _ options: ReadingOptions = ReadingOptions(), blockSize: Int = 1 << 21
) throws -> [ReadOutcome] {
    let file = try TemporaryFile(text)
    return try ResponseFile(file.path, options, blockSize: blockSize).all()
}

/// The responses of a file in which nothing is wrong.
func responses(
    _ text: String, _ options: ReadingOptions = ReadingOptions(keepsAlternatives: true)
) throws -> [TokenizedResponse] {
    try outcomes(text, options).map { outcome in
        guard case .response(let response, _, _) = outcome else { throw Unexpected(outcome: outcome) }
        return response
    }
}

/// The one response of a file in which nothing is wrong.
func response(
    _ text: String, _ options: ReadingOptions = ReadingOptions(keepsAlternatives: true)
) throws -> TokenizedResponse {
    let all = try responses(text, options)
    try #require(all.count == 1)
    return all[0]
}

/// The problems of a file, as they are listed.
func problems(_ text: String, _ options: ReadingOptions = ReadingOptions()) throws -> [String] {
    try outcomes(text, options).compactMap { outcome in
        guard case .problem(let problem, let line) = outcome else { return nil }
        return "\(line): \(problem.kind.rawValue): \(problem.reason)"
    }
}

struct Unexpected: Error {
    let outcome: ReadOutcome
}

extension ReadOutcome {
    var line: Int {
        switch self {
        case .response(_, let line, _), .problem(_, let line): line
        }
    }
}

extension TokenizedResponse {
    /// The rows, as they would be written.
    var rows: [[Float]] { (0..<tokens.count).map { tokens[$0] } }

    var texts: [String] { (0..<tokens.count).map { tokens.text($0) } }

    /// The alternatives' texts, token by token.
    var alternatives: [[String]] {
        (0..<tokens.count).map { tokens.alternatives($0).map { String(decoding: $0, as: UTF8.self) } }
    }

    /// What was repaired, as in `sorted 1, duplicate 2`.
    var repaired: String { repairs.all.map { "\($0.repair.rawValue) \($0.count)" }.joined(separator: ", ") }

    var noted: [String] { ResponseNote.allCases.filter(notes.contains).map(\.rawValue) }
}

/// One token as OpenAI writes it.
func item(_ token: String, _ logProb: String, _ list: [(String, String)]) -> String {
    let list = list.map { #"{"token":"\#($0.0)","logprob":\#($0.1)}"# }.joined(separator: ",")
    return #"{"token":"\#(token)","logprob":\#(logProb),"top_logprobs":[\#(list)]}"#
}

/// A Chat Completion as OpenAI writes it.
func chat(_ items: [String], content: String? = nil) -> String {
    let content = content.map { "\"\($0)\"" } ?? "null"
    return """
        {"id":"c1","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant",\
        "content":\(content)},"logprobs":{"content":[\(items.joined(separator: ","))]},"finish_reason":"stop"}]}
        """
}
