/// One parameter: its PyTorch name, its shape and where its elements lie in the flat buffer.
package struct ParameterEntry: Sendable, Equatable {
    /// `gru.weight_ih_l0_reverse`.
    package let name: String
    package let shape: [Int]
    /// The place of its first element.
    package let offset: Int

    /// The number of elements.
    package var count: Int { shape.reduce(1, *) }
    package var range: Range<Int> { offset..<offset + count }
}

/// All parameters of a model in the order PyTorch lists them.
package struct ParameterTable: Sendable, Equatable {
    package let entries: [ParameterEntry]

    package init(_ configuration: Configuration) {
        let (d, p, h) = (configuration.inputSize, configuration.projectionSize, configuration.hiddenSize)
        var list = EntryList()
        list.append("projection.norm.weight", [d])
        list.append("projection.norm.bias", [d])
        list.append("projection.fc1.weight", [p, d])
        list.append("projection.fc1.bias", [p])
        list.append("projection.fc2.weight", [p, p])
        list.append("projection.fc2.bias", [p])
        for layer in 0..<configuration.layers {
            let inputs = layer == 0 ? p : 2 * h
            for direction in Direction.allCases {
                let suffix = "l\(layer)\(direction.suffix)"
                list.append("gru.weight_ih_\(suffix)", [3 * h, inputs])
                list.append("gru.weight_hh_\(suffix)", [3 * h, h])
                list.append("gru.bias_ih_\(suffix)", [3 * h])
                list.append("gru.bias_hh_\(suffix)", [3 * h])
            }
        }
        list.append("classifier.weight", [1, 2 * h])
        list.append("classifier.bias", [1])
        entries = list.entries
    }

    /// The number of elements of all parameters.
    package var count: Int { entries.last?.range.upperBound ?? 0 }

    package subscript(name: String) -> ParameterEntry? {
        entries.first { $0.name == name }
    }

    /// The four parameters of one direction of one layer.
    func gru(_ layer: Int, _ direction: Direction) -> GRUEntries {
        let first = 6 + 8 * layer + 4 * direction.rawValue
        return GRUEntries(
            inputWeights: entries[first], recurrentWeights: entries[first + 1],
            inputBias: entries[first + 2], recurrentBias: entries[first + 3])
    }
}

/// The two directions a GRU layer reads in.
enum Direction: Int, CaseIterable, Sendable {
    case forward, backward

    /// What PyTorch appends to a parameter's name.
    var suffix: String { self == .forward ? "" : "_reverse" }
}

/// One GRU direction's parameters: W_ih [3H, I], W_hh [3H, H], b_ih [3H], b_hh [3H], gates r, z, n.
struct GRUEntries {
    let inputWeights: ParameterEntry
    let recurrentWeights: ParameterEntry
    let inputBias: ParameterEntry
    let recurrentBias: ParameterEntry
}

/// Gives each parameter the place after the last one's.
private struct EntryList {
    var entries: [ParameterEntry] = []

    mutating func append(_ name: String, _ shape: [Int]) {
        let offset = entries.last?.range.upperBound ?? 0
        entries.append(ParameterEntry(name: name, shape: shape, offset: offset))
    }
}
