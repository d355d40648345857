import LogProbs

/// A server's answer that holds a response.
struct ChatCompletion {
    /// As the server wrote it.
    let body: [UInt8]
    /// What the model said.
    let text: String
}

/// What an answer comes to.
enum ChatVerdict {
    case taken(ChatCompletion)
    /// The same may come to something else later; not before so many seconds where the server says so.
    case retried(reason: String, after: Int?)
    /// This prompt is refused.
    case refused(reason: String)
    /// So would be every other.
    case hopeless(reason: String)

    /// Judges what a request came to.
    init(_ outcome: HTTPClient.Outcome) {
        switch outcome {
        case .failure(let reason, let isFinal):
            self = isFinal ? .hopeless(reason: reason) : .retried(reason: "no answer: \(reason)", after: nil)
        case .answer(let answer): self.init(answer)
        }
    }

    private init(_ answer: HTTPClient.Answer) {
        // Some servers begin with a byte-order mark, which belongs at the beginning of a file alone.
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let body = answer.body.starts(with: mark) ? Array(answer.body[mark.count...]) : answer.body
        let content = ChatContent(body)
        switch answer.status {
        case 200..<300:
            switch content {
            case .response(let text): self = .taken(ChatCompletion(body: body, text: text))
            case .error(let words): self = .retried(reason: "the server says: \(words)", after: answer.retryAfter)
            case .other(let words):
                self = .retried(reason: "the answer is no chat completion: \(words)", after: answer.retryAfter)
            }
        case 300..<400:
            let place = answer.location.map { " to \($0); give that as --endpoint if it is to be trusted" } ?? ""
            self = .hopeless(reason: "the server redirects (status \(answer.status))\(place)")
        case 408, 409, 425, 429, 500...:
            self = .retried(reason: "status \(answer.status): \(content.words)", after: answer.retryAfter)
        case 401, 404, 405: self = .hopeless(reason: "status \(answer.status): \(content.words)")
        default: self = .refused(reason: "status \(answer.status): \(content.words)")
        }
    }
}

/// What an answer's body holds.
private enum ChatContent {
    /// The text of a chat completion's first choice.
    case response(String)
    /// A server's own words about what is wrong.
    case error(String)
    case other(String)

    init(_ body: [UInt8]) {
        var contents: [ChatContent] = []
        JSONTexts.read(body) { value, _ in
            if case .success(let value) = value {
                contents.append(ChatContent(value, body))
            } else {
                contents.append(.of(body))
            }
        }
        self = contents.count == 1 ? contents[0] : .of(body)
    }

    private init(_ value: JSONValue, _ body: [UInt8]) {
        if let message = value.array("choices")?.first?.object("message") {
            self = .response(message["content"].flatMap(Self.text) ?? message["refusal"]?.string ?? "")
        } else if let words = value["error"]?["message"]?.string ?? value["error"]?.string
            ?? value["message"]?.string ?? value["detail"]?.string
        {
            self = .error(Self.shortened(words))
        } else {
            self = .of(body)
        }
    }

    /// A message's text: a string, or the texts in a list of parts; nil where there is none.
    private static func text(_ content: JSONValue) -> String? {
        let parts = content.elements.compactMap { $0.string ?? $0["text"]?.string }
        return content.string ?? (parts.isEmpty ? nil : parts.joined())
    }

    private static func of(_ body: [UInt8]) -> ChatContent {
        .other(body.isEmpty ? "it is empty" : shortened(String(decoding: body.prefix(1000), as: UTF8.self)))
    }

    /// On one line that can be read.
    private static func shortened(_ words: String) -> String {
        let line = words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count > 300 ? "\(line.prefix(300))…" : line
    }

    var words: String {
        switch self {
        case .response: "with a response, of all things"
        case .error(let words), .other(let words): words
        }
    }
}
