package import ReferenceRandom

extension ParameterSet {
    /// The first weights, draw for draw as PyTorch makes them: layers' own initialisation first (the GRU's draws are
    /// spent and overwritten), then Xavier-uniform input weights, orthogonal recurrent weights, zero biases (appendix B).
    package init(initialising configuration: Configuration, from generator: inout TorchGenerator) {
        self.init(zeros: ParameterTable(configuration))
        let hidden = configuration.hiddenSize
        for k in table["projection.norm.weight"]!.range { values[k] = 1 }
        for layer in ["projection.fc1", "projection.fc2"] { fillLinear(layer, from: &generator) }
        let recurrent = table.entries.filter { $0.name.hasPrefix("gru.") }
        for entry in recurrent { generator.skip(entry.count) }
        _ = generator.uniform(0, 1, count: 2 * hidden + 1)  // the classifier's own, overwritten below
        for entry in recurrent {
            if entry.name.contains("weight_ih") {
                fillXavier(entry, from: &generator)
            } else if entry.name.contains("weight_hh") {
                let drawn = generator.normal(count: entry.count)
                put(Orthogonal.columns(of: drawn, rows: 3 * hidden, columns: hidden), into: entry)
            }
        }
        fillXavier(table["classifier.weight"]!, from: &generator)
    }

    private mutating func put(_ elements: [Float], into entry: ParameterEntry) {
        values.replaceSubrange(entry.range, with: elements)
    }

    /// `nn.Linear`: weight and bias uniform within 1 / sqrt(fan_in).
    private mutating func fillLinear(_ layer: String, from generator: inout TorchGenerator) {
        let weight = table[layer + ".weight"]!
        let bias = table[layer + ".bias"]!
        let bound = Float(1 / Double(weight.shape[1]).squareRoot())
        put(generator.uniform(-bound, bound, count: weight.count), into: weight)
        put(generator.uniform(-bound, bound, count: bias.count), into: bias)
    }

    /// `xavier_uniform_`: uniform within sqrt(6 / (fan_in + fan_out)).
    private mutating func fillXavier(_ entry: ParameterEntry, from generator: inout TorchGenerator) {
        let bound = Float((6 / Double(entry.shape[0] + entry.shape[1])).squareRoot())
        put(generator.uniform(-bound, bound, count: entry.count), into: entry)
    }
}

/// `orthogonal_`: the Q of a matrix's QR factorisation with R's diagonal positive.
enum Orthogonal {
    /// The orthonormal columns that Gram and Schmidt's method makes of a tall row-major matrix, in double precision.
    ///
    /// A drawn tall matrix is well conditioned, so the method's modified form loses nothing that single precision shows.
    static func columns(of matrix: [Float], rows: Int, columns: Int) -> [Float] {
        precondition(rows >= columns && matrix.count == rows * columns, "\(rows) x \(columns) is not tall")
        var q = [Double](repeating: 0, count: rows * columns)  // column by column
        for i in 0..<rows {
            for j in 0..<columns { q[j * rows + i] = Double(matrix[i * columns + j]) }
        }
        q.withUnsafeMutableBufferPointer { q in
            for j in 0..<columns {
                let column = q.baseAddress! + j * rows
                let length = dot(column, column, rows).squareRoot()
                for i in 0..<rows { column[i] /= length }
                for k in j + 1..<max(columns, j + 1) {
                    let other = q.baseAddress! + k * rows
                    let overlap = dot(column, other, rows)
                    for i in 0..<rows { other[i] -= overlap * column[i] }
                }
            }
        }
        var result = [Float](repeating: 0, count: rows * columns)
        for j in 0..<columns {
            for i in 0..<rows { result[i * columns + j] = Float(q[j * rows + i]) }
        }
        return result
    }

    private static func dot(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int) -> Double {
        var sums = SIMD8<Double>(repeating: 0)
        var i = 0
        while i + 8 <= count {
            let x = UnsafeRawPointer(a + i).loadUnaligned(as: SIMD8<Double>.self)
            let y = UnsafeRawPointer(b + i).loadUnaligned(as: SIMD8<Double>.self)
            sums += x * y
            i += 8
        }
        var sum = sums.sum()
        while i < count {
            sum += a[i] * b[i]
            i += 1
        }
        return sum
    }
}
