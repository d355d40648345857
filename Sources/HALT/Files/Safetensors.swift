/// One Float32 tensor with its name.
package struct NamedTensor: Sendable, Equatable {
    package let name: String
    package let shape: [Int]
    /// Row by row.
    package let values: [Float]

    package init(name: String, shape: [Int], values: [Float]) {
        self.name = name
        self.shape = shape
        self.values = values
    }
}

/// The safetensors format (https://github.com/huggingface/safetensors): eight bytes of header length, a JSON header that
/// says where each tensor lies, then the tensors. Only Float32 is written and read.
package struct Safetensors: Sendable, Equatable {
    package var tensors: [NamedTensor]
    /// Free text under `__metadata__`.
    package var metadata: [String: String]

    package init(tensors: [NamedTensor], metadata: [String: String] = [:]) {
        self.tensors = tensors
        self.metadata = metadata
    }

    /// The bytes of a file; the tensors begin at a multiple of eight.
    package func encoded() -> [UInt8] {
        var header = SafetensorsHeader(metadata: metadata)
        var offset = 0
        for tensor in tensors {
            let end = offset + tensor.values.count * 4
            header.entries.append(.init(name: tensor.name, dtype: "F32", shape: tensor.shape, begin: offset, end: end))
            offset = end
        }
        var json = Array(header.json.utf8)
        while json.count % 8 != 0 { json.append(UInt8(ascii: " ")) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(8 + json.count + offset)
        withUnsafeBytes(of: UInt64(json.count).littleEndian) { bytes.append(contentsOf: $0) }
        bytes += json
        for tensor in tensors { tensor.values.withUnsafeBytes { bytes.append(contentsOf: $0) } }
        return bytes
    }

    /// Reads a file's bytes, refusing whatever is not exactly in order.
    package init(decoding bytes: [UInt8]) throws(SafetensorsError) {
        guard bytes.count >= 8 else {
            throw .init(.truncated, "the file has \(bytes.count) bytes; it needs at least 8")
        }
        let length = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= 100_000_000 else {
            throw .init(.header, "a header of \(length) bytes is over the limit of 100 MB")
        }
        guard length <= bytes.count - 8 else {
            throw .init(.truncated, "the header says \(length) bytes and \(bytes.count - 8) follow")
        }
        let start = 8 + Int(length)
        let header = try SafetensorsHeader(parsing: Array(bytes[8..<start]))
        try header.check(dataCount: bytes.count - start)
        metadata = header.metadata
        tensors = header.entries.map { entry in
            let values = [Float](unsafeUninitializedCapacity: (entry.end - entry.begin) / 4) { target, count in
                let place = start + entry.begin..<start + entry.end
                bytes[place].withUnsafeBytes { UnsafeMutableRawBufferPointer(target).copyMemory(from: $0) }
                count = place.count / 4
            }
            return NamedTensor(name: entry.name, shape: entry.shape, values: values)
        }
    }
}

/// Why a safetensors file is refused.
package struct SafetensorsError: Error, Equatable, CustomStringConvertible {
    package enum Kind: Sendable, Equatable {
        /// The file ends too early.
        case truncated
        /// The header is not what it should be.
        case header
        /// A tensor's type, shape or place is wrong.
        case tensor
        /// The tensors are not those of a HALT model.
        case model
    }

    package let kind: Kind
    /// What is wrong, and what to do instead where that is not plain.
    package let problem: String

    init(_ kind: Kind, _ problem: String) {
        self.kind = kind
        self.problem = problem
    }

    package var description: String { problem }
}
