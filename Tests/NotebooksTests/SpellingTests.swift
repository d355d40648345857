import Testing

@testable import Notebooks

@Suite struct SpellingTests {
    @Test(arguments: [
        ("epoch", "epochs"), ("epcohs", "epochs"), ("Epochs", "epochs"), ("ephocs", "epochs"),
        ("batchsize", "batch_size"),
        ("sed", "seed"),
    ])
    func `the nearest name`(word: String, meant: String) {
        #expect(Spelling.nearest(to: word, among: ["batch_size", "epochs", "seed"]) == meant)
    }

    @Test(arguments: ["layers", "x", "", "epochs", "papers"])
    func `no name is near`(word: String) {
        #expect(Spelling.nearest(to: word, among: ["epochs", "y"]) == nil)
    }

    @Test func `of two equally near, the first`() {
        #expect(Spelling.nearest(to: "lays", among: ["days", "ways"]) == "days")
    }

    @Test func `a word longer than any name is near to none`() {
        #expect(Spelling.nearest(to: String(repeating: "a", count: 5_000_000), among: ["epochs"]) == nil)
    }

    @Test func `the remedy names it, or says something else`() {
        #expect(Spelling.remedy(for: "epoch", among: ["epochs"], otherwise: "write one") == "did you mean `epochs`?")
        #expect(Spelling.remedy(for: "layers", among: ["epochs"], otherwise: "write one") == "write one")
    }
}
