import COneDNN

/// Which factor of a product is read with its rows and columns exchanged.
package enum TransposedFactor {
    case none, left, right
}

/// c = a b, or c += a b where `adding`; all row-major windows, worked by one thread.
///
/// One single-threaded product on each of two threads outruns one product on both, and its result does not depend on
/// how many threads there are.
package func multiply(
    _ a: Matrix, _ b: Matrix, into c: Matrix, transposing factor: TransposedFactor = .none, adding: Bool = false
) {
    let (m, k) = factor == .left ? (a.columns, a.rows) : (a.rows, a.columns)
    let (inner, n) = factor == .right ? (b.columns, b.rows) : (b.rows, b.columns)
    precondition(
        inner == k && c.rows == m && c.columns == n,
        "a product of \(m) x \(k) and \(inner) x \(n) into \(c.rows) x \(c.columns)")
    guard m > 0, n > 0 else { return }
    guard k > 0 else {
        if !adding { c.fill(0) }
        return
    }
    omp_set_num_threads(1)  // of the calling thread
    let status = dnnl_sgemm(
        code(factor == .left), code(factor == .right), dnnl_dim_t(m), dnnl_dim_t(n), dnnl_dim_t(k),
        1, a.elements, dnnl_dim_t(a.stride), b.elements, dnnl_dim_t(b.stride),
        adding ? 1 : 0, c.elements, dnnl_dim_t(c.stride))
    precondition(status == dnnl_success, "oneDNN refused a \(m) x \(n) x \(k) product (status \(status))")
}

/// oneDNN's letter: N as it stands, T transposed.
private func code(_ isTransposed: Bool) -> CChar {
    CChar(bitPattern: UInt8(ascii: isTransposed ? "T" : "N"))
}

/// The library's version, "2.6.0".
package var matrixLibraryVersion: String {
    guard let version = dnnl_version()?.pointee else { return "unknown" }
    return "\(version.major).\(version.minor).\(version.patch)"
}
