import Tensors

/// One direction of one GRU layer (PyTorch's form: reset gate applied after the product), on packed rows.
///
/// Shapes: N rows, I inputs, H hidden. Weights are kept in the order the products want and filled from a
/// `ParameterSet` once a step; gradients add up until they are taken out. What the five products read are `Factor`s, so
/// that a model's precision is decided in each product and nowhere else.
struct GRUDirection: Sendable {
    let direction: Direction
    let hidden: Int
    /// [3H, I], gates n, r, z.
    private let inputWeights: Factor
    /// [3H, H], gates r, z, n.
    private let recurrentWeights: Factor
    /// [H, 3H].
    private let recurrentTransposed: Factor
    /// [1, 3H], gates n, r, z.
    private let inputBias: Matrix
    /// [1, 3H], gates r, z, n.
    private let recurrentBias: Matrix
    private let inputWeightsGradient: Matrix
    private let recurrentWeightsGradient: Matrix
    /// [1, 4H]: n, r, z, q.
    private let biasGradient: Matrix

    init(_ direction: Direction, inputs: Int, hidden: Int, _ precision: Precision) {
        self.direction = direction
        self.hidden = hidden
        inputWeights = Factor(rows: 3 * hidden, columns: inputs, precision)
        recurrentWeights = Factor(rows: 3 * hidden, columns: hidden, precision)
        recurrentTransposed = Factor(rows: hidden, columns: 3 * hidden, precision)
        inputBias = Matrix(rows: 1, columns: 3 * hidden)
        recurrentBias = Matrix(rows: 1, columns: 3 * hidden)
        inputWeightsGradient = Matrix(rows: 3 * hidden, columns: inputs)
        recurrentWeightsGradient = Matrix(rows: 3 * hidden, columns: hidden)
        biasGradient = Matrix(rows: 1, columns: 4 * hidden)
    }

    /// Where PyTorch's gates r, z, n begin among n, r, z.
    private var places: [Int] { [hidden, 2 * hidden, 0] }

    func load(_ parameters: ParameterSet, _ entries: GRUEntries) {
        let values = parameters.values
        for (gate, place) in places.enumerated() {
            let window = inputWeights.matrix[rows: place..<place + hidden]
            window.copy(from: values, at: entries.inputWeights.offset + gate * hidden * inputWeights.columns)
            inputBias[columns: place..<place + hidden].copy(from: values, at: entries.inputBias.offset + gate * hidden)
        }
        recurrentWeights.matrix.copy(from: values, at: entries.recurrentWeights.offset)
        recurrentBias.copy(from: values, at: entries.recurrentBias.offset)
        recurrentWeights.matrix.transposed(into: recurrentTransposed.matrix)
        for factor in [inputWeights, recurrentWeights, recurrentTransposed] { factor.round() }
    }

    func clearGradients() {
        inputWeightsGradient.fill(0)
        recurrentWeightsGradient.fill(0)
        biasGradient.fill(0)
    }

    func writeGradients(to gradients: inout ParameterSet, _ entries: GRUEntries) {
        for (gate, place) in places.enumerated() {
            let window = inputWeightsGradient[rows: place..<place + hidden]
            window.write(
                to: &gradients.values, at: entries.inputWeights.offset + gate * hidden * inputWeights.columns)
            let bias = biasGradient[columns: place..<place + hidden]
            bias.write(to: &gradients.values, at: entries.inputBias.offset + gate * hidden)
        }
        recurrentWeightsGradient.write(to: &gradients.values, at: entries.recurrentWeights.offset)
        biasGradient[columns: hidden..<4 * hidden].write(to: &gradients.values, at: entries.recurrentBias.offset)
    }
}

/// What a direction needs beside its rows; one for each of the two that run at once.
struct GRUScratch: Sendable {
    /// [B, 3H]: W_h h of one time step.
    let recurrent: Matrix
    /// [B, H]: the gradient by a state on its way back.
    let carry: Matrix
    /// [1, 3H]: the state before the first step, and what W_h makes of it.
    let zeros: Matrix
    /// States before each of a block of rows.
    let previous: Factor
    /// [1, 4H].
    let sums: Matrix

    init(responses: Int, hidden: Int, blockRows: Int, _ precision: Precision) {
        recurrent = Matrix(rows: responses, columns: 3 * hidden)
        carry = Matrix(rows: responses, columns: hidden)
        zeros = Matrix(rows: 1, columns: 3 * hidden)
        previous = Factor(rows: blockRows, columns: hidden, precision)
        sums = Matrix(rows: 1, columns: 4 * hidden)
    }
}

/// The rows one direction works on: its gates [N, 4H] and its half of the layer's output [N, H].
struct GRURows: Sendable {
    let packing: Packing
    let gates: Factor
    let output: Factor
}

extension GRUDirection {
    /// input [N, I] to output [N, H]; n, r, z, q of every row stay in the gates where they are kept for the way back.
    func forward(_ input: Factor, _ rows: GRURows, _ scratch: GRUScratch, keepsGates: Bool) {
        multiply(input, inputWeights, into: rows.gates.matrix[columns: 0..<3 * hidden], transposing: .right)
        let gates = rows.gates.matrix
        for step in steps(of: rows.packing) {
            let here = rows.packing.rows(of: step)
            let (before, carried) = rows.packing.previous(of: step, direction)
            let begun = here.lowerBound + carried
            if carried > 0 {
                let first = rows.packing.offsets[before]
                let previous = rows.output[rows: first..<first + carried]
                let recurrent = scratch.recurrent[rows: 0..<carried]
                multiply(previous, recurrentTransposed, into: recurrent)
                gatesForward(
                    gates[rows: here.lowerBound..<begun], recurrent: recurrent, biases: (inputBias, recurrentBias),
                    previous: previous.matrix, next: rows.output[rows: here.lowerBound..<begun], keepsGates: keepsGates)
            }
            gatesForward(
                gates[rows: begun..<here.upperBound], recurrent: scratch.zeros, biases: (inputBias, recurrentBias),
                previous: scratch.zeros, next: rows.output[rows: begun..<here.upperBound], keepsGates: keepsGates)
        }
    }

    /// The loss's gradient by the output [N, H] to that by what went into the gates, which takes their place; adds up
    /// the weights' gradients unless told not to. What follows for the input is `inputGradient`.
    func backward(
        _ outputGradient: Matrix, input: Factor, _ rows: GRURows, _ scratch: GRUScratch, addsWeightGradients: Bool
    ) {
        scratch.carry.fill(0)
        for step in steps(of: rows.packing).reversed() {
            let here = rows.packing.rows(of: step)
            let (before, carried) = rows.packing.previous(of: step, direction)
            let begun = here.lowerBound + carried
            let first = carried > 0 ? rows.packing.offsets[before] : 0
            for (part, previous) in [
                (here.lowerBound..<begun, rows.output.matrix[rows: first..<first + carried]),
                (begun..<here.upperBound, scratch.zeros),
            ] {
                let place = part.lowerBound - here.lowerBound..<part.upperBound - here.lowerBound
                gatesBackward(
                    rows.gates[rows: part], previous: previous, outputGradient: outputGradient[rows: part],
                    carry: scratch.carry[rows: place])
            }
            let gates = rows.gates[rows: here.lowerBound..<begun]
            multiply(
                gates[columns: hidden..<4 * hidden], recurrentWeights, into: scratch.carry[rows: 0..<carried],
                adding: true)
        }
        if addsWeightGradients { addWeightGradients(input, rows, scratch) }
    }

    /// The gradient by the layer's input, [N, I], after `backward` has run: set, or added to.
    func inputGradient(_ gates: Factor, into target: Matrix, adding: Bool) {
        multiply(gates[columns: 0..<3 * hidden], inputWeights, into: target, adding: adding)
    }

    /// Time steps in the order the direction takes them.
    private func steps(of packing: Packing) -> [Int] {
        direction == .forward ? Array(0..<packing.steps) : (0..<packing.steps).reversed()
    }

    private func addWeightGradients(_ input: Factor, _ rows: GRURows, _ scratch: GRUScratch) {
        let inputSide = rows.gates[columns: 0..<3 * hidden]
        multiply(inputSide, input, into: inputWeightsGradient, transposing: .left, adding: true)
        let recurrentSide = rows.gates[columns: hidden..<4 * hidden]
        let block = scratch.previous.rows
        for start in stride(from: 0, to: rows.packing.rows, by: block) {
            let range = start..<min(start + block, rows.packing.rows)
            let previous = scratch.previous[rows: 0..<range.count]
            gatherPrevious(range, rows, into: previous)
            multiply(
                recurrentSide[rows: range], previous, into: recurrentWeightsGradient, transposing: .left, adding: true)
        }
        rows.gates.matrix.addColumnSums(to: biasGradient, using: scratch.sums)
    }

    /// The states that the rows of `range` came from, zero where a response begins.
    private func gatherPrevious(_ range: Range<Int>, _ rows: GRURows, into target: Factor) {
        for step in 0..<rows.packing.steps {
            let here = rows.packing.rows(of: step)
            let (before, carried) = rows.packing.previous(of: step, direction)
            for row in here.clamped(to: range) {
                let b = row - here.lowerBound
                let isCarried = b < carried
                target.setRow(
                    row - range.lowerBound, to: isCarried ? (rows.output, rows.packing.offsets[before] + b) : nil)
            }
        }
    }
}
