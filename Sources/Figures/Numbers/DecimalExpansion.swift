/// The exact decimal expansion of a finite magnitude: every `Double` has one that ends.
///
/// With it each printed number is the exact value rounded once, half to even, as C's `printf` does it.
struct DecimalExpansion: Equatable {
    /// Decimal digits 0 to 9, the most significant first, without leading zeros; none for zero.
    private(set) var digits: [UInt8]
    /// How many of the digits stand after the decimal point; may exceed `digits.count`, or be negative.
    private(set) var places: Int

    /// The expansion of `|value|`, which must be finite.
    init(_ value: Double) {
        precondition(value.isFinite, "only a finite number has a decimal expansion, not \(value)")
        guard value != 0 else {
            digits = []
            places = 0
            return
        }
        // |value| = significand · 2^exponent = significand · 5^-exponent · 10^exponent
        let bits = UInt64(value.significandBitPattern)
        let isNormal = value.exponentBitPattern != 0
        let significand = isNormal ? bits | 1 << 52 : bits
        let exponent = Int(isNormal ? value.exponentBitPattern : 1) - 1075
        var number = WholeNumber(significand)
        number.multiply(by: exponent < 0 ? 5 : 2, times: abs(exponent))
        digits = number.decimalDigits
        places = max(0, -exponent)
    }

    /// The power of ten of the first digit: 2 for 345.6, -3 for 0.0012; nil for zero.
    var leadingExponent: Int? { digits.isEmpty ? nil : digits.count - places - 1 }

    /// The same times `10^power`, exactly.
    func shifted(by power: Int) -> DecimalExpansion {
        var shifted = self
        shifted.places -= power
        return shifted
    }

    /// Rounded half to even to `count` digits after the point (before it, when negative).
    func rounded(toPlaces count: Int) -> DecimalExpansion {
        var result = self
        result.places = count
        let kept = digits.count - (places - count)
        if kept >= digits.count {
            result.digits += digits.isEmpty ? [] : Array(repeating: 0, count: kept - digits.count)
            return result
        }
        guard kept >= 0 else {
            result.digits = []
            return result
        }
        result.digits.removeLast(digits.count - kept)
        if Self.roundsUp(digits[kept...], after: result.digits.last ?? 0) { result.increment() }
        return result
    }

    /// Whether the tail of the digits is over a half, or exactly a half after an odd digit.
    private static func roundsUp(_ tail: ArraySlice<UInt8>, after digit: UInt8) -> Bool {
        guard let first = tail.first else { return false }
        if first != 5 { return first > 5 }
        return tail.dropFirst().contains { $0 != 0 } || digit % 2 == 1
    }

    private mutating func increment() {
        for index in digits.indices.reversed() {
            if digits[index] < 9 {
                digits[index] += 1
                return
            }
            digits[index] = 0
        }
        digits.insert(1, at: 0)
    }
}

/// A natural number of any size, in limbs of nine decimal digits, the least significant first.
private struct WholeNumber {
    private var limbs: [UInt64] = []

    init(_ value: UInt64) {
        var rest = value
        while rest > 0 {
            limbs.append(rest % 1_000_000_000)
            rest /= 1_000_000_000
        }
    }

    /// Multiplies by `factor^count` for a factor of 2 or 5.
    mutating func multiply(by factor: UInt64, times count: Int) {
        var left = count
        while left > 0 {
            let step = min(left, 13)  // 5^13 times a limb still fits 64 bits
            multiply(by: (0..<step).reduce(1) { product, _ in product * factor })
            left -= step
        }
    }

    private mutating func multiply(by factor: UInt64) {
        var carry: UInt64 = 0
        for index in limbs.indices {
            let product = limbs[index] * factor + carry
            limbs[index] = product % 1_000_000_000
            carry = product / 1_000_000_000
        }
        while carry > 0 {
            limbs.append(carry % 1_000_000_000)
            carry /= 1_000_000_000
        }
    }

    var decimalDigits: [UInt8] {
        var digits: [UInt8] = []
        for limb in limbs {
            var rest = limb
            for _ in 0..<9 {
                digits.append(UInt8(rest % 10))
                rest /= 10
            }
        }
        while digits.last == 0 { digits.removeLast() }
        return digits.reversed()
    }
}
