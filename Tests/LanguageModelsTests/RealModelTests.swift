#if LanguageModel
import Foundation
import LogProbs
import Testing
import Uncertainty

@testable import LanguageModels

/// SmolLM2-135M-Instruct, as `make language-model` gets it: `make test-language-model`.
@Suite(.serialized) struct RealModelTests {
    static let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../.deps/models/SmolLM2-135M-Instruct.Q4_1.gguf").standardizedFileURL.path

    @Test func `a question is answered in the model's chat template, to the end of the text`() throws {
        let model = try LanguageModel(path: Self.path)
        let answer = try model.generate("What is the capital of France?", options: GenerationOptions(mode: .scoresOnly))
        #expect(answer.text == "The capital of France is Paris.")
        #expect(answer.end == .endOfText && answer.tokens.count == 7)
        #expect(answer.scores.count == 7 && answer.trajectory.isEmpty)
    }
}
#endif
