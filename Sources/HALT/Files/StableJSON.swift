import FoundationEssentials

/// One line of JSON with sorted keys: the same text for the same value, and every number exact.
func stableJSON(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    // No value of this module has keys or numbers that JSON could refuse, non-finite ones being spelled out.
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
        positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    guard let data = try? encoder.encode(value) else { preconditionFailure("\(type(of: value)) has no JSON") }
    return String(decoding: data, as: UTF8.self)
}

/// What `stableJSON` wrote, nil where the text is something else.
func decoded<Value: Decodable>(_ type: Value.Type, stableJSON text: String) -> Value? {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
        positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return try? decoder.decode(type, from: Data(text.utf8))
}
