/// A measured number that survives JSON also when it is not finite: then it is the string "nan", "inf" or "-inf".
@propertyWrapper
package struct Reading: Codable, Sendable, Equatable {
    package var wrappedValue: Double

    package init(wrappedValue: Double) {
        self.wrappedValue = wrappedValue
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let name = try? container.decode(String.self) {
            guard let value = Double(name) else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(name) is not a number")
            }
            wrappedValue = value
        } else {
            wrappedValue = try container.decode(Double.self)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if wrappedValue.isFinite {
            try container.encode(wrappedValue)
        } else {
            try container.encode(fixed(wrappedValue, digits: 0))
        }
    }
}

extension UnkeyedEncodingContainer {
    mutating func encode(readings: [Double]) throws {
        for value in readings { try encode(Reading(wrappedValue: value)) }
    }
}

extension UnkeyedDecodingContainer {
    mutating func decodeReadings() throws -> [Double] {
        var readings: [Double] = []
        while !isAtEnd { readings.append(try decode(Reading.self).wrappedValue) }
        return readings
    }

    func wrongCount(_ count: Int, expected: String) -> DecodingError {
        DecodingError.dataCorruptedError(in: self, debugDescription: "\(count) numbers instead of \(expected)")
    }
}
