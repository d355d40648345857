import Notebooks
import Testing

@testable import Sessions

/// Checking never crashes, says what to do about everything, and knows where it is.
@Suite struct CheckerRobustnessTests {
    private static let words = [
        "setup", "config", "dataset", "synthetic", "split", "model", "check", "shapes", "train", "evaluate", "test",
        "validation", "predict",
        "demo", "importance", "plot", "history", "embedding", "save", "load", "expect", "seed=", "epochs=", "epochs=3",
        "samples=99999999999",
        "top_k=-1", "dropout=0.5", "\"\"", "w.safetensors", "../w", "/etc/passwd", "{{ setup.seed }}",
        "{{ parameters.a }}", "{{ test.auroc",
        "\"{{ setup.seed | fixed 2 }}\"", "==", "~", "+-", ">=", "1", "0.5", "true", "[1, 2]", "[", "]", "=", ",", "!",
        "#", "\\", "\"", "é",
    ]

    @Test func `thousands of random cells are checked`() throws {
        var random = Xorshift(state: 11)
        for _ in 0..<3000 {
            let lines = (0..<Int.random(in: 1...6, using: &random)).map { _ in
                (0..<Int.random(in: 1...5, using: &random)).compactMap { _ in Self.words.randomElement(using: &random) }
                    .joined(separator: " ")
            }
            let text =
                "---\nparameters: { a: 3 }\n---\n{{ setup.seed }}\n\n" + cell(lines.joined(separator: "\n"))
                + "{{ setup.seed | grouped }}"
            let result = try check(text)
            for problem in result.diagnostics {
                let line = problem.source.lines[problem.diagnostic.place.line - 1]
                #expect((1...line.count + 1).contains(problem.diagnostic.place.column), "\(problem.message)")
                #expect(!problem.diagnostic.remedy.isEmpty, "\(problem.message)")
            }
            #expect((result.notebook == nil) == result.hasErrors)
        }
    }

    @Test func `tens of thousands of problems are found in one pass`() throws {
        let text = String(repeating: cell("trian {{ a }}") + "\n{{ b }}\n\n", count: 10_000)
        #expect(try check(text).diagnostics.count == 20_000)
    }
}

/// A small seeded generator (Marsaglia 2003), so that a failure comes again.
private struct Xorshift: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
