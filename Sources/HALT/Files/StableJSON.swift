import Files

/// One line of JSON with sorted keys: the same text for the same value, and every number exact.
func stableJSON(_ value: some Encodable) -> String {
    // No value of this module has keys or numbers that JSON could refuse.
    guard let bytes = try? ExactJSON.bytes(value) else { preconditionFailure("\(type(of: value)) has no JSON") }
    return String(decoding: bytes, as: UTF8.self)
}

/// What `stableJSON` wrote, nil where the text is something else.
func decoded<Value: Decodable>(_ type: Value.Type, stableJSON text: String) -> Value? {
    try? ExactJSON.value(type, text.utf8)
}
