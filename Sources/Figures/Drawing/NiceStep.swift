/// The distance between two ticks: 1, 2 or 5 times a power of ten.
struct NiceStep: Equatable {
    let mantissa: Int
    let exponent: Int

    init(mantissa: Int, exponent: Int) {
        self.mantissa = mantissa
        self.exponent = exponent
    }

    /// The smallest nice step with at most `count` intervals in `span`, which must be positive.
    /// With `isWhole` it is at least 1.
    init(span: Double, count: Int, isWhole: Bool = false) {
        precondition(span > 0 && span.isFinite && count > 0, "no step for span \(span) and \(count) intervals")
        let raw = span / Double(count)
        let exponent = decade(raw)
        let part = raw / powerOfTen(exponent)
        let (mantissa, carry) =
            part <= 1 + 1e-9 ? (1, 0) : part <= 2 + 1e-9 ? (2, 0) : part <= 5 + 1e-9 ? (5, 0) : (1, 1)
        let isTooFine = isWhole && exponent + carry < 0
        self.mantissa = isTooFine ? 1 : mantissa
        self.exponent = isTooFine ? 0 : exponent + carry
    }

    var size: Double { Double(mantissa) * powerOfTen(exponent) }

    /// The step itself as a power of ten: "10⁻⁵", "2×10⁻⁵".
    var power: String { (mantissa == 1 ? "" : "\(mantissa)×") + "10" + superscript(exponent) }

    /// The multiples from `low` to `high`, each the `Double` nearest to its decimal form.
    func multiples(from low: Double, to high: Double) -> [Double] {
        let first = (low / size - 1e-9).rounded(.up)
        let last = (high / size + 1e-9).rounded(.down)
        guard first <= last else { return [] }
        return (0...Int(last - first)).map { index in
            let multiple = (first + Double(index)) * Double(mantissa)
            return Double("\(Int(multiple))e\(exponent)") ?? multiple * powerOfTen(exponent)
        }
    }

    /// The range widened to multiples of the step.
    func widened(_ low: Double, _ high: Double) -> (low: Double, high: Double) {
        ((low / size + 1e-9).rounded(.down) * size, (high / size - 1e-9).rounded(.up) * size)
    }

    /// A multiple of the step with just the digits that the step needs.
    func label(_ value: Double) -> String {
        if value == 0 && exponent < -4 { return "0" }
        let leading = decade(value)
        if value != 0 && (exponent < -4 || leading >= 6) {
            let text = scientific(value, digits: max(0, leading - exponent))
            let parts = text.split(separator: "e")
            let power = "10" + superscript(Int(parts[1]) ?? 0)
            return withMinus(parts[0] == "1" ? power : parts[0] == "-1" ? "-" + power : parts[0] + "×" + power)
        }
        if exponent >= 0, value.magnitude >= 10_000 { return withMinus(grouped(Int(value.rounded()))) }
        return withMinus(fixed(value, digits: max(0, -exponent)))
    }
}

/// The `Double` nearest to ten to the power of `exponent`.
func powerOfTen(_ exponent: Int) -> Double {
    Double("1e\(exponent)") ?? (exponent < 0 ? 0 : .infinity)
}

/// The power of ten at or below the magnitude, where the `Double` nearest to a power of ten counts as that power; zero
/// for zero.
func decade(_ value: Double) -> Int {
    guard let exponent = DecimalExpansion(value).leadingExponent else { return 0 }
    return value.magnitude >= powerOfTen(exponent + 1) ? exponent + 1 : exponent
}

/// "−11" raised: "⁻¹¹".
func superscript(_ number: Int) -> String {
    let digits: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
    return (number < 0 ? "⁻" : "")
        + String(String(number.magnitude).compactMap { $0.wholeNumberValue }.map { digits[$0] })
}

/// With a true minus sign instead of the hyphen, as printed numbers have it.
func withMinus(_ number: some StringProtocol) -> String {
    number.hasPrefix("-") ? "−" + number.dropFirst() : String(number)
}
