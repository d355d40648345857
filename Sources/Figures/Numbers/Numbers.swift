// Every number of the project is printed by one of these. Each rounds the exact binary value once, half to even, as
// C's `printf` does; none writes a minus before a number that prints as zero. Not-a-number is "nan", infinity "inf".

/// `value` with `digits` digits after the point, as C's `%.nf`: `fixed(2.345, digits: 2)` is "2.35"
/// (the `Double` next to 2.345 is a little above it).
package func fixed(_ value: Double, digits: Int) -> String {
    finite(value) { plain($0, digits: digits) }
}

/// `value` as digits times a power of ten: `scientific(4.41e-4, digits: 2)` is "4.41e-4".
package func scientific(_ value: Double, digits: Int) -> String {
    finite(value) { expansion in
        let (digits, exponent) = significant(expansion, count: max(0, digits) + 1)
        return point(digits, places: digits.count - 1) + "e\(exponent)"
    }
}

/// A whole number with its thousands apart: `grouped(5_344_179)` is "5,344,179".
package func grouped(_ value: Int) -> String {
    let digits = Array(String(value.magnitude))
    var text = value < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
        if index > 0 && (digits.count - index) % 3 == 0 { text += "," }
        text.append(digit)
    }
    return text
}

/// A share as a percentage: `percent(0.9876, digits: 1)` is "98.8%".
package func percent(_ value: Double, digits: Int) -> String {
    value.isFinite ? finite(value) { plain($0.shifted(by: 2), digits: digits) } + "%" : fixed(value, digits: 0)
}

/// `value` as briefly as a table cell wants it: up to four significant digits, no trailing zeros, and a power of ten
/// below 0.0001 and from a million. `short(0.25)` is "0.25", `short(12345.678)` "12346", `short(2.34e-6)` "2.34e-6".
package func short(_ value: Double) -> String { short(value, digits: 4) }

/// The same with up to so many significant digits.
func short(_ value: Double, digits count: Int) -> String {
    finite(value) { expansion in
        guard !expansion.digits.isEmpty else { return "0" }
        var (digits, exponent) = significant(expansion, count: count)
        if (-4...5).contains(exponent) {
            return trimmed(plain(expansion, digits: max(0, count - 1 - exponent)))
        }
        while digits.count > 1 && digits.last == 0 { digits.removeLast() }
        return point(digits, places: digits.count - 1) + "e\(exponent)"
    }
}

/// Adds the sign to what `print` makes of the magnitude, and handles what is not finite.
private func finite(_ value: Double, _ print: (DecimalExpansion) -> String) -> String {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    let text = print(DecimalExpansion(value))
    let isZero = text.prefix { $0 != "e" }.allSatisfy { $0 == "0" || $0 == "." }
    return value < 0 && !isZero ? "-" + text : text
}

private func plain(_ expansion: DecimalExpansion, digits: Int) -> String {
    let places = max(0, digits)
    return point(expansion.rounded(toPlaces: places).digits, places: places)
}

/// The first `count` digits, rounded, and the power of ten of the first of them. Zero has zeros and exponent 0.
private func significant(_ expansion: DecimalExpansion, count: Int) -> (digits: [UInt8], exponent: Int) {
    guard let exponent = expansion.leadingExponent else { return (Array(repeating: 0, count: count), 0) }
    let rounded = expansion.rounded(toPlaces: count - 1 - exponent)
    let carried = rounded.digits.count > count  // 9.99 became 10.0
    return (Array(rounded.digits.prefix(count)), carried ? exponent + 1 : exponent)
}

/// Digits as text with a point before the last `places` of them.
private func point(_ digits: [UInt8], places: Int) -> String {
    var characters = Array(repeating: UInt8(ascii: "0"), count: max(0, places + 1 - digits.count))
    characters += digits.map { UInt8(ascii: "0") + $0 }
    if places > 0 { characters.insert(UInt8(ascii: "."), at: characters.count - places) }
    return String(decoding: characters, as: UTF8.self)
}

/// Without the zeros that end a fraction: "0.2500" is "0.25", "3.000" is "3", "100" stays.
private func trimmed(_ text: String) -> String {
    guard text.contains(".") else { return text }
    let withoutZeros = String(text.reversed().drop { $0 == "0" }.reversed())
    return withoutZeros.last == "." ? String(withoutZeros.dropLast()) : withoutZeros
}
