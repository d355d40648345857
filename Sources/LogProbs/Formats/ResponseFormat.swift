/// A shape in which servers, and people who keep what servers return, write responses.
package enum ResponseFormat: String, CaseIterable, Sendable {
    case openAIChat = "openai-chat"
    case openAIResponses = "openai-responses"
    case openAICompletions = "openai-completions"
    case vLLMChat = "vllm-chat"
    case vLLMCompletions = "vllm-completions"
    case vLLMOffline = "vllm-offline"
    case llamaChat = "llama.cpp-chat"
    case llamaServer = "llama.cpp"
    /// llama.cpp before December 2024: probabilities.
    case llamaProbabilities = "llama.cpp-probabilities"
    case ollama = "ollama"
    case tgi = "tgi"
    case gemini = "gemini"
    case sgLang = "sglang"
    /// What people dump of Hugging Face models: lists of the k greatest log-probs, and of their tokens.
    case topK = "top-k"
    /// Rows of numbers, the chosen token's first.
    case rows = "rows"
    /// Ours.
    case haltbook = "haltbook"

    /// As a reader is told.
    package var title: String {
        switch self {
        case .openAIChat: "OpenAI Chat Completions"
        case .openAIResponses: "OpenAI Responses"
        case .openAICompletions: "OpenAI Completions"
        case .vLLMChat: "vLLM chat"
        case .vLLMCompletions: "vLLM completions"
        case .vLLMOffline: "vLLM offline"
        case .llamaChat: "llama.cpp chat"
        case .llamaServer: "llama.cpp"
        case .llamaProbabilities: "llama.cpp with probabilities"
        case .ollama: "Ollama"
        case .tgi: "TGI"
        case .gemini: "Gemini"
        case .sgLang: "SGLang"
        case .topK: "top-k lists"
        case .rows: "rows of numbers"
        case .haltbook: "Haltbook"
        }
    }
}

/// Reads one format: knows it when it sees it, and adds what it says to a draft.
///
/// A part of a stream is read as a whole document is, so that both end in the same draft.
protocol FormatReader: SendableMetatype {
    /// Whether a value, unwrapped, is of this format, by the names and types of what it holds.
    static func recognises(_ value: JSONValue) -> Bool
    static func read(_ value: JSONValue, into drafts: inout Drafts) throws(ResponseProblem)
}

/// All readers; the first that recognises a value reads it. Events of OpenAI's Responses go before choices of a chat, as which they
/// can be taken.
enum FormatReaders {
    static let all: [any FormatReader.Type] = [
        HaltbookReader.self, OpenAIResponsesReader.self, OpenAIChatReader.self, OpenAICompletionsReader.self,
        LlamaServerReader.self, TGIReader.self, GeminiReader.self, OllamaReader.self, VLLMOfflineReader.self,
        SGLangReader.self, TopKReader.self, RowsReader.self,
    ]

    static func reader(of value: JSONValue) -> (any FormatReader.Type)? {
        all.first { $0.recognises(value) }
    }

    /// Names under which people keep what a server returned, inside an object of their own.
    private static let wrappers: [StaticString] = [
        "response", "body", "output", "result", "completion", "raw", "data", "generation", "message",
    ]

    /// The value that a reader recognises, and the objects around it, outermost first; nil where there is none.
    static func find(in value: JSONValue, around: [JSONValue] = []) -> Found? {
        if let reader = reader(of: value) {
            return Found(reader: reader, value: value, around: value.kind == .object ? around + [value] : around)
        }
        guard value.kind == .object, around.count < 4 else { return nil }
        for name in wrappers {
            guard var inner = value[name] else { continue }
            // An array of one response is that response.
            if inner.kind == .array, reader(of: inner) == nil, let first = inner.first { inner = first }
            if let found = find(in: inner, around: around + [value]) { return found }
        }
        return nil
    }

    struct Found {
        let reader: any FormatReader.Type
        let value: JSONValue
        let around: [JSONValue]
    }
}
