#if LanguageModel
import CLlama
import Files
import Glibc
import Synchronization
import Uncertainty

/// llama.cpp with a model, its key-value cache, and the outputs of its blocks. The only file that names `llama_*`,
/// `gguf_*` and `ggml_*`.
///
/// Source: llama.h and ggml-backend.h of llama.cpp. A block's output is the tensor `l_out-<n>`, which the evaluation callback is
/// shown while it is computed; of the last block llama.cpp computes only the row whose logits are asked for.
final class LlamaEngine: TokenEngine {
    private let model: OpaquePointer
    private let context: OpaquePointer
    private let vocabulary: OpaquePointer
    private let path: String
    private let outputs: BlockOutputs
    let name: String
    /// As many as were asked for: llama.cpp's own context may hold some more.
    let contextLength: Int
    /// How many threads compute.
    let threads: Int
    /// How many tokens of a prompt are evaluated together.
    private let batch: Int

    /// As in `llama.cpp 0.6.0`.
    static var version: String { "llama.cpp \(String(cString: llama_version()))" }

    private static let largestBatch = 512

    init(_ path: String, _ options: LanguageModel.Options) throws(LanguageModelProblem) {
        LlamaLog.start()
        try Self.checkNumbers(path)
        let model = try Self.load(path)
        let trained = Int(llama_model_n_ctx_train(model))
        let length = options.contextLength ?? min(trained, 4096)
        // llama.cpp's threads wait for each other without giving up the processor: more of them than cores take minutes for a token.
        threads = min(options.threads ?? .max, Machine.cores)
        let blocks = BlockOutputs(count: Int(llama_model_n_layer(model)), width: Int(llama_model_n_embd(model)))
        do throws(LanguageModelProblem) {
            guard length <= trained else { throw .contextTooLong(path: path, length: length, trained: trained) }
            guard llama_model_has_decoder(model), !llama_model_has_encoder(model) else {
                throw .notGenerative(path: path)
            }
            context = try Self.makeContext(path, model, length: length, threads: threads, blocks)
        } catch {
            llama_model_free(model)
            throw error
        }
        self.model = model
        self.path = path
        outputs = blocks
        vocabulary = llama_model_get_vocab(model)
        contextLength = min(length, Int(llama_n_ctx(context)))
        // It is no more than the context that was asked for.
        batch = Int(llama_n_batch(context))
        name = Self.string { llama_model_desc(model, $0, $1) }
    }

    deinit {
        llama_free(context)
        llama_model_free(model)
    }

    /// Some numbers of a damaged file end the process in llama.cpp, so they are looked at before it loads the file.
    private static func checkNumbers(_ path: String) throws(LanguageModelProblem) {
        // What is no GGUF file to its end is told of by who loads it.
        guard let file = gguf_init_from_file(path, gguf_init_params(no_alloc: true, ctx: nil)) else { return }
        defer { gguf_free(file) }
        let key = gguf_find_key(file, "general.architecture")
        guard key >= 0, gguf_get_kv_type(file, key) == GGUF_TYPE_STRING else { return }
        let architecture = String(cString: gguf_get_val_str(file, key))
        // llama.cpp has room for so many blocks, and counts tokens in 32 bits; a context holds a prompt and an answer.
        for (name, range) in [("block_count", 1...512), ("context_length", 2...Int(Int32.max))] {
            let key = gguf_find_key(file, "\(architecture).\(name)")
            guard key >= 0, gguf_get_kv_type(file, key) == GGUF_TYPE_UINT32 else { continue }
            let value = Int(gguf_get_val_u32(file, key))
            guard range.contains(value) else {
                throw .cannotLoad(
                    path: path,
                    reason:
                        "its \(architecture).\(name) is \(value), and must be from \(range.lowerBound) to \(range.upperBound)"
                )
            }
        }
    }

    private static func load(_ path: String) throws(LanguageModelProblem) -> OpaquePointer {
        var parameters = llama_model_default_params()
        parameters.n_gpu_layers = 0
        parameters.load_mode = LLAMA_LOAD_MODE_MMAP
        // A block of weights that is no number is found here, not in an answer.
        parameters.check_tensors = true
        LlamaLog.forget()
        guard let model = llama_model_load_from_file(path, parameters) else {
            throw .cannotLoad(path: path, reason: LlamaLog.reason)
        }
        return model
    }

    private static func makeContext(
        _ path: String, _ model: OpaquePointer, length: Int, threads: Int, _ blocks: BlockOutputs
    ) throws(LanguageModelProblem) -> OpaquePointer {
        var parameters = llama_context_default_params()
        parameters.n_ctx = UInt32(length)
        parameters.n_batch = UInt32(largestBatch)
        parameters.n_ubatch = UInt32(largestBatch)
        parameters.n_threads = Int32(threads)
        parameters.n_threads_batch = Int32(threads)
        parameters.no_perf = true
        parameters.cb_eval = { tensor, isAsked, outputs in
            guard let tensor, let outputs else { return false }
            return Unmanaged<BlockOutputs>.fromOpaque(outputs).takeUnretainedValue().see(tensor, isAsked: isAsked)
        }
        parameters.cb_eval_user_data = Unmanaged.passUnretained(blocks).toOpaque()
        LlamaLog.forget()
        guard let context = llama_init_from_model(model, parameters) else {
            throw .noContext(path: path, length: length, reason: LlamaLog.reason)
        }
        return context
    }

    /// Text that llama.cpp writes into a buffer.
    private static func string(_ write: (UnsafeMutablePointer<CChar>, Int) -> Int32) -> String {
        let bytes = bytes(256) { Int(write($0, $1)) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Bytes of which llama.cpp says how many they are, which may be more than were provided for.
    private static func bytes(
        _ capacity: Int, _ write: (UnsafeMutablePointer<CChar>, Int) -> Int
    ) -> [UInt8] {
        var capacity = capacity
        while true {
            var count = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, used in
                count = buffer.withMemoryRebound(to: CChar.self) { chars in
                    chars.baseAddress.map { write($0, capacity) } ?? 0
                }
                used = max(0, min(count, capacity))
            }
            // Some functions say how many there are, others how many are missing, by a negative number.
            guard abs(count) > capacity || count < 0 else { return bytes }
            capacity = max(abs(count), capacity + 1)
        }
    }

    // MARK: Text

    func tokens(ofPrompt text: String, system: String?) throws(LanguageModelProblem) -> [Int32] {
        for part in [text, system ?? ""] where part.utf8.contains(0) {
            throw .unusablePrompt(reason: "it holds a NUL character, which ends every text in C")
        }
        return tokens(of: try inTemplate(text, system))
    }

    /// A model without a template is given the bare text, which it continues.
    private func inTemplate(_ text: String, _ system: String?) throws(LanguageModelProblem) -> [UInt8] {
        guard let template = llama_model_chat_template(model, nil) else {
            return Array((system.map { $0 + "\n\n" + text } ?? text).utf8)
        }
        let messages = (system.map { [("system", $0)] } ?? []) + [("user", text)]
        let strings = messages.map { (strdup($0.0), strdup($0.1)) }
        defer {
            for (role, content) in strings {
                free(role)
                free(content)
            }
        }
        let chat = strings.map { llama_chat_message(role: $0.0, content: $0.1) }
        guard llama_chat_apply_template(template, chat, chat.count, true, nil, 0) >= 0 else {
            throw .unknownTemplate(path: path)
        }
        return Self.bytes(2 * text.utf8.count + 256) {
            Int(llama_chat_apply_template(template, chat, chat.count, true, $0, Int32($1)))
        }
    }

    private func tokens(of text: [UInt8]) -> [Int32] {
        let characters = text.map { CChar(bitPattern: $0) }
        var capacity = text.count + 8
        while true {
            var count: Int32 = 0
            let tokens = [Int32](unsafeUninitializedCapacity: capacity) { buffer, used in
                count = llama_tokenize(
                    vocabulary, characters, Int32(characters.count), buffer.baseAddress, Int32(capacity), true, true)
                used = Int(max(0, count))
            }
            guard count < 0 else { return tokens }
            capacity = Int(-count)
        }
    }

    func bytes(of token: Int) -> [UInt8] {
        Self.bytes(64) { Int(llama_token_to_piece(vocabulary, Int32(token), $0, Int32($1), 0, true)) }
    }

    func kind(of token: Int) -> TokenKind {
        if llama_vocab_is_eog(vocabulary, Int32(token)) { return .end }
        return llama_vocab_is_control(vocabulary, Int32(token)) ? .control : .text
    }

    // MARK: Evaluation

    func clear() {
        llama_memory_clear(llama_get_memory(context), false)
    }

    func read(_ tokens: [Int32]) throws(LanguageModelProblem) -> TokenReading {
        outputs.forget()
        var tokens = tokens
        for first in stride(from: 0, to: tokens.count, by: batch) {
            let count = min(batch, tokens.count - first)
            LlamaLog.forget()
            let status = tokens.withUnsafeMutableBufferPointer { tokens in
                // With no list of what is to be output, llama.cpp outputs the last token's logits.
                llama_decode(context, llama_batch_get_one(tokens.baseAddress.map { $0 + first }, Int32(count)))
            }
            guard status == 0 else { throw .cannotEvaluate(status: Int(status), reason: LlamaLog.reason) }
        }
        guard let logits = llama_get_logits_ith(context, -1) else {
            throw .cannotEvaluate(status: 0, reason: "there are no logits")
        }
        guard let states = outputs.states else { throw .noBlockOutputs(architecture: name) }
        let count = Int(llama_vocab_n_tokens(vocabulary))
        return TokenReading(logits: Array(UnsafeBufferPointer(start: logits, count: count)), states: states)
    }
}

/// The last token's row of each block's output, as the evaluation callback is shown it.
private final class BlockOutputs {
    private let width: Int
    private var values: [Float]
    private var isSeen: [Bool]

    init(count: Int, width: Int) {
        self.width = width
        values = Array(repeating: 0, count: count * width)
        isSeen = Array(repeating: false, count: count)
    }

    func forget() {
        for block in isSeen.indices { isSeen[block] = false }
    }

    /// The states of the blocks that were computed; nil where there were none.
    var states: BlockStates? {
        let seen = isSeen.indices.filter { isSeen[$0] }
        guard !seen.isEmpty else { return nil }
        if seen.count == isSeen.count { return BlockStates(values, width: width) }
        return BlockStates(seen.flatMap { values[$0 * width..<($0 + 1) * width] }, width: width)
    }

    /// Asked, says whether a tensor is a block's output; else takes its last row. What it says then is whether to go on.
    func see(_ tensor: UnsafeMutablePointer<ggml_tensor>, isAsked: Bool) -> Bool {
        guard let block = Self.block(ggml_get_name(tensor)), block < isSeen.count else { return !isAsked }
        let (columns, rows, _, _) = tensor.pointee.ne
        if isAsked { return tensor.pointee.type == GGML_TYPE_F32 && Int(columns) == width }
        // A part of a prompt that no logits are asked of has no row in the last block.
        guard rows > 0 else { return true }
        let offset = Int(rows - 1) * tensor.pointee.nb.1
        values.withUnsafeMutableBytes { bytes in
            let size = width * MemoryLayout<Float>.size
            guard let start = bytes.baseAddress else { return }
            ggml_backend_tensor_get(tensor, start + block * size, offset, size)
        }
        isSeen[block] = true
        return true
    }

    /// The number in `l_out-12`; nil where the name is another.
    private static func block(_ name: UnsafePointer<CChar>?) -> Int? {
        guard var place = name else { return nil }
        for letter in "l_out-".utf8 {
            guard place.pointee == CChar(letter) else { return nil }
            place += 1
        }
        return Int(String(cString: place))
    }
}

/// What llama.cpp says is wrong. It has one log for the whole process, which is silent but for this.
private enum LlamaLog {
    private static let lines = Mutex<[String]>([])

    /// Silences llama.cpp and makes it ready, once.
    private static let isStarted: Void = {
        llama_log_set(
            { level, text, _ in
                guard level == GGML_LOG_LEVEL_ERROR, let text else { return }
                // Each begins with the name of the function that says it.
                let said = String(cString: text).split(whereSeparator: \.isNewline).joined(separator: " ")
                let words = said.split(separator: ": ", maxSplits: 1)
                let line = words.count == 2 && !words[0].contains(" ") ? String(words[1]) : said
                LlamaLog.lines.withLock { if $0.count < 2 { $0.append(line) } }
            }, nil)
        llama_backend_init()
    }()

    static func start() { isStarted }

    static func forget() {
        lines.withLock { $0 = [] }
    }

    /// The first lines that it logged as errors, joined: those after them only say what cannot be done for it.
    static var reason: String {
        let said = lines.withLock { $0 }
        return said.isEmpty ? "llama.cpp does not say why" : said.joined(separator: "; ")
    }
}
#endif
