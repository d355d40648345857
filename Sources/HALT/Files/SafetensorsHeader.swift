import FoundationEssentials

/// The JSON header of a safetensors file.
struct SafetensorsHeader {
    /// Where one tensor lies, in bytes after the header.
    struct Entry {
        let name: String
        let dtype: String
        let shape: [Int]
        let begin: Int
        let end: Int
    }

    /// In the order of their places.
    var entries: [Entry] = []
    var metadata: [String: String] = [:]

    init(metadata: [String: String]) {
        self.metadata = metadata
    }

    init(parsing bytes: [UInt8]) throws(SafetensorsError) {
        guard bytes.first == UInt8(ascii: "{") else {
            throw SafetensorsError(.header, "the header is no JSON object; this is no safetensors file")
        }
        let parsed: [String: ParsedEntry]
        do {
            parsed = try JSONDecoder().decode([String: ParsedEntry].self, from: Data(bytes))
        } catch {
            throw SafetensorsError(.header, "the header is not the JSON of a safetensors file: \(Self.reason(error))")
        }
        for (name, value) in parsed {
            switch value {
            case .metadata(let text) where name == "__metadata__": metadata = text
            case .tensor(let dtype, let shape, let offsets) where name != "__metadata__" && offsets.count == 2:
                entries.append(.init(name: name, dtype: dtype, shape: shape, begin: offsets[0], end: offsets[1]))
            default: throw SafetensorsError(.header, "the header's entry \(name) is neither a tensor nor metadata")
            }
        }
        entries.sort { ($0.begin, $0.end, $0.name) < ($1.begin, $1.end, $1.name) }
    }

    /// Throws the first tensor whose type, shape or place is wrong: places must follow each other from 0 to the end.
    func check(dataCount: Int) throws(SafetensorsError) {
        var end = 0
        for entry in entries {
            guard entry.dtype == "F32" else {
                throw SafetensorsError(.tensor, "\(entry.name) is \(entry.dtype); only F32 is read")
            }
            guard entry.begin == end else {
                let fault = entry.begin < end ? "overlaps the tensor before it" : "leaves a gap before it"
                throw SafetensorsError(.tensor, "\(entry.name) begins at byte \(entry.begin), which \(fault)")
            }
            guard let bytes = entry.byteCount, entry.end >= entry.begin, entry.end - entry.begin == bytes else {
                throw SafetensorsError(
                    .tensor, "\(entry.name) of shape \(entry.shape) lies in bytes \(entry.begin) to \(entry.end)")
            }
            end = entry.end
        }
        guard end == dataCount else {
            let kind: SafetensorsError.Kind = end > dataCount ? .truncated : .tensor
            throw SafetensorsError(kind, "the tensors take \(end) bytes and \(dataCount) follow the header")
        }
    }

    /// The header's text, entries in their order.
    var json: String {
        var parts: [String] = []
        if !metadata.isEmpty {
            let pairs = metadata.sorted { $0.key < $1.key }.map { "\(Self.quoted($0.key)):\(Self.quoted($0.value))" }
            parts.append("\"__metadata__\":{\(pairs.joined(separator: ","))}")
        }
        for entry in entries {
            let shape = entry.shape.map(String.init).joined(separator: ",")
            let place = "\"data_offsets\":[\(entry.begin),\(entry.end)]"
            parts.append("\(Self.quoted(entry.name)):{\"dtype\":\"\(entry.dtype)\",\"shape\":[\(shape)],\(place)}")
        }
        return "{" + parts.joined(separator: ",") + "}"
    }

    /// A JSON string.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    private static func reason(_ error: any Error) -> String {
        guard let error = error as? DecodingError else { return "it cannot be read" }
        return switch error {
        case .dataCorrupted(let context): context.debugDescription
        case .keyNotFound(let key, _): "\(key.stringValue) is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context): context.debugDescription
        @unknown default: "it cannot be read"
        }
    }
}

extension SafetensorsHeader.Entry {
    /// The bytes its shape takes, nil where that is no sensible number.
    var byteCount: Int? {
        var count = 4
        for size in shape {
            guard size >= 0 else { return nil }
            let (product, overflows) = count.multipliedReportingOverflow(by: size)
            guard !overflows else { return nil }
            count = product
        }
        return count
    }
}

/// A value of the header's object.
private enum ParsedEntry: Decodable {
    case tensor(dtype: String, shape: [Int], offsets: [Int])
    case metadata([String: String])

    private enum CodingKeys: String, CodingKey {
        case dtype, shape
        case offsets = "data_offsets"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if container.contains(.offsets) {
            self = .tensor(
                dtype: try container.decode(String.self, forKey: .dtype),
                shape: try container.decode([Int].self, forKey: .shape),
                offsets: try container.decode([Int].self, forKey: .offsets))
        } else {
            self = .metadata(try decoder.singleValueContainer().decode([String: String].self))
        }
    }
}
