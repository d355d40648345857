import CGates
import Glibc
import ReferenceRandom
import Testing

@testable import HALT
@testable import Tensors

/// The passes over rows of gates, as each kind of processor computes them.
@Suite struct GateKernelsTests {
    /// All that this processor can run.
    private static var kernels: [gate_kernels] {
        var count = 0
        let first = gate_kernels_here(&count)
        return Array(UnsafeBufferPointer(start: first, count: count))
    }

    /// Rows of one step, with room beside them, and what a pass leaves there.
    private struct Rows {
        let gates: Factor
        let recurrent: Matrix
        let biases: (input: Matrix, recurrent: Matrix)
        let previous: Matrix
        let next: Factor

        /// - Parameter value: what stands at each place.
        init(_ rows: Int, hidden: Int, previousRows: Int? = nil, _ value: () -> Float) {
            func matrix(_ rows: Int, _ columns: Int) -> Matrix {
                let matrix = Matrix(rows: rows, columns: columns, stride: columns + 3)
                for i in 0..<rows { for j in 0..<columns { matrix[i, j] = value() } }
                return matrix
            }
            gates = Factor(matrix(rows, 4 * hidden), .bf16)
            recurrent = matrix(previousRows ?? rows, 3 * hidden)
            biases = (matrix(1, 3 * hidden), matrix(1, 3 * hidden))
            previous = matrix(previousRows ?? rows, hidden)
            next = Factor(matrix(rows, hidden), .bf16)
        }

        func forward(by kernels: gate_kernels? = nil, keepsGates: Bool = true) {
            gatesForward(
                gates.matrix, recurrent: recurrent, biases: biases, previous: previous, next: next,
                keepsGates: keepsGates, by: kernels)
        }

        /// The gradient by the output is that by the state, to keep the arguments few.
        func backward(by kernels: gate_kernels? = nil) {
            gatesBackward(gates, previous: previous, outputGradient: previous, carry: next.matrix, by: kernels)
        }

        /// All that passes write, one NaN like another.
        var bits: [UInt32] {
            let halves = [gates, next].flatMap { $0.rounded?.bits ?? [] }
            let numbers =
                gates.matrix.values + next.matrix.values + halves.map { Float(bitPattern: UInt32($0) << 16) }
            return numbers.map { $0.isNaN ? Float.nan.bitPattern : $0.bitPattern }
        }
    }

    @Test(arguments: [1, 7, 16, 48, 257])
    func `all processors compute the same bits`(hidden: Int) {
        for previousRows in [nil, 1] {
            let results = Self.kernels.map { kernels in
                var random = NumPyGenerator(seed: UInt64(hidden))
                let rows = Rows(5, hidden: hidden, previousRows: previousRows) { .random(in: -4...4, using: &random) }
                rows.forward(by: kernels, keepsGates: false)
                let scored = rows.next.matrix.values
                rows.forward(by: kernels)
                #expect(rows.next.matrix.values == scored, "gates that are kept change nothing")
                let states = rows.bits
                rows.backward(by: kernels)
                return states + rows.bits
            }
            #expect(results.allSatisfy { $0 == results[0] })
        }
        #expect(String(cString: Self.kernels[Self.kernels.count - 1].processor) == "any")
    }

    @Test func `what is no ordinary number makes no processor differ`() {
        let odd: [Float] = [
            .nan, .infinity, -.infinity, 0, -0.0, 1e38, -1e38, 0x1p-133, .leastNonzeroMagnitude, 90, -90,
        ]
        let results = Self.kernels.map { kernels in
            var random = NumPyGenerator(seed: 1)
            let rows = Rows(40, hidden: 33) { odd.randomElement(using: &random) ?? 0 }
            rows.forward(by: kernels)
            let states = rows.bits
            rows.backward(by: kernels)
            return states + rows.bits
        }
        #expect(results.allSatisfy { $0 == results[0] })
    }

    @Test func `what is written beside is what rounding makes of it`() {
        var random = NumPyGenerator(seed: 2)
        let rows = Rows(9, hidden: 21) { .random(in: -3...3, using: &random) }
        rows.forward()
        let states = rows.next.rounded?.bits
        rows.next.round()
        #expect(rows.next.rounded?.bits == states)
        rows.backward()
        let gradients = rows.gates.rounded?.bits
        rows.gates.round()
        #expect(rows.gates.rounded?.bits == gradients)
    }

    @Test func `sigmoid and tanh hold to four units, near zero too`() {
        // With nothing but its input a gate is r = z = sigmoid x, n = tanh x.
        for (low, high) in [(-80.0, 80.0), (-12, 12), (-1e-3, 1e-3)] {
            let count = 10_000
            let inputs = (0..<count).map { Float(low + (high - low) * Double($0) / Double(count)) }
            let rows = Rows(1, hidden: count) { 0 }
            for (j, x) in inputs.enumerated() { for gate in 0..<3 { rows.gates.matrix[0, gate * count + j] = x } }
            rows.forward()
            var worst = 0.0
            for (j, x) in inputs.enumerated() {
                let (tanh, sigmoid) = (Glibc.tanh(Double(x)), 1 / (1 + exp(-Double(x))))
                for (gate, truth) in [tanh, sigmoid, sigmoid].enumerated() {
                    let error = abs(Double(rows.gates.matrix[0, gate * count + j]) - truth)
                    worst = max(worst, error / Double(Float(truth).ulp))
                }
            }
            #expect(worst <= 4)
        }
    }
}
