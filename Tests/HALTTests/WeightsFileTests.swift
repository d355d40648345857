import Foundation
import ReferenceRandom
import Tensors
import Testing

@testable import HALT

@Suite struct WeightsFileTests {
    private static func smallFile() -> WeightsFile {
        var configuration = Configuration()
        (configuration.projectionSize, configuration.hiddenSize, configuration.layers) = (2, 1, 1)
        configuration.topK = 2
        configuration.topQ = 0.3
        var generator = TorchGenerator(seed: 4)
        let parameters = ParameterSet(initialising: configuration, from: &generator)
        return WeightsFile(configuration: configuration, parameters: parameters)
    }

    @Test func `what is written is read again`() throws {
        let file = Self.smallFile()
        #expect(try WeightsFile(decoding: file.encoded(), fallback: Configuration()) == file)
    }

    /// A file of PyTorch's has no metadata, and its tensors lie in another order.
    @Test func `a file without metadata takes sizes from its shapes and the rest from the session`() throws {
        let file = Self.smallFile()
        let tensors = file.parameters.table.entries.reversed().map {
            NamedTensor(name: $0.name, shape: $0.shape, values: Array(file.parameters[$0]))
        }
        var session = Configuration()
        session.topQ = 0.7
        let read = try WeightsFile(decoding: Safetensors(tensors: tensors).encoded(), fallback: session)
        #expect(read.parameters == file.parameters)
        #expect(read.configuration.topQ == 0.7)
        #expect(read.configuration.hiddenSize == 1)
    }

    @Test func `the tensors begin at a multiple of eight`() {
        let bytes = Self.smallFile().encoded()
        #expect(bytes[0] % 8 == 0)
        #expect(bytes[8] == UInt8(ascii: "{"))
    }

    @Test func `a file cut short anywhere is refused`() {
        let bytes = Self.smallFile().encoded()
        for count in bytes.indices {
            #expect(throws: SafetensorsError.self) {
                try WeightsFile(decoding: Array(bytes[..<count]), fallback: Configuration())
            }
        }
    }

    @Test func `a byte too many is refused`() {
        #expect(throws: SafetensorsError(.tensor, "the tensors take 4 bytes and 5 follow the header")) {
            try Safetensors(decoding: Safetensors(tensors: [Self.one]).encoded() + [0])
        }
    }

    private static let one = NamedTensor(name: "a", shape: [1], values: [1])

    @Test(arguments: [
        (#"{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}"#, "a is F64; only F32 is read"),
        (
            #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
            "a begins at byte 4, which leaves a gap before it"
        ),
        (
            #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"#
                + #""b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
            "b begins at byte 4, which overlaps the tensor before it"
        ),
        (#"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#, "a of shape [3] lies in bytes 0 to 8"),
        (#"{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}"#, "a of shape [-2] lies in bytes 0 to 8"),
        (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,-8]}}"#, "a of shape [2] lies in bytes 0 to -8"),
        (
            #"{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,8]}}"#,
            "a of shape [4611686018427387904, 4] lies in bytes 0 to 8"
        ),
        (
            #"{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}"#,
            "the tensors take 16 bytes and 8 follow the header"
        ),
        (#"{"a":{"x":"y"}}"#, "the header's entry a is neither a tensor nor metadata"),
        (
            #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}"#,
            "the header's entry a is neither a tensor nor metadata"
        ),
        (#"[1]"#, "the header is no JSON object; this is no safetensors file"),
    ]) func `a header that does not fit is refused with its reason`(header: String, message: String) {
        #expect(throws: SafetensorsError.self) { try Safetensors(decoding: Self.file(header)) }
        do throws(SafetensorsError) {
            _ = try Safetensors(decoding: Self.file(header))
        } catch {
            #expect(error.description == message)
        }
    }

    /// A header before eight bytes of data.
    private static func file(_ header: String, length: UInt64? = nil) -> [UInt8] {
        let length = length ?? UInt64(header.utf8.count)
        let count = withUnsafeBytes(of: length.littleEndian, Array.init)
        return count + Array(header.utf8) + [UInt8](repeating: 0, count: 8)
    }

    @Test func `a huge header is refused before it is read`() {
        let problem = "a header of 18446744073709551615 bytes is over the limit of 100 MB"
        #expect(throws: SafetensorsError(.header, problem)) {
            try Safetensors(decoding: Self.file("{}", length: .max))
        }
        #expect(throws: SafetensorsError(.truncated, "the header says 99999999 bytes and 10 follow")) {
            try Safetensors(decoding: Self.file("{}", length: 99_999_999))
        }
    }

    @Test func `tensors of another model are refused by name`() {
        let problem = "the file has no matrix projection.fc1.weight, so it is not a HALT model's"
        #expect(throws: SafetensorsError(.model, problem)) {
            try WeightsFile(decoding: Safetensors(tensors: [Self.one]).encoded(), fallback: Configuration())
        }
        let file = Self.smallFile()
        var tensors = file.parameters.table.entries.map {
            NamedTensor(name: $0.name, shape: $0.shape, values: Array(file.parameters[$0]))
        }
        tensors.append(Self.one)
        #expect(throws: SafetensorsError(.model, "a is no parameter of a HALT model")) {
            try WeightsFile(decoding: Safetensors(tensors: tensors).encoded(), fallback: Configuration())
        }
        tensors.removeLast(2)
        #expect(throws: SafetensorsError(.model, "the file lacks classifier.bias")) {
            try WeightsFile(decoding: Safetensors(tensors: tensors).encoded(), fallback: Configuration())
        }
        tensors.append(NamedTensor(name: "classifier.bias", shape: [2], values: [1, 2]))
        #expect(throws: SafetensorsError(.model, "classifier.bias has shape [2] instead of [1]")) {
            try WeightsFile(decoding: Safetensors(tensors: tensors).encoded(), fallback: Configuration())
        }
    }

    @Test func `shapes that promise more than the file holds are refused without asking for the memory`() throws {
        let file = Self.smallFile()
        let tensors = file.parameters.table.entries.map { entry in
            entry.name == "gru.weight_hh_l0"
                ? NamedTensor(name: entry.name, shape: [1, 60_000], values: [Float](repeating: 0, count: 60_000))
                : NamedTensor(name: entry.name, shape: entry.shape, values: Array(file.parameters[entry]))
        }
        let bytes = Safetensors(tensors: tensors).encoded()
        #expect(throws: SafetensorsError(.model, "gru.weight_ih_l0 has shape [3, 2] instead of [180000, 2]")) {
            try WeightsFile(decoding: bytes, fallback: Configuration())
        }
    }
}
