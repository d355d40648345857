/// Means and deviations by which features are brought to one scale.
///
/// Source: scikit-learn's `StandardScaler`: deviations divide by the number of rows, and a constant feature keeps its scale.
package struct Standardization: Sendable, Equatable, Codable {
    package let means: [Double]
    package let deviations: [Double]

    /// Rows of equally many finite features, at least one row.
    package init(_ rows: [[Double]]) {
        let width = rows.first?.count ?? 0
        precondition(!rows.isEmpty && rows.allSatisfy { $0.count == width }, "rows of features differ in length")
        precondition(rows.allSatisfy { $0.allSatisfy(\.isFinite) }, "features hold a value that is not finite")
        let columns = (0..<width).map { column in rows.map { $0[column] } }
        means = columns.map(mean)
        deviations = columns.map { column in
            let deviation = standardDeviation(column)
            // What rounding makes of a constant is no scale.
            return deviation > 1e-14 * abs(mean(column)) ? deviation : 1
        }
    }

    package func callAsFunction(_ row: [Double]) -> [Double] {
        precondition(row.count == means.count, "\(row.count) features, \(means.count) expected")
        return row.indices.map { (row[$0] - means[$0]) / deviations[$0] }
    }
}
