import Figures
import Foundation
import Testing

@Suite("Numbers")
struct NumbersTests {
    @Test("print as C's printf does: 710 values against their %.nf and %.ne")
    func sameAsPrintf() throws {
        for line in try fixture("numbers.txt").split(separator: "\n") where !line.hasPrefix("#") {
            let fields = line.split(separator: " ").map(String.init)
            let value = try #require(Double(fields[0]))
            let digits = try #require(Int(fields[1]))
            #expect(withoutNegativeZero(fields[2]) == fixed(value, digits: digits), "\(line)")
            #expect(withoutNegativeZero(withShortExponent(fields[3])) == scientific(value, digits: digits), "\(line)")
        }
    }

    @Test("of one half go to the even neighbour, because C's do")
    func halves() {
        #expect([0.5, 1.5, 2.5, -0.5, -1.5].map { fixed($0, digits: 0) } == ["0", "2", "2", "0", "-2"])
        #expect(fixed(0.125, digits: 2) == "0.12")
        #expect(fixed(2.675, digits: 2) == "2.67", "the Double is a little below 2.675")
    }

    @Test("have no minus before a zero, and names for what is not finite")
    func specialValues() {
        #expect(fixed(-0.0, digits: 2) == "0.00")
        #expect(fixed(-0.001, digits: 2) == "0.00")
        #expect(scientific(-0.0, digits: 1) == "0.0e0")
        #expect([Double.nan, .infinity, -.infinity].map { fixed($0, digits: 3) } == ["nan", "inf", "-inf"])
        #expect([Double.nan, .infinity, -.infinity].map { percent($0, digits: 1) } == ["nan", "inf", "-inf"])
        #expect([Double.nan, .infinity, -.infinity].map(short) == ["nan", "inf", "-inf"])
    }

    @Test(
        "group thousands",
        arguments: [
            (0, "0"), (999, "999"), (1000, "1,000"), (5_344_179, "5,344,179"), (-123_456, "-123,456"),
            (Int.min, "-9,223,372,036,854,775,808"),
        ])
    func groups(value: Int, text: String) {
        #expect(grouped(value) == text)
    }

    @Test("become percentages from the exact share, not from a rounded product")
    func percentages() {
        #expect(percent(0.9876, digits: 1) == "98.8%")
        #expect(percent(1, digits: 0) == "100%")
        #expect(percent(0.145, digits: 0) == "14%", "0.145 is a little below, yet 0.145 * 100 is 14.5 exactly")
        #expect(percent(-0.0001, digits: 1) == "0.0%")
    }

    @Test(
        "are short in a table cell",
        arguments: [
            (0, "0"), (0.25, "0.25"), (1, "1"), (0.98764, "0.9876"), (12345.678, "12346"), (99999.6, "100000"),
            (999_999.9, "1e6"), (5_344_179, "5.344e6"), (4.41e-4, "0.000441"), (2.34e-6, "2.34e-6"),
            (0.00009999999, "0.0001"), (1e-11, "1e-11"), (-3.5, "-3.5"), (100, "100"), (1e300, "1e300"),
        ] as [(Double, String)])
    func shortForms(value: Double, text: String) {
        #expect(short(value) == text)
    }

    /// C writes at least two digits of exponent and a plus.
    private func withShortExponent(_ text: String) -> String {
        let parts = text.split(separator: "e")
        return "\(parts[0])e\(Int(parts[1]) ?? .min)"
    }

    private func withoutNegativeZero(_ text: String) -> String {
        let isZero = text.drop { $0 == "-" }.prefix { $0 != "e" }.allSatisfy { $0 == "0" || $0 == "." }
        return isZero ? String(text.drop { $0 == "-" }) : text
    }
}

/// The text of a file under Fixtures.
func fixture(_ name: String) throws -> String {
    let folder = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
    return try String(contentsOf: folder.appending(path: name), encoding: .utf8)
}
