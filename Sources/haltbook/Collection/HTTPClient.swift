internal import CCurl
import Glibc

/// Sends POST requests over http and https, many at once, on the thread of its caller. The only file that names libcurl.
///
/// Nothing that it sends is followed elsewhere: a redirection is an answer.
final class HTTPClient {
    struct Request {
        let url: String
        /// Lines such as `Content-Type: application/json`.
        let headers: [String]
        let body: [UInt8]
        /// In seconds, for all of it.
        let timeout: Double
    }

    /// What a request came to.
    enum Outcome {
        case answer(Answer)
        /// There is none; the same request cannot come to another where it is final.
        case failure(reason: String, isFinal: Bool)
    }

    struct Answer {
        let status: Int
        let body: [UInt8]
        /// How many seconds the server asks to wait.
        let retryAfter: Int?
        /// Where a redirection leads.
        let location: String?
    }

    /// A longer answer is not taken: whoever reads responses would refuse it (`ReadingOptions`).
    static let limit = 64 << 20

    private let client: OpaquePointer

    /// Throws where the machine has no libcurl.
    init() throws(Failure) {
        guard let client = http_client_make() else {
            throw Failure(
                "there is no libcurl (libcurl.so.4) that can be loaded; install it, on Debian by `apt-get install libcurl4`"
            )
        }
        self.client = client
        // Where a server closes a connection, writing fails; that must not end the program.
        signal(SIGPIPE, SIG_IGN)
    }

    deinit {
        http_client_free(client)
    }

    /// Begins a request, of which `wait` tells by the tag.
    func post(_ request: Request, tag: Int) {
        let headers = request.headers.map { strdup($0) }
        defer { headers.forEach { free($0) } }
        let isBegun = headers.map { UnsafePointer($0) }.withUnsafeBufferPointer { headers in
            request.body.withUnsafeBufferPointer { body in
                request.url.withCString { url in
                    var wanted = http_request(
                        tag: Int64(tag), url: url, headers: headers.baseAddress, header_count: headers.count,
                        body: body.baseAddress, count: body.count, timeout: Int64(request.timeout * 1000),
                        limit: Self.limit)
                    return http_client_post(client, &wanted)
                }
            }
        }
        precondition(isBegun, "no memory for a request")
    }

    /// Goes on with all requests, for at most so many seconds, and returns those that have ended.
    func wait(_ seconds: Double) -> [(tag: Int, outcome: Outcome)] {
        http_client_wait(client, Int32(max(0, seconds) * 1000))
        var ended: [(tag: Int, outcome: Outcome)] = []
        var answer = http_answer()
        while http_client_next(client, &answer) {
            ended.append((Int(answer.tag), Outcome(answer)))
        }
        return ended
    }
}

extension HTTPClient.Outcome {
    fileprivate init(_ answer: http_answer) {
        if let problem = answer.problem {
            self = .failure(reason: String(cString: problem), isFinal: answer.is_final)
            return
        }
        self = .answer(
            HTTPClient.Answer(
                status: answer.status, body: Array(UnsafeBufferPointer(start: answer.body, count: answer.count)),
                retryAfter: answer.retry_after > 0 ? Int(answer.retry_after) : nil,
                location: answer.location.map { String(cString: $0) }))
    }
}
