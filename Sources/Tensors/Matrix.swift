/// A window on rows and columns of Float32 elements: copies and windows of a window share their elements.
///
/// Element (i, j) lies at `i * stride + j`. Two threads may write one storage through windows that do not overlap; what
/// runs at once is arranged by `WorkerPair`, so sharing is the caller's promise and not the compiler's proof.
package struct Matrix: @unchecked Sendable {
    /// The number of rows.
    package let rows: Int
    /// The number of columns.
    package let columns: Int
    /// The distance between the first elements of neighbouring rows.
    package let stride: Int
    @usableFromInline let elements: UnsafeMutablePointer<Float>
    private let storage: Storage<Float>

    /// Zeros; `stride` may exceed `columns` to keep rows apart in the cache.
    package init(rows: Int, columns: Int, stride: Int? = nil) {
        let stride = stride ?? columns
        precondition(
            rows >= 0 && columns >= 0 && stride >= columns, "no matrix of \(rows) x \(columns), stride \(stride)")
        self.rows = rows
        self.columns = columns
        self.stride = stride
        storage = Storage(count: rows * stride)
        elements = storage.elements
    }

    /// A matrix of its own that holds `values` row by row.
    package init(_ values: [Float], rows: Int, columns: Int) {
        self.init(rows: rows, columns: columns)
        copy(from: values)
    }

    private init(
        _ storage: Storage<Float>, _ elements: UnsafeMutablePointer<Float>, rows: Int, columns: Int, stride: Int
    ) {
        self.storage = storage
        self.elements = elements
        self.rows = rows
        self.columns = columns
        self.stride = stride
    }

    /// The window on some rows.
    package subscript(rows range: Range<Int>) -> Matrix {
        precondition(range.lowerBound >= 0 && range.upperBound <= rows, "rows \(range) of \(rows)")
        let first = elements + range.lowerBound * stride
        return Matrix(storage, first, rows: range.count, columns: columns, stride: stride)
    }

    /// The window on some columns.
    package subscript(columns range: Range<Int>) -> Matrix {
        precondition(range.lowerBound >= 0 && range.upperBound <= columns, "columns \(range) of \(columns)")
        return Matrix(storage, elements + range.lowerBound, rows: rows, columns: range.count, stride: stride)
    }

    /// The first element of row `index`, for a kernel that walks along the row.
    @inlinable package func row(_ index: Int) -> UnsafeMutablePointer<Float> {
        precondition(index >= 0 && index < rows)
        return elements + index &* stride
    }

    @inlinable package subscript(row: Int, column: Int) -> Float {
        get {
            precondition(column >= 0 && column < columns)
            return self.row(row)[column]
        }
        nonmutating set {
            precondition(column >= 0 && column < columns)
            self.row(row)[column] = newValue
        }
    }
}

extension Matrix {
    /// The elements, row by row.
    package var values: [Float] {
        [Float](unsafeUninitializedCapacity: rows * columns) { buffer, count in
            for i in 0..<rows where columns > 0 {
                (buffer.baseAddress! + i * columns).initialize(from: row(i), count: columns)
            }
            count = rows * columns
        }
    }

    package func fill(_ value: Float) {
        for i in 0..<rows { row(i).update(repeating: value, count: columns) }
    }

    /// Takes the elements from `values`, row by row, beginning at `offset`.
    package func copy(from values: [Float], at offset: Int = 0) {
        precondition(
            offset >= 0 && offset + rows * columns <= values.count,
            "\(rows) x \(columns) elements at \(offset) of \(values.count)")
        values.withUnsafeBufferPointer { source in
            guard let base = source.baseAddress else { return }
            for i in 0..<rows { row(i).update(from: base + offset + i * columns, count: columns) }
        }
    }

    /// Takes the elements of another matrix of the same shape, which shares none with this one.
    package func copy(from other: Matrix) {
        precondition(
            other.rows == rows && other.columns == columns,
            "a \(other.rows) x \(other.columns) matrix copied into \(rows) x \(columns)")
        for i in 0..<rows { row(i).update(from: other.row(i), count: columns) }
    }

    /// Puts the elements into `values`, row by row, beginning at `offset`.
    package func write(to values: inout [Float], at offset: Int) {
        precondition(
            offset >= 0 && offset + rows * columns <= values.count,
            "\(rows) x \(columns) elements at \(offset) of \(values.count)")
        values.withUnsafeMutableBufferPointer { target in
            guard let base = target.baseAddress else { return }
            for i in 0..<rows { (base + offset + i * columns).update(from: row(i), count: columns) }
        }
    }

    /// Writes the elements into `target`, which shares none of them, rows and columns exchanged.
    package func transposed(into target: Matrix) {
        precondition(
            target.rows == columns && target.columns == rows,
            "\(rows) x \(columns) transposed into \(target.rows) x \(target.columns)")
        let block = 32
        for i0 in Swift.stride(from: 0, to: rows, by: block) {
            for j0 in Swift.stride(from: 0, to: columns, by: block) {
                for i in i0..<min(i0 + block, rows) {
                    let source = row(i)
                    for j in j0..<min(j0 + block, columns) { target.row(j)[i] = source[j] }
                }
            }
        }
    }

    /// Adds the columns' sums over all rows to `totals`, a row of as many columns.
    ///
    /// Rows are summed by 64 and then those sums, so that rounding grows with the number of blocks.
    package func addColumnSums(to totals: Matrix, using scratch: Matrix) {
        precondition(totals.columns == columns && scratch.columns >= columns, "\(columns) sums in \(totals.columns)")
        let total = totals.row(0)
        let partial = scratch.row(0)
        for start in Swift.stride(from: 0, to: rows, by: 64) {
            partial.update(repeating: 0, count: columns)
            for i in start..<min(start + 64, rows) { add(row(i), to: partial, count: columns) }
            add(partial, to: total, count: columns)
        }
    }
}

/// target += source, element by element.
@inline(__always)
private func add(_ source: UnsafeMutablePointer<Float>, to target: UnsafeMutablePointer<Float>, count: Int) {
    for j in 0..<count { target[j] += source[j] }
}
