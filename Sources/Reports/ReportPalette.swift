/// A colour of the report by theme, as six hexadecimal digits; the style has it as a custom property of its name.
struct ReportColor {
    let name: String
    let light: String
    let dark: String

    init(_ name: String, light: String, dark: String) {
        self.name = name
        self.light = light
        self.dark = dark
    }
}

/// The report's colours. Each text reaches 4.5:1 and each mark 3:1 on what it stands on (WCAG 1.4.3 and 1.4.11), which
/// tests hold them to.
enum ReportPalette {
    static let all = [
        ReportColor("paper", light: "ffffff", dark: "12151a"),
        ReportColor("ink", light: "1b1f24", dark: "e6edf3"),
        ReportColor("soft", light: "57606a", dark: "a3acb6"),
        // What only divides, and says nothing.
        ReportColor("line", light: "dde2e7", dark: "30373f"),
        ReportColor("tint", light: "f5f7f9", dark: "1b2026"),
        ReportColor("link", light: "0b5cad", dark: "7cb8f2"),
        ReportColor("good", light: "14693a", dark: "6fcf97"),
        ReportColor("bad", light: "b3261e", dark: "ff8a80"),
        ReportColor("warn", light: "835500", dark: "e7b65c"),
        // Pieces of code.
        ReportColor("keyword", light: "6b3fa0", dark: "c9a7f5"),
        ReportColor("string", light: "14693a", dark: "7fd6a5"),
        ReportColor("number", light: "8f3d00", dark: "f0a878"),
        ReportColor("good-tint", light: "ecf7f0", dark: "14261c"),
        ReportColor("bad-tint", light: "fdf1f0", dark: "2b1c1b"),
        ReportColor("warn-tint", light: "fdf6e7", dark: "29231a"),
    ]

    static func properties(_ theme: KeyPath<ReportColor, String>) -> String {
        all.map { "--\($0.name):#\($0[keyPath: theme])" }.joined(separator: ";")
    }
}
