/// A model's parameters, or anything of their shape (gradients, moments): one flat buffer and its table.
package struct ParameterSet: Sendable, Equatable {
    package let table: ParameterTable
    /// All elements, parameter after parameter.
    package var values: [Float]

    /// Zeros.
    package init(zeros table: ParameterTable) {
        self.table = table
        values = [Float](repeating: 0, count: table.count)
    }

    /// - Precondition: there are as many values as the table has places.
    package init(table: ParameterTable, values: [Float]) {
        precondition(values.count == table.count, "\(values.count) values for \(table.count) places")
        self.table = table
        self.values = values
    }

    /// The elements of one parameter.
    package subscript(entry: ParameterEntry) -> ArraySlice<Float> {
        values[entry.range]
    }

    /// The elements of the parameter of that name, row by row.
    package subscript(name: String) -> [Float]? {
        table[name].map { Array(values[$0.range]) }
    }
}
