import Files
import HALT
import Tensors

/// Drawing the walkthrough's 4,000 synthetic responses and making their features.
func measureDataset(_ workers: WorkerPair, runs: Int) -> Measurement {
    let recipe = SyntheticResponses()
    var tokens = 0
    let seconds = medianSeconds(runs: runs) { tokens = recipe.dataset(workers).tokens }
    let work = "synthetic dataset, \(recipe.samples) responses with features"
    return Measurement(
        work: work, title: work, seconds: seconds,
        facts: [
            Fact("responses", .integer(recipe.samples)), Fact("tokens", .integer(tokens)),
            Fact("sha256", .text(digest(of: recipe))),
        ])
}

/// SHA-256 of all log-probabilities, in order: what both sides must have drawn.
private func digest(of recipe: SyntheticResponses) -> String {
    var digest = SHA256()
    for values in recipe.draw({ logProbs, _ in logProbs.values }) {
        values.withUnsafeBytes { digest.update($0) }
    }
    return SHA256.hex(digest.finalize())
}
