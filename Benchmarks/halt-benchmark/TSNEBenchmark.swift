import ArgumentParser
import Files
import Glibc
import ReferenceRandom
import Statistics
import Tensors

/// t-SNE of 600 points in 512 dimensions, 500 iterations at perplexity 30.
///
/// - Parameter points: 600 x 512 values. Where there are none, two clouds are drawn, N(0, 1) and N(1.5, 1), as the peer's
///   but not draw for draw: NumPy's normal (a ziggurat) is not among our generators.
func measureTSNE(_ workers: WorkerPair, points: [Float]?, runs: Int) throws -> Measurement {
    let points = points ?? clouds()
    var divergence = 0.0
    let seconds = try medianSeconds(runs: runs) {
        var numbers = NumPyGenerator(seed: 42)
        divergence = try tsne(points, count: 600, workers: workers, using: &numbers).klDivergence
    }
    let work = "t-SNE 600 x 512, 500 iterations"
    return Measurement(
        work: work, title: work, seconds: seconds,
        facts: [Fact("kl", .real(divergence), words: ("divergence (KL)", "nats"))])
}

/// Reads 600 x 512 values from a file of little-endian Float32.
func points(at path: String) throws -> [Float] {
    let bytes = try SafeFile.read(path)
    guard bytes.count == 600 * 512 * 4 else {
        throw ValidationError("\(path) has \(bytes.count) bytes instead of 600 x 512 x 4; write float32 there")
    }
    return bytes.withUnsafeBytes { bytes in
        (0..<600 * 512).map { bytes.loadUnaligned(fromByteOffset: 4 * $0, as: Float.self) }
    }
}

private func clouds() -> [Float] {
    var numbers = NumPyGenerator(seed: 42)
    return (0..<600 * 512).map { Float(normal(from: &numbers) + ($0 < 300 * 512 ? 0 : 1.5)) }
}

/// A standard normal draw (Box and Muller).
private func normal(from numbers: inout NumPyGenerator) -> Double {
    let size = (-2 * log(1 - numbers.random())).squareRoot()
    return size * cos(2 * .pi * numbers.random())
}
