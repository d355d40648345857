/// A window on rows and columns of bfloat16 elements (the upper halves of Float32), which only products read.
///
/// Lies in memory and is shared as a `Matrix` is.
package struct BFloat16Matrix: @unchecked Sendable {
    /// The number of rows.
    package let rows: Int
    /// The number of columns.
    package let columns: Int
    /// The distance between the first elements of neighbouring rows.
    package let stride: Int
    let elements: UnsafeMutablePointer<UInt16>
    private let storage: Storage<UInt16>

    /// Zeros; `stride` may exceed `columns` to keep rows apart in the cache.
    package init(rows: Int, columns: Int, stride: Int? = nil) {
        let stride = stride ?? columns
        precondition(
            rows >= 0 && columns >= 0 && stride >= columns, "no matrix of \(rows) x \(columns), stride \(stride)")
        let storage = Storage<UInt16>(count: rows * stride)
        self.init(storage, storage.elements, rows: rows, columns: columns, stride: stride)
    }

    private init(
        _ storage: Storage<UInt16>, _ elements: UnsafeMutablePointer<UInt16>, rows: Int, columns: Int, stride: Int
    ) {
        self.storage = storage
        self.elements = elements
        self.rows = rows
        self.columns = columns
        self.stride = stride
    }

    /// The window on some rows.
    package subscript(rows range: Range<Int>) -> BFloat16Matrix {
        precondition(range.lowerBound >= 0 && range.upperBound <= rows, "rows \(range) of \(rows)")
        let first = elements + range.lowerBound * stride
        return BFloat16Matrix(storage, first, rows: range.count, columns: columns, stride: stride)
    }

    /// The window on some columns.
    package subscript(columns range: Range<Int>) -> BFloat16Matrix {
        precondition(range.lowerBound >= 0 && range.upperBound <= columns, "columns \(range) of \(columns)")
        return BFloat16Matrix(storage, elements + range.lowerBound, rows: rows, columns: range.count, stride: stride)
    }

    /// The first element of row `index`.
    package func row(_ index: Int) -> UnsafeMutablePointer<UInt16> {
        precondition(index >= 0 && index < rows, "row \(index) of \(rows)")
        return elements + index * stride
    }

    /// The elements' bits, row by row.
    package var bits: [UInt16] {
        (0..<rows).flatMap { Array(UnsafeBufferPointer(start: row($0), count: columns)) }
    }

    /// Takes the elements of row `index` from `source`, rounded to nearest, ties to even.
    func round(_ source: UnsafePointer<Float>, toRow index: Int) {
        let target = row(index)
        forEachLanes(columns) { first, count in
            let halves = Lanes(source + first, count: count).bFloat16
            if count == 8 {
                UnsafeMutableRawPointer(target + first).storeBytes(of: halves, as: SIMD8<UInt16>.self)
            } else {
                for k in 0..<count { target[first + k] = halves[k] }
            }
        }
    }
}

extension Lanes {
    /// The bits of the nearest bfloat16 numbers, ties to even. What is too big becomes infinity; NaN stays NaN.
    @inline(__always)
    var bFloat16: SIMD8<UInt16> {
        let bits = unsafeBitCast(self, to: SIMD8<UInt32>.self)
        let isOdd = (bits &>> 16) & 1
        let rounded = bits &+ (isOdd &+ 0x7fff)
        // A NaN's low bits may be all that makes it one, and rounding would carry into its sign: keep it, made quiet.
        let quiet = bits | 0x40_0000
        let result = rounded.replacing(with: quiet, where: self .!= self)
        // The upper half of each lane. A conversion to UInt16 would leave lanes.
        return unsafeBitCast(result, to: SIMD16<UInt16>.self).oddHalf
    }
}
