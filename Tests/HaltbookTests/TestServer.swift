import Foundation

/// An HTTP server on loopback that answers as a test wants it to.
final class TestServer: @unchecked Sendable {
    struct Request: Sendable {
        var path: String
        /// By their names in small letters.
        var headers: [String: String]
        var body: String

        /// What the user is said to have written.
        var prompt: String {
            let object = try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any]
            let messages = object?["messages"] as? [[String: String]]
            return messages?.last?["content"] ?? ""
        }
    }

    enum Reply: Sendable {
        case status(Int, String, headers: [String: String] = [:])
        /// Only so many bytes of the answer, then the connection ends.
        case torn(String, after: Int)
        /// Nothing at all; the connection stays open.
        case silence

        /// A chat completion with that text, in one token with alternatives.
        static func completion(_ text: String, alternatives: Int = 20, isPretty: Bool = false) -> Reply {
            .status(200, TestServer.completion(text, alternatives: alternatives, isPretty: isPretty))
        }
    }

    static func completion(_ text: String, alternatives: Int = 20, isPretty: Bool = false) -> String {
        let list = (0..<alternatives).map { #"{"token":"\#($0 == 0 ? text : "t\($0)")","logprob":\#(-1 - $0)}"# }
        let space = isPretty ? "\r\n  " : ""
        return """
            {\(space)"id":"c1","object":"chat.completion","model":"m","choices":[{"index":0,\(space)"message":\
            {"role":"assistant","content":"\(text)"},"logprobs":{"content":[{"token":"\(text)","logprob":-1,\
            "top_logprobs":[\(list.joined(separator: ","))]}]},"finish_reason":"stop"}]}
            """
    }

    let port: Int
    private let socket: Int32
    private let reply: @Sendable (Request, _ number: Int) -> Reply
    private let lock = NSLock()
    private var seen: [Request] = []

    /// - Parameter reply: the answer to a request, by how many the same prompt had before.
    init(_ reply: @escaping @Sendable (Request, _ number: Int) -> Reply) throws {
        self.reply = reply
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let server = socket
        port = try withUnsafeMutablePointer(to: &address) { pointer in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                guard bind(server, pointer, length) == 0, listen(server, 64) == 0,
                    getsockname(server, pointer, &length) == 0
                else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
            }
            return Int(UInt16(bigEndian: pointer.pointee.sin_port))
        }
        Thread.detachNewThread { [self] in
            while true {
                let connection = accept(server, nil, nil)
                guard connection >= 0 else { return }
                Thread.detachNewThread { self.serve(connection) }
            }
        }
    }

    /// Ends the server; who waits for an answer of its gets none.
    func stop() {
        shutdown(socket, Int32(SHUT_RDWR))
        close(socket)
    }

    var url: String { "http://127.0.0.1:\(port)" }

    /// All requests so far, in the order in which they came.
    var requests: [Request] { lock.withLock { seen } }

    func count(of prompt: String) -> Int { requests.count { $0.prompt == prompt } }

    private func serve(_ connection: Int32) {
        defer { close(connection) }
        guard let request = read(connection) else { return }
        let number = lock.withLock {
            let number = seen.count { $0.prompt == request.prompt }
            seen.append(request)
            return number
        }
        switch reply(request, number) {
        case .status(let status, let body, let headers):
            write(Self.answer(status, body, headers), to: connection)
        case .torn(let body, let count): write(String(Self.answer(200, body, [:]).prefix(count)), to: connection)
        case .silence:
            var byte: UInt8 = 0
            _ = recv(connection, &byte, 1, 0)
        }
    }

    private static func answer(_ status: Int, _ body: String, _ headers: [String: String]) -> String {
        let lines = headers.map { "\($0.key): \($0.value)\r\n" }.joined()
        return
            "HTTP/1.1 \(status) Status\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\(lines)\r\n\(body)"
    }

    private func read(_ connection: Int32) -> Request? {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = recv(connection, &chunk, chunk.count, 0)
            guard count > 0 else { return nil }
            bytes += chunk[..<count]
            if let request = Self.request(bytes) { return request }
        }
    }

    /// Nil until all of it is there.
    private static func request(_ bytes: [UInt8]) -> Request? {
        guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
        let fields = lines.dropFirst().map { $0.split(separator: ": ", maxSplits: 1).map(String.init) }
        let headers = Dictionary(
            fields.map { ($0[0].lowercased(), $0.count > 1 ? $0[1] : "") }, uniquingKeysWith: { $1 })
        let body = bytes[end.upperBound...]
        guard body.count >= headers["content-length"].flatMap({ Int($0) }) ?? 0 else { return nil }
        return Request(
            path: lines[0].split(separator: " ").dropFirst().first.map(String.init) ?? "", headers: headers,
            body: String(decoding: body, as: UTF8.self))
    }

    private func write(_ text: String, to connection: Int32) {
        let bytes = Array(text.utf8)
        _ = send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }
}
