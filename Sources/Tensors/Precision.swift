/// What the factors of big products are held in; sums and everything else are single precision always.
package enum Precision: String, Sendable, CaseIterable {
    /// Float32.
    case fp32
    /// bfloat16: the upper half of a Float32, 8 significant bits.
    case bf16

    /// Whether the processor multiplies it by instructions of its own.
    package var isAvailable: Bool {
        switch self {
        case .fp32: true
        case .bf16: processorMultipliesBFloat16
        }
    }
}
