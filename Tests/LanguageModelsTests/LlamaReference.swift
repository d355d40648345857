#if LanguageModel
import CLlama

@testable import LanguageModels

/// llama.cpp used plainly, as its own examples do: no evaluation callback, and its own greedy sampler.
final class LlamaReference {
    private let model: OpaquePointer
    private let context: OpaquePointer
    private let vocabulary: OpaquePointer

    init(_ path: String, embeddings: Bool = false) throws {
        var parameters = llama_context_default_params()
        parameters.n_ctx = 4096
        parameters.n_batch = 4096
        parameters.n_ubatch = 512
        parameters.n_threads = 1
        parameters.n_threads_batch = 1
        parameters.embeddings = embeddings
        guard let model = llama_model_load_from_file(path, llama_model_default_params()),
            let context = llama_init_from_model(model, parameters), let vocabulary = llama_model_get_vocab(model)
        else { throw Unexpected() }
        (self.model, self.context, self.vocabulary) = (model, context, vocabulary)
    }

    deinit {
        llama_free(context)
        llama_model_free(model)
    }

    func decode(_ tokens: [Int32]) throws {
        var tokens = tokens
        let status = tokens.withUnsafeMutableBufferPointer {
            llama_decode(context, llama_batch_get_one($0.baseAddress, Int32($0.count)))
        }
        guard status == 0 else { throw Unexpected() }
    }

    /// Of what comes after the token that was read last.
    var logits: [Float] {
        Array(
            UnsafeBufferPointer(start: llama_get_logits_ith(context, -1), count: Int(llama_vocab_n_tokens(vocabulary))))
    }

    /// The last block's state, normalised and weighted.
    var embedding: [Float] {
        Array(UnsafeBufferPointer(start: llama_get_embeddings_ith(context, -1), count: Int(llama_model_n_embd(model))))
    }

    /// What the model answers, by the tokens of a prompt.
    func answer(_ prompt: [Int32], tokens count: Int) throws -> [UInt8] {
        let sampler = llama_sampler_init_greedy()
        defer { llama_sampler_free(sampler) }
        var (bytes, read): ([UInt8], [Int32]) = ([], prompt)
        for _ in 0..<count {
            try decode(read)
            let token = llama_sampler_sample(sampler, context, -1)
            if llama_vocab_is_eog(vocabulary, token) { break }
            var piece = [CChar](repeating: 0, count: 64)
            let length = llama_token_to_piece(vocabulary, token, &piece, 64, 0, true)
            bytes += piece[..<Int(length)].map { UInt8(bitPattern: $0) }
            read = [token]
        }
        return bytes
    }
}
#endif
