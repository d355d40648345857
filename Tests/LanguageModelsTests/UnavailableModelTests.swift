#if !LanguageModel
import Testing

@testable import LanguageModels

@Suite struct UnavailableModelTests {
    @Test func `a build without language models says how to get one that has them`() {
        #expect(throws: LanguageModelProblem.builtWithoutLlama) { try LanguageModel(path: "model.gguf") }
        #expect(
            "\(LanguageModelProblem.builtWithoutLlama)" == """
                this build has no language models; `make language-model` gets llama.cpp and a small model, and \
                `make build-language-model` builds a program that has them, in .build-language-model/release
                """)
    }
}
#endif
