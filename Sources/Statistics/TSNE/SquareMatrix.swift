/// A vector of eight lanes, the width of the kernels' loops.
typealias Lanes = SIMD8<Float>

/// A square matrix whose rows are padded with zeros to whole vectors.
struct SquareMatrix {
    /// Rows, and columns that count.
    let count: Int
    /// Vectors a row.
    let stride: Int
    /// Row-major.
    var vectors: [Lanes]

    init(count: Int) {
        self.count = count
        stride = (count + Lanes.scalarCount - 1) / Lanes.scalarCount
        vectors = [Lanes](repeating: .zero, count: count * stride)
    }

    subscript(row: Int, column: Int) -> Float {
        get { vectors[row * stride + column / Lanes.scalarCount][column % Lanes.scalarCount] }
        set { vectors[row * stride + column / Lanes.scalarCount][column % Lanes.scalarCount] = newValue }
    }

    /// The vectors of one row.
    func row(_ row: Int) -> ArraySlice<Lanes> {
        vectors[row * stride..<(row + 1) * stride]
    }
}
