import Tensors

/// Top-q pooling (section 3.2): the mean of a response's time steps whose states are longest in L2 norm.
package enum TopQPooling {
    /// How many of `length` time steps are pooled: ceil(q length), at least 1, rounded in single precision as the
    /// original does.
    package static func count(of length: Int, topQ: Double) -> Int {
        max(1, Int((Float(length) * Float(topQ)).rounded(.up)))
    }

    /// The packed rows of response `b` that are pooled; of equal norms the earlier time step comes first.
    static func selectedRows(_ states: Matrix, _ packing: Packing, response b: Int, topQ: Double) -> [Int] {
        let length = packing.lengths[b]
        let norms = (0..<length).map { t in
            let state = states.row(packing.offsets[t] + b)
            return dotProduct(state, state, count: states.columns).squareRoot()
        }
        let order = norms.indices.sorted { (norms[$0], $1) > (norms[$1], $0) }
        return order.prefix(min(count(of: length, topQ: topQ), length)).map { packing.offsets[$0] + b }
    }

    /// Writes the mean of the selected rows.
    static func forward(_ states: Matrix, _ rows: [Int], into pooled: UnsafeMutablePointer<Float>) {
        let width = states.columns
        pooled.update(repeating: 0, count: width)
        for row in rows {
            let state = states.row(row)
            for j in 0..<width { pooled[j] += state[j] }
        }
        for j in 0..<width { pooled[j] /= Float(rows.count) }
    }

    /// Adds the pooled gradient's share to each selected row.
    static func backward(_ pooledGradient: UnsafePointer<Float>, _ rows: [Int], into gradient: Matrix) {
        for row in rows {
            let target = gradient.row(row)
            for j in 0..<gradient.columns { target[j] += pooledGradient[j] / Float(rows.count) }
        }
    }
}
