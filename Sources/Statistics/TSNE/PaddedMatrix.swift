import Tensors

extension Matrix {
    /// Zeros whose rows are padded with zeros to whole vectors, so that kernels read `vectors` of them a row.
    static func padded(rows: Int, columns: Int) -> Matrix {
        Matrix(rows: rows, columns: columns, stride: (columns + 7) / 8 * 8)
    }

    /// Vectors a row of a padded matrix, the last one filled up.
    var vectors: Int { stride / 8 }

    /// Eight elements of a padded matrix's row.
    @inline(__always)
    func vector(_ row: Int, _ place: Int) -> Lanes {
        Lanes(self.row(row) + place * 8)
    }
}
