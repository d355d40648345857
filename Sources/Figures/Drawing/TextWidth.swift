/// An estimate of how wide a text is drawn, good enough to keep labels apart.
enum TextWidth {
    /// DejaVu Sans's advance widths from U+0020 to U+007E, in thousandths of the font size: of the sans-serif faces that
    /// readers are likely to have it is the widest, so that what fits in it fits in the others.
    private static let advances: [Int] = [
        318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337,
        636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531,
        1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787,
        603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500,
        500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612,
        635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
    ]

    /// The width of `text` at font size `size`.
    static func of(_ text: String, size: Double) -> Double {
        Double(text.unicodeScalars.reduce(0) { $0 + advance($1) }) / 1000 * size
    }

    private static func advance(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x20...0x7E: advances[Int(scalar.value) - 0x20]
        case 0x300...0x36F, 0x200B...0x200F, 0xFE00...0xFE0F: 0
        case 0x2070...0x209F, 0xB2, 0xB3, 0xB9: 401
        case 0x1100...0x11FF, 0x2E80...0xD7A3, 0xF900...0xFAFF, 0xFF00...0xFF60, 0x1F000...0x3FFFF: 1000
        case 0x2212, 0xD7: 838
        case 0x2026: 1000
        default: 640
        }
    }

    /// `text` in lines, cut at its spaces; a word that is wider than `width` has a line of its own.
    static func lines(_ text: String, size: Double, width: Double) -> [String] {
        text.split(separator: " ").reduce(into: []) { lines, word in
            if let last = lines.last, of("\(last) \(word)", size: size) <= width {
                lines[lines.count - 1] = "\(last) \(word)"
            } else {
                lines.append(String(word))
            }
        }
    }

    /// `text`, or as much of it as fits `width` and an ellipsis.
    static func fitted(_ text: String, size: Double, width: Double) -> String {
        if of(text, size: size) <= width { return text }
        var kept = ""
        for character in text {
            if of(kept + String(character) + "…", size: size) > width { break }
            kept.append(character)
        }
        while kept.last == " " { kept.removeLast() }
        return kept + "…"
    }
}
