import Glibc
import Tensors

/// The input projection (section 3.2): LayerNorm(D), Linear D to P, GELU (erf), Linear P to P, on packed rows.
struct Projection: Sendable {
    private static let epsilon: Float = 1e-5  // LayerNorm's

    private let normWeight: Matrix  // [1, D]
    private let normBias: Matrix  // [1, D]
    private let weight1: Matrix  // [P, D]
    private let bias1: Matrix  // [1, P]
    private let weight2: Matrix  // [P, P]
    private let bias2: Matrix  // [1, P]
    /// As the six above, in their order.
    private let gradients: [Matrix]

    /// The rows the projection works on, N of each.
    struct Rows: Sendable {
        /// [N, D]: what the model reads.
        let input: Matrix
        /// [N, D]: normalised, before weight and bias.
        let normalised: Matrix
        /// [N, 1]: 1 / deviation.
        let inverseDeviation: Matrix
        /// [N, D]: LayerNorm's output; on the way back, the gradient by the input.
        let norm: Matrix
        /// [N, P]: the first linear's output.
        let hidden: Matrix
        /// [N, P]: GELU of it; on the way back, the gradient by `hidden`.
        let activated: Matrix
        /// [N, P]: the projection's output.
        let output: Matrix

        init(rows: Int, inputs: Int, size: Int) {
            input = Matrix(rows: rows, columns: inputs)
            normalised = Matrix(rows: rows, columns: inputs)
            inverseDeviation = Matrix(rows: rows, columns: 1)
            norm = Matrix(rows: rows, columns: inputs)
            hidden = Matrix(rows: rows, columns: size)
            activated = Matrix(rows: rows, columns: size)
            output = Matrix(rows: rows, columns: size)
        }

        private init(_ rows: Rows, _ range: Range<Int>) {
            input = rows.input[rows: range]
            normalised = rows.normalised[rows: range]
            inverseDeviation = rows.inverseDeviation[rows: range]
            norm = rows.norm[rows: range]
            hidden = rows.hidden[rows: range]
            activated = rows.activated[rows: range]
            output = rows.output[rows: range]
        }

        subscript(range: Range<Int>) -> Rows { Rows(self, range) }
    }

    init(inputs: Int, size: Int) {
        let shapes = [(1, inputs), (1, inputs), (size, inputs), (1, size), (size, size), (1, size)]
        let weights = shapes.map { Matrix(rows: $0.0, columns: $0.1) }
        (normWeight, normBias, weight1) = (weights[0], weights[1], weights[2])
        (bias1, weight2, bias2) = (weights[3], weights[4], weights[5])
        gradients = shapes.map { Matrix(rows: $0.0, columns: $0.1) }
    }

    func load(_ parameters: ParameterSet) {
        for (matrix, entry) in zip([normWeight, normBias, weight1, bias1, weight2, bias2], parameters.table.entries) {
            matrix.copy(from: parameters.values, at: entry.offset)
        }
    }

    func clearGradients() {
        for gradient in gradients { gradient.fill(0) }
    }

    func writeGradients(to target: inout ParameterSet) {
        for (gradient, entry) in zip(gradients, target.table.entries) {
            gradient.write(to: &target.values, at: entry.offset)
        }
    }
}

extension Projection {
    /// `rows.input` to `rows.output`, a half of the rows on each worker.
    func forward(_ rows: Rows, _ workers: WorkerPair) {
        workers.halves(of: rows.input.rows) { range in
            let part = rows[range]
            for i in 0..<range.count { normalise(part, i) }
            multiply(part.norm, weight1, into: part.hidden, transposing: .right)
            for i in 0..<range.count { activate(part.hidden.row(i), into: part.activated.row(i)) }
            multiply(part.activated, weight2, into: part.output, transposing: .right)
            for i in 0..<range.count { addRow(bias2.row(0), to: part.output.row(i), count: bias2.columns) }
        }
    }

    /// The gradient by the output [N, P] to that by the input, which is left in `rows.norm`; adds up the weights'
    /// gradients unless told not to.
    func backward(_ outputGradient: Matrix, _ rows: Rows, _ workers: WorkerPair, addsWeightGradients: Bool) {
        if addsWeightGradients {
            multiply(outputGradient, rows.activated, into: gradients[4], transposing: .left, adding: true)
            addSums(of: outputGradient, to: gradients[5])
        }
        workers.halves(of: outputGradient.rows) { range in
            let part = rows[range]
            multiply(outputGradient[rows: range], weight2, into: part.activated)
            for i in 0..<range.count { deactivate(part.hidden.row(i), gradient: part.activated.row(i)) }
        }
        if addsWeightGradients {
            multiply(rows.activated, rows.norm, into: gradients[2], transposing: .left, adding: true)
            addSums(of: rows.activated, to: gradients[3])
        }
        workers.halves(of: outputGradient.rows) { range in
            multiply(rows.activated[rows: range], weight1, into: rows.norm[rows: range])
        }
        for i in 0..<outputGradient.rows { denormalise(rows, i, addsWeightGradients: addsWeightGradients) }
    }

    private func addSums(of matrix: Matrix, to totals: Matrix) {
        matrix.addColumnSums(to: totals, using: Matrix(rows: 1, columns: totals.columns))
    }

    /// LayerNorm of row `i`: biased variance.
    private func normalise(_ rows: Rows, _ i: Int) {
        let d = rows.input.columns
        let x = rows.input.row(i)
        let hat = rows.normalised.row(i)
        let y = rows.norm.row(i)
        let w = normWeight.row(0)
        let b = normBias.row(0)
        var sum: Float = 0
        for j in 0..<d { sum += x[j] }
        let mean = sum / Float(d)
        var squares: Float = 0
        for j in 0..<d { squares += (x[j] - mean) * (x[j] - mean) }
        let inverse = 1 / (squares / Float(d) + Self.epsilon).squareRoot()
        rows.inverseDeviation[i, 0] = inverse
        for j in 0..<d {
            hat[j] = (x[j] - mean) * inverse
            y[j] = hat[j] * w[j] + b[j]
        }
    }

    /// LayerNorm's way back on row `i`: `rows.norm` holds the gradient by its output, then by its input.
    private func denormalise(_ rows: Rows, _ i: Int, addsWeightGradients: Bool) {
        let d = rows.input.columns
        let hat = rows.normalised.row(i)
        let g = rows.norm.row(i)
        let w = normWeight.row(0)
        if addsWeightGradients {
            let dw = gradients[0].row(0)
            let db = gradients[1].row(0)
            for j in 0..<d {
                dw[j] += g[j] * hat[j]
                db[j] += g[j]
            }
        }
        var sum: Float = 0
        var overlap: Float = 0
        for j in 0..<d {
            g[j] *= w[j]
            sum += g[j]
            overlap += g[j] * hat[j]
        }
        let inverse = rows.inverseDeviation[i, 0]
        for j in 0..<d { g[j] = inverse * (g[j] - sum / Float(d) - hat[j] * overlap / Float(d)) }
    }

    /// Adds the first bias to a row and writes its GELU: x (1 + erf(x / sqrt 2)) / 2.
    private func activate(_ hidden: UnsafeMutablePointer<Float>, into target: UnsafeMutablePointer<Float>) {
        let bias = bias1.row(0)
        forEachLanes(bias1.columns) { j, count in
            let x = Lanes(hidden + j, count: count) + Lanes(bias + j, count: count)
            x.store(to: hidden + j, count: count)
            let share = 0.5 * (1 + errorFunction(x * Float(0.5.squareRoot())))
            (x * share).store(to: target + j, count: count)
        }
    }

    /// Multiplies a row's gradient by GELU's slope: Phi(x) + x phi(x).
    private func deactivate(_ hidden: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>) {
        forEachLanes(bias1.columns) { j, count in
            let x = Lanes(hidden + j, count: count)
            let share = 0.5 * (1 + errorFunction(x * Float(0.5.squareRoot())))
            let density = exponential(x * x * -0.5) * Float(1 / (2 * Double.pi).squareRoot())
            (Lanes(gradient + j, count: count) * (share + x * density)).store(to: gradient + j, count: count)
        }
    }
}

@inline(__always)
private func addRow(_ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>, count: Int) {
    for j in 0..<count { target[j] += source[j] }
}
