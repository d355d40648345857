/// A model's weights in a safetensors file, with the names that PyTorch gives them.
package struct WeightsFile: Sendable, Equatable {
    package let configuration: Configuration
    package let parameters: ParameterSet

    private static let configurationKey = "haltbook.configuration"

    package init(configuration: Configuration, parameters: ParameterSet) {
        self.configuration = configuration
        self.parameters = parameters
    }

    /// The bytes of the file; the configuration goes with them as metadata.
    package func encoded() -> [UInt8] {
        let tensors = parameters.table.entries.map { entry in
            NamedTensor(name: entry.name, shape: entry.shape, values: Array(parameters[entry]))
        }
        return Safetensors(tensors: tensors, metadata: [Self.configurationKey: stableJSON(configuration)]).encoded()
    }

    /// Reads a file's bytes. Sizes come from the tensors; other settings from the metadata, or from `fallback` where a
    /// file has none (one saved by PyTorch).
    package init(decoding bytes: [UInt8], fallback: Configuration) throws(SafetensorsError) {
        let file = try Safetensors(decoding: bytes)
        let stored = file.metadata[Self.configurationKey].flatMap { decoded(Configuration.self, stableJSON: $0) }
        var configuration = stored ?? fallback
        try configuration.takeSizes(of: file.tensors)
        do {
            try configuration.validate()
        } catch {
            throw SafetensorsError(.model, "the file is for a model with \(error)")
        }
        let table = ParameterTable(configuration)
        parameters = ParameterSet(table: table, values: try Self.values(of: file.tensors, by: table))
        self.configuration = configuration
    }

    /// The tensors' elements in the table's order.
    private static func values(
        of tensors: [NamedTensor], by table: ParameterTable
    ) throws(SafetensorsError) -> [Float] {
        if let extra = tensors.first(where: { table[$0.name] == nil }) {
            throw SafetensorsError(.model, "\(extra.name) is no parameter of a HALT model")
        }
        var values: [Float] = []
        // What the file holds, not what its shapes promise: they may promise more than there is memory for.
        values.reserveCapacity(tensors.reduce(0) { $0 + $1.values.count })
        for entry in table.entries {
            guard let tensor = tensors.first(where: { $0.name == entry.name }) else {
                throw SafetensorsError(.model, "the file lacks \(entry.name)")
            }
            guard tensor.shape == entry.shape else {
                throw SafetensorsError(.model, "\(entry.name) has shape \(tensor.shape) instead of \(entry.shape)")
            }
            values += tensor.values
        }
        return values
    }
}

extension Configuration {
    /// Takes over the sizes that the tensors' shapes show.
    fileprivate mutating func takeSizes(of tensors: [NamedTensor]) throws(SafetensorsError) {
        let first = try Self.shape("projection.fc1.weight", in: tensors)
        let recurrent = try Self.shape("gru.weight_hh_l0", in: tensors)
        projectionSize = first[0]
        topK = first[1] - 5
        hiddenSize = recurrent[1]
        let names = Set(tensors.map(\.name))
        layers = 0
        while names.contains("gru.weight_ih_l\(layers)") { layers += 1 }
    }

    private static func shape(_ name: String, in tensors: [NamedTensor]) throws(SafetensorsError) -> [Int] {
        guard let tensor = tensors.first(where: { $0.name == name }), tensor.shape.count == 2 else {
            throw SafetensorsError(.model, "the file has no matrix \(name), so it is not a HALT model's")
        }
        return tensor.shape
    }
}
