import Glibc

/// A value in a parsed text, read where it lies on simdjson's tape; it holds as long as the text's parse does.
///
/// A tape is a row of words. The highest byte of a word says what begins there; a container's low half says where what follows
/// it begins, and the 24 bits above how many elements there are, or that they are at least so many; a string's where its length
/// and bytes are; a number is in the word behind.
package struct JSONValue {
    let tape: UnsafePointer<UInt64>
    let strings: UnsafePointer<UInt8>
    let index: Int

    package enum Kind {
        case object, array, string, number, boolean, null
    }

    package var kind: Kind {
        switch tag {
        case Tag.object: .object
        case Tag.array: .array
        case Tag.string: .string
        case Tag.integer, Tag.natural, Tag.real: .number
        case Tag.yes, Tag.no: .boolean
        default: .null
        }
    }

    private enum Tag {
        static let object = UInt8(ascii: "{")
        static let array = UInt8(ascii: "[")
        static let string = UInt8(ascii: "\"")
        static let integer = UInt8(ascii: "l")
        static let natural = UInt8(ascii: "u")
        static let real = UInt8(ascii: "d")
        static let yes = UInt8(ascii: "t")
        static let no = UInt8(ascii: "f")
    }

    private var tag: UInt8 { UInt8(truncatingIfNeeded: tape[index] >> 56) }
    private var payload: Int { Int(tape[index] & 0x00FF_FFFF_FFFF_FFFF) }

    /// The index behind the value.
    private var end: Int {
        switch tag {
        case Tag.object, Tag.array: Int(tape[index] & 0xFFFF_FFFF)
        case Tag.integer, Tag.natural, Tag.real: index + 2
        default: index + 1
        }
    }

    private func value(at index: Int) -> JSONValue { JSONValue(tape: tape, strings: strings, index: index) }

    // MARK: Scalars

    package var isNull: Bool { kind == .null }

    /// A string's bytes, valid UTF-8; nil of anything else.
    package var bytes: UnsafeBufferPointer<UInt8>? {
        guard tag == Tag.string else { return nil }
        let start = strings + payload
        let count = UnsafeRawPointer(start).loadUnaligned(as: UInt32.self)
        return UnsafeBufferPointer(start: start + 4, count: Int(count))
    }

    package var string: String? { bytes.map { String(decoding: $0, as: UTF8.self) } }

    package var number: Double? {
        switch tag {
        case Tag.real: Double(bitPattern: tape[index + 1])
        case Tag.integer: Double(Int64(bitPattern: tape[index + 1]))
        case Tag.natural: Double(tape[index + 1])
        default: nil
        }
    }

    package var integer: Int? { tag == Tag.integer ? Int(Int64(bitPattern: tape[index + 1])) : nil }

    package var boolean: Bool? {
        switch tag {
        case Tag.yes: true
        case Tag.no: false
        default: nil
        }
    }

    // MARK: Containers

    /// An array's elements; none of anything else.
    package var elements: Elements {
        tag == Tag.array ? Elements(place: value(at: index + 1), end: end - 1) : Elements(place: self, end: index)
    }

    /// How many elements an array has.
    var elementCount: Int {
        guard tag == Tag.array else { return 0 }
        let count = payload >> 32
        return count < 0xFF_FFFF ? count : elements.reduce(0) { count, _ in count + 1 }
    }

    /// An object's members, in the order in which they are written; none of anything else.
    package var members: Members {
        tag == Tag.object ? Members(place: value(at: index + 1), end: end - 1) : Members(place: self, end: index)
    }

    /// The first member of that name.
    package subscript(name: StaticString) -> JSONValue? {
        let wanted = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        return member(wanted)
    }

    package subscript(name: String) -> JSONValue? {
        var name = name
        return name.withUTF8 { member($0) }
    }

    private func member(_ name: UnsafeBufferPointer<UInt8>) -> JSONValue? {
        for (key, value) in members where equalBytes(key, name) { return value }
        return nil
    }

    /// An object of that name; nil where there is none.
    package func object(_ name: StaticString) -> JSONValue? {
        self[name].flatMap { $0.kind == .object ? $0 : nil }
    }

    /// An array of that name; nil where there is none.
    package func array(_ name: StaticString) -> JSONValue? {
        self[name].flatMap { $0.kind == .array ? $0 : nil }
    }

    package var first: JSONValue? {
        var elements = elements
        return elements.next()
    }

    package struct Elements: Sequence, IteratorProtocol {
        fileprivate var place: JSONValue
        fileprivate let end: Int

        package mutating func next() -> JSONValue? {
            guard place.index < end else { return nil }
            defer { place = place.value(at: place.end) }
            return place
        }
    }

    package struct Members: Sequence, IteratorProtocol {
        fileprivate var place: JSONValue
        fileprivate let end: Int

        package mutating func next() -> (key: UnsafeBufferPointer<UInt8>, value: JSONValue)? {
            guard place.index < end, let key = place.bytes else { return nil }
            let value = place.value(at: place.index + 1)
            place = value.value(at: value.end)
            return (key, value)
        }
    }
}

/// Whether two runs of bytes are the same.
func equalBytes(_ first: UnsafeBufferPointer<UInt8>, _ second: UnsafeBufferPointer<UInt8>) -> Bool {
    guard first.count == second.count else { return false }
    guard let left = first.baseAddress, let right = second.baseAddress else { return true }
    return memcmp(left, right, first.count) == 0
}

/// Whether bytes are those of a literal.
func equalBytes(_ bytes: UnsafeBufferPointer<UInt8>, _ literal: StaticString) -> Bool {
    equalBytes(bytes, UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
}
