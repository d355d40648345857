/// A matrix as products read it: as it stands, or rounded to bfloat16 into a copy beside it.
///
/// Whoever writes the matrix renews the copy with `round`, as soon as the elements are there.
package struct Factor: Sendable {
    package let matrix: Matrix
    /// Of the matrix's shape; nil where products read the matrix itself.
    package let rounded: BFloat16Matrix?

    /// A matrix with a copy that is already there, or none.
    package init(_ matrix: Matrix, rounded: BFloat16Matrix?) {
        precondition(
            rounded.map { $0.rows == matrix.rows && $0.columns == matrix.columns } ?? true,
            "a copy of another shape than \(matrix.rows) x \(matrix.columns)")
        self.matrix = matrix
        self.rounded = rounded
    }

    /// A matrix with a copy of its own where the precision asks for one, not rounded yet.
    package init(_ matrix: Matrix, _ precision: Precision) {
        let copy = { BFloat16Matrix(rows: matrix.rows, columns: matrix.columns, stride: matrix.stride) }
        self.init(matrix, rounded: precision == .bf16 ? copy() : nil)
    }

    /// Zeros.
    package init(rows: Int, columns: Int, stride: Int? = nil, _ precision: Precision) {
        self.init(Matrix(rows: rows, columns: columns, stride: stride), precision)
    }

    /// The number of rows.
    package var rows: Int { matrix.rows }
    /// The number of columns.
    package var columns: Int { matrix.columns }

    /// The window on some rows.
    package subscript(rows range: Range<Int>) -> Factor {
        Factor(matrix[rows: range], rounded: rounded?[rows: range])
    }

    /// The window on some columns.
    package subscript(columns range: Range<Int>) -> Factor {
        Factor(matrix[columns: range], rounded: rounded?[columns: range])
    }

    /// Renews the copy.
    package func round() {
        guard rounded != nil else { return }
        for i in 0..<rows { round(row: i) }
    }

    /// Renews one row of the copy.
    package func round(row index: Int) {
        rounded?.round(matrix.row(index), toRow: index)
    }

    /// Makes row `index`, as products read it, a row of another factor of as many columns; nil stands for zeros.
    package func setRow(_ index: Int, to other: (factor: Factor, row: Int)?) {
        precondition(other.map { $0.factor.columns == columns } ?? true, "a row of another length than \(columns)")
        switch (rounded, other) {
        case (nil, nil): matrix.row(index).update(repeating: 0, count: columns)
        case (nil, let other?): matrix.row(index).update(from: other.factor.matrix.row(other.row), count: columns)
        case (let copy?, nil): copy.row(index).update(repeating: 0, count: columns)
        case (let copy?, let other?):
            guard let source = other.factor.rounded else { preconditionFailure("a factor that has no bfloat16 copy") }
            copy.row(index).update(from: source.row(other.row), count: columns)
        }
    }
}

/// c = a b, or c += a b where `adding`, of the factors as products read them: both rounded, or neither.
package func multiply(
    _ a: Factor, _ b: Factor, into c: Matrix, transposing factor: TransposedFactor = .none, adding: Bool = false
) {
    switch (a.rounded, b.rounded) {
    case (nil, nil): multiply(a.matrix, b.matrix, into: c, transposing: factor, adding: adding)
    case (let a?, let b?): multiply(a, b, into: c, transposing: factor, adding: adding)
    default: preconditionFailure("a product of a single-precision factor with a bfloat16 one")
    }
}
