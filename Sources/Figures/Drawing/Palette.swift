import Glibc

/// A colour in one theme, as sRGB components from 0 to 1.
struct Color: Equatable {
    var red: Double
    var green: Double
    var blue: Double

    /// `Color(0x0072B2)`
    init(_ hexadecimal: UInt32) {
        red = Double(hexadecimal >> 16 & 0xFF) / 255
        green = Double(hexadecimal >> 8 & 0xFF) / 255
        blue = Double(hexadecimal & 0xFF) / 255
    }

    var css: String {
        let digits = Array("0123456789abcdef")
        return [red, green, blue].reduce("#") { text, part in
            let byte = Int((part * 255).rounded())
            return text + String([digits[byte / 16], digits[byte % 16]])
        }
    }

    /// This colour, as transparent as `opacity` says, on a background.
    func over(_ background: Color, opacity: Double) -> Color {
        var mixed = self
        mixed.red = red * opacity + background.red * (1 - opacity)
        mixed.green = green * opacity + background.green * (1 - opacity)
        mixed.blue = blue * opacity + background.blue * (1 - opacity)
        return mixed
    }

    /// Relative luminance: https://www.w3.org/TR/WCAG21/#dfn-relative-luminance
    var luminance: Double {
        func linear(_ part: Double) -> Double { part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4) }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    /// WCAG's contrast ratio, from 1 to 21.
    func contrast(with other: Color) -> Double {
        let (dark, light) = (min(luminance, other.luminance), max(luminance, other.luminance))
        return (light + 0.05) / (dark + 0.05)
    }
}

/// A colour of figures: a CSS class sets it by theme, and a presentation attribute, which any style sheet outranks,
/// holds the light theme's value for where there is no style sheet.
struct Paint: Equatable, Sendable {
    let name: String
    let light: UInt32
    let dark: UInt32

    var className: String { "fig-\(name)" }
    var fallback: String { Color(light).css }

    /// Text and the values' labels.
    static let ink = Paint(name: "ink", light: 0x1B1F24, dark: 0xE6EDF3)
    /// Tick labels and notes.
    static let soft = Paint(name: "soft", light: 0x57606A, dark: 0xA3ACB6)
    static let grid = Paint(name: "grid", light: 0xE4E7EB, dark: 0x2B3138)
    static let axis = Paint(name: "axis", light: 0x868E97, dark: 0x747C86)
    /// What lies behind the figure.
    static let surface = Paint(name: "surface", light: 0xFFFFFF, dark: 0x12151A)
    /// The ends of the heat maps' colours; the surface is their middle or lower end.
    static let low = Paint(name: "low", light: 0x0A4A8F, dark: 0x2B72C4)
    static let high = Paint(name: "high", light: 0xBF5600, dark: 0xB35309)
    /// Text on the pale and on the full cells of a heat map.
    static let onPale = Paint(name: "on-pale", light: 0x000000, dark: 0xFFFFFF)
    static let onFull = Paint(name: "on-full", light: 0xFFFFFF, dark: 0xFFFFFF)

    static let all =
        [ink, soft, grid, axis, surface, low, high, onPale, onFull] + Hue.allCases.map(\.paint)
        + Hue.allCases.filter { $0.textPaint != $0.paint }.map(\.textPaint)
}

extension Hue {
    /// Each reaches 3:1 against the surface in both themes (WCAG 1.4.11).
    var paint: Paint {
        switch self {
        case .blue: Paint(name: rawValue, light: 0x0072B2, dark: 0x56B4E9)
        case .vermillion: Paint(name: rawValue, light: 0xD55E00, dark: 0xF08A3C)
        case .green: Paint(name: rawValue, light: 0x008F68, dark: 0x2DB891)
        case .purple: Paint(name: rawValue, light: 0xB8609A, dark: 0xD990BC)
        case .ochre: Paint(name: rawValue, light: 0x9A6F00, dark: 0xF0E442)
        case .gray: Paint(name: rawValue, light: 0x57606A, dark: 0xC3CAD2)
        }
    }

    /// What a text of the hue is painted with: 4.5:1 against the surface (WCAG 1.4.3).
    var textPaint: Paint {
        switch self {
        case .vermillion: Paint(name: "vermillion-text", light: 0xB85000, dark: paint.dark)
        case .green: Paint(name: "green-text", light: 0x007F5C, dark: paint.dark)
        case .purple: Paint(name: "purple-text", light: 0xA5528B, dark: paint.dark)
        case .blue, .ochre, .gray: paint
        }
    }

    /// The pattern of its lines; nil is solid.
    var dash: String? {
        switch self {
        case .blue: nil
        case .vermillion: "7 4"
        case .green: "2 3.5"
        case .purple: "9 3 2 3"
        case .ochre: "12 4"
        case .gray: "4 3"
        }
    }
}
