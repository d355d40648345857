/// Logits divided by one temperature: over 1 makes them less certain, under 1 more; their order stays.
///
/// Source: C. Guo et al., "On Calibration of Modern Neural Networks" (2017).
package struct TemperatureScaling: Sendable, Equatable, Codable {
    package let temperature: Double

    /// The range that temperatures are looked for in. One of its ends says that logits tell nothing (or the wrong way
    /// round), or that they part the labels without fault.
    package static let range = 1e-3...1e3

    /// The temperature of least log loss. Labels are 0 or 1; logits are finite.
    package static func fit(labels: [Int], logits: [Double]) -> Self {
        precondition(labels.count == logits.count, "\(labels.count) labels, \(logits.count) logits")
        precondition(logits.allSatisfy(\.isFinite), "temperature scaling takes finite logits only")
        guard logits.contains(where: { $0 != 0 }) else { return Self(temperature: 1) }
        // The loss is convex in the inverse of the temperature, so its slope changes its sign once. Where all is certain
        // and right, it has become 0 by rounding.
        let inverse = bisect(from: 1 / range.upperBound, to: 1 / range.lowerBound) { inverse in
            zip(labels, logits).reduce(0) { $0 + $1.1 * (sigmoid(inverse * $1.1) - Double($1.0)) } <= 0
        }
        return Self(temperature: 1 / inverse)
    }

    package func predict(_ logit: Double) -> Double {
        sigmoid(logit / temperature)
    }
}
