extension Figure {
    /// The figure's data to compute with: the shortest digits that give the same number back, as RFC 4180 has it.
    package var csv: String {
        let table = chart.table(print: Self.exactly)
        return ([table.columns] + table.rows)
            .map { $0.map(Self.csvField).joined(separator: ",") + "\r\n" }.joined()
    }

    /// The same as an address that a page can hold, so that a reader can save it without a network.
    package var csvAddress: String { Self.csvAddressStart + csv.percentEncoded { !Self.isPlainInAddress($0) } }

    package static let csvAddressStart = "data:text/csv;charset=utf-8,"

    private static func exactly(_ value: Double) -> String {
        guard value.isFinite else { return fixed(value, digits: 0) }
        let text = "\(value)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// By scalars: a quotation mark with an accent over it is one character, and still a quotation mark.
    private static func csvField(_ text: String) -> String {
        let isPlain = !text.unicodeScalars.contains { $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" }
        if isPlain { return text }
        var quoted = String.UnicodeScalarView("\"".unicodeScalars)
        for scalar in text.unicodeScalars {
            if scalar == "\"" { quoted.append(scalar) }
            quoted.append(scalar)
        }
        quoted.append("\"")
        return String(quoted)
    }

    /// What a `data:` address may hold as it is: https://url.spec.whatwg.org/#url-code-points, of ASCII, without those
    /// that mean something in one.
    private static func isPlainInAddress(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~!$()*+,/:;=@".utf8.contains(byte)
        }
    }
}
