import Tensors

// The fused passes over one row of a GRU direction at one time step; every row is H long.
//
//   r = sigmoid(W_ir x + b_ir + W_hr h + b_hr)      gates row: [n | r | z | q], H each
//   z = sigmoid(W_iz x + b_iz + W_hz h + b_hz)
//   q = W_hn h + b_hn                               recurrent row: [r | z | n], H each: W_h h
//   n = tanh(W_in x + b_in + r q)
//   h' = n + z (h - n)
//
// In that order of columns the gradients of what W_i gave are columns 0 ..< 3H of a gates row, and of what W_h gave
// columns H ..< 4H: both are windows that a product takes as they are.

/// The biases of one direction: `input` [n | r | z] and `recurrent` [r | z | n].
struct GateBiases {
    let input: UnsafePointer<Float>
    let recurrent: UnsafePointer<Float>
}

/// Writes the next state, and turns W_i x in `gates` into n, r, z, q where the way back needs them.
@inline(__always)
func gatesForward(
    hidden: Int, gates: UnsafeMutablePointer<Float>, recurrent: UnsafePointer<Float>, biases: GateBiases,
    previous: UnsafePointer<Float>, next: UnsafeMutablePointer<Float>, keepsGates: Bool
) {
    let bI = biases.input
    let bH = biases.recurrent
    forEachLanes(hidden) { j, count in
        let a = gates + j
        let w = recurrent + j
        let xr = Lanes(a + hidden, count: count) + Lanes(bI + hidden + j, count: count)
        let hr = Lanes(w, count: count) + Lanes(bH + j, count: count)
        let r = sigmoid(xr + hr)
        let xz = Lanes(a + 2 * hidden, count: count) + Lanes(bI + 2 * hidden + j, count: count)
        let hz = Lanes(w + hidden, count: count) + Lanes(bH + hidden + j, count: count)
        let z = sigmoid(xz + hz)
        let q = Lanes(w + 2 * hidden, count: count) + Lanes(bH + 2 * hidden + j, count: count)
        let xn = Lanes(a, count: count) + Lanes(bI + j, count: count)
        let n = hyperbolicTangent(xn + r * q)
        let h = n + z * (Lanes(previous + j, count: count) - n)
        h.store(to: next + j, count: count)
        guard keepsGates else { return }
        n.store(to: a, count: count)
        r.store(to: a + hidden, count: count)
        z.store(to: a + 2 * hidden, count: count)
        q.store(to: a + 3 * hidden, count: count)
    }
}

/// Turns n, r, z, q in `gates` into the loss's gradients by what went into them, and `carry`, the gradient by this
/// step's state that came from the next step, into its direct share of the gradient by the state before.
@inline(__always)
func gatesBackward(
    hidden: Int, gates: UnsafeMutablePointer<Float>, previous: UnsafePointer<Float>,
    outputGradient: UnsafePointer<Float>, carry: UnsafeMutablePointer<Float>
) {
    forEachLanes(hidden) { j, count in
        let a = gates + j
        let n = Lanes(a, count: count)
        let r = Lanes(a + hidden, count: count)
        let z = Lanes(a + 2 * hidden, count: count)
        let q = Lanes(a + 3 * hidden, count: count)
        let dh = Lanes(outputGradient + j, count: count) + Lanes(carry + j, count: count)
        let dn = dh * (1 - z) * (1 - n * n)
        let dz = dh * (Lanes(previous + j, count: count) - n) * z * (1 - z)
        let dr = dn * q * r * (1 - r)
        dn.store(to: a, count: count)
        dr.store(to: a + hidden, count: count)
        dz.store(to: a + 2 * hidden, count: count)
        (dn * r).store(to: a + 3 * hidden, count: count)
        (dh * z).store(to: carry + j, count: count)
    }
}
