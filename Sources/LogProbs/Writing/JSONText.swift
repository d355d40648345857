/// JSON as it is written: bytes to which values are added.
package struct JSONText {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package mutating func add(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    package mutating func add(_ number: Int) {
        bytes.append(contentsOf: "\(number)".utf8)
    }

    /// A string with its quotation marks.
    package mutating func addString(_ text: String) {
        addString(utf8: text.utf8)
    }

    /// A string from bytes that are valid UTF-8.
    mutating func addString(utf8 text: some Sequence<UInt8>) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text {
            switch byte {
            case UInt8(ascii: "\""): add("\\\"")
            case UInt8(ascii: "\\"): add("\\\\")
            case UInt8(ascii: "\n"): add("\\n")
            case 0..<0x20:
                bytes.append(contentsOf: "\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Any bytes: as a string where they are text, else as the list of their numbers.
    mutating func addBytes(_ text: ArraySlice<UInt8>) {
        if text.allSatisfy({ $0 < 0x80 }) || String(validating: text, as: UTF8.self) != nil {
            addString(utf8: text)
        } else {
            addList(text) { $0.add(Int($1)) }
        }
    }

    package mutating func addList<Element>(_ elements: some Sequence<Element>, _ add: (inout JSONText, Element) -> Void)
    {
        bytes.append(UInt8(ascii: "["))
        var isFirst = true
        for element in elements {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            add(&self, element)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    /// An object whose values are texts.
    package mutating func addObject(_ members: some Sequence<(String, String)>) {
        bytes.append(UInt8(ascii: "{"))
        var isFirst = true
        for (name, value) in members {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            addString(name)
            bytes.append(UInt8(ascii: ":"))
            addString(value)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    /// A number with as few digits as tell it from its neighbours; null where it is none or infinite.
    package mutating func add(_ number: some BinaryFloatingPoint & CustomStringConvertible) {
        guard number.isFinite else { return add("null") }
        bytes.append(contentsOf: number.description.utf8)
    }

    /// A log-prob, NaN as null; with as few digits as tell it from its neighbours, or rounded to so many decimals. One that would be
    /// rounded to what stands for a missing one keeps its digits.
    mutating func add(_ number: Float, decimals: Int?) {
        guard !number.isNaN else { return add("null") }
        guard let decimals, number.isFinite, abs(number) < 1e9 else { return addShortest(number) }
        var scale = 1
        for _ in 0..<decimals { scale *= 10 }
        let scaled = (Double(number) * Double(scale)).rounded()
        guard !Sentinel.holds(scaled / Double(scale)) else { return addShortest(number) }
        addScaled(Int(scaled), scale)
    }

    private mutating func addShortest(_ number: Float) {
        // Swift writes -0.0001 as -0.0001 and 1e-05 as 1e-05: both are JSON.
        bytes.append(contentsOf: number.description.utf8)
    }

    /// A number that has been multiplied by a power of ten.
    private mutating func addScaled(_ number: Int, _ scale: Int) {
        var scale = scale
        let scaled = abs(number)
        if number < 0, scaled > 0 { bytes.append(UInt8(ascii: "-")) }
        add(scaled / scale)
        var rest = scaled % scale
        guard rest > 0 else { return }
        bytes.append(UInt8(ascii: "."))
        // Zeros at the end say nothing.
        while rest > 0 {
            scale /= 10
            bytes.append(UInt8(ascii: "0") + UInt8(rest / scale))
            rest %= scale
        }
    }
}
