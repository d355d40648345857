import ReferenceRandom
import Tensors

/// Which values survive between the GRU's layers in one training step: PyTorch's own draws, over the packed data of the
/// whole batch, one byte a value, layer after layer.
///
/// The one owner of its memory, which is kept from step to step. While workers read, nobody draws.
final class DropoutMasks: @unchecked Sendable {
    private let probability: Double
    private let width: Int
    private var packing = Packing(lengths: [])
    private var keep = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 0)

    /// - Parameters:
    ///   - probability: of dropping a value.
    ///   - width: the number of values a row.
    init(probability: Double, width: Int) {
        self.probability = probability
        self.width = width
    }

    deinit {
        keep.deallocate()
    }

    /// Draws the masks of `count` layers for a batch.
    func draw(_ count: Int, for packing: Packing, from generator: inout TorchGenerator) {
        self.packing = packing
        let needed = count * packing.rows * width
        if keep.count < needed {
            keep.deallocate()
            keep = .allocate(capacity: needed)
            keep.initialize(repeating: 0)
        }
        generator.bernoulli(1 - probability, into: UnsafeMutableBufferPointer(rebasing: keep[..<needed]))
    }

    /// target = source, dropped and scaled, for some rows of the responses from `first` on, packed by `part`.
    ///
    /// `source` and `target` hold all rows of `part`; they may be the same.
    func apply(layer: Int, first: Int, part: Packing, rows: Range<Int>, from source: Matrix, to target: Matrix) {
        let scale = 1 / Float(1 - probability)
        for step in 0..<part.steps {
            let here = part.rows(of: step)
            for row in here.clamped(to: rows) {
                let place = layer * packing.rows + packing.offsets[step] + first + (row - here.lowerBound)
                guard let base = keep.baseAddress else { return }
                mask(source.row(row), by: base + place * width, scale, into: target.row(row))
            }
        }
    }

    @inline(__always)
    private func mask(
        _ source: UnsafePointer<Float>, by keep: UnsafePointer<UInt8>, _ scale: Float,
        into target: UnsafeMutablePointer<Float>
    ) {
        for j in 0..<width { target[j] = source[j] * (Float(keep[j]) * scale) }
    }
}
