import CGates
import Tensors

// Doors to the passes over the rows of gates, whose formulas stand in Sources/CGates/include/gates.h.

/// Those of the processor that this is.
private nonisolated(unsafe) let fastest: gate_kernels = {
    var count = 0
    return gate_kernels_here(&count).pointee
}()

/// Writes the next states [N, H], and turns W_i x in `gates` [N, 4H] into n, r, z, q where the way back needs them.
///
/// - Parameters:
///   - recurrent: W_h h, [N, 3H], or one row that stands for all.
///   - biases: of the input, n, r, z, and of the recurrent side, r, z, n; [1, 3H] each.
///   - previous: The states before, [N, H], or one row that stands for all.
func gatesForward(
    _ gates: Matrix, recurrent: Matrix, biases: (input: Matrix, recurrent: Matrix), previous: Matrix, next: Factor,
    keepsGates: Bool, by kernels: gate_kernels? = nil
) {
    let (rows, hidden) = (next.rows, next.columns)
    guard rows > 0 else { return }
    var step = gates_forward(
        rows: rows, hidden: hidden, gates: gates.rows(rows, of: 4 * hidden),
        recurrent: recurrent.rows(rows, of: 3 * hidden), input_bias: biases.input.row(0),
        recurrent_bias: biases.recurrent.row(0), previous: previous.rows(rows, of: hidden),
        next: next.matrix.rows(rows, of: hidden), rounded: next.roundedRows, keeps_gates: keepsGates)
    (kernels ?? fastest).forward(&step)
}

/// Turns n, r, z, q in `gates` [N, 4H] into the loss's gradients by what went into them, and `carry` [N, H], the gradient
/// by this step's states that came from the next step, into its direct share of the gradient by the states before.
///
/// - Parameter previous: The states before, [N, H], or one row that stands for all.
func gatesBackward(
    _ gates: Factor, previous: Matrix, outputGradient: Matrix, carry: Matrix, by kernels: gate_kernels? = nil
) {
    let (rows, hidden) = (carry.rows, carry.columns)
    guard rows > 0 else { return }
    var step = gates_backward(
        rows: rows, hidden: hidden, gates: gates.matrix.rows(rows, of: 4 * hidden),
        previous: previous.rows(rows, of: hidden), output_gradient: outputGradient.rows(rows, of: hidden),
        carry: carry.rows(rows, of: hidden), rounded: gates.roundedRows)
    (kernels ?? fastest).backward(&step)
}

extension Matrix {
    /// The rows as kernels take them: as many as `count`, or one for all, of at least `width` columns.
    fileprivate func rows(_ count: Int, of width: Int) -> gate_rows {
        precondition(
            (rows == count || rows == 1) && columns >= width, "\(rows) x \(columns) for \(count) rows of \(width)")
        return gate_rows(first: row(0), stride: rows == 1 ? 0 : stride)
    }
}

extension Factor {
    /// The rows of the copy, or none.
    fileprivate var roundedRows: rounded_rows {
        rounded.map { rounded_rows(first: $0.row(0), stride: $0.stride) } ?? rounded_rows()
    }
}
