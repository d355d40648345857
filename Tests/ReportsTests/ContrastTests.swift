import Testing

@testable import Figures
@testable import Reports

/// The contrast that WCAG 2.1 asks for at level AA: 4.5:1 of text (1.4.3), 3:1 of marks that say something (1.4.11).
@Suite struct ContrastTests {
    enum Theme: CaseIterable { case light, dark }

    private func color(_ name: String, _ theme: Theme) throws -> Color {
        let color = try #require(ReportPalette.all.first { $0.name == name })
        return Color(try #require(UInt32(theme == .light ? color.light : color.dark, radix: 16)))
    }

    @Test(
        arguments: [
            ("ink", ["paper", "tint", "good-tint", "bad-tint", "warn-tint"]), ("soft", ["paper", "tint", "warn-tint"]),
            ("link", ["paper", "tint", "warn-tint"]), ("good", ["paper", "tint", "good-tint"]),
            ("bad", ["paper", "tint", "bad-tint"]), ("warn", ["paper", "warn-tint"]),
            ("keyword", ["tint"]), ("string", ["tint"]), ("number", ["tint"]),
        ], Theme.allCases)
    func textsStandOutFromWhatTheyStandOn(
        _ text: (name: String, grounds: [String]), in theme: Theme
    ) throws {
        for ground in text.grounds {
            let contrast = try color(text.name, theme).contrast(with: color(ground, theme))
            #expect(contrast >= 4.5, "\(text.name) on \(ground): \(contrast)")
        }
    }

    @Test func everyColourOfTheReportIsHeldAgainstAnother() {
        let held = [
            "paper", "ink", "soft", "tint", "link", "good", "bad", "warn", "good-tint", "bad-tint", "warn-tint",
            "keyword", "string", "number",
        ]
        // Lines only divide.
        #expect(Set(ReportPalette.all.map(\.name)) == Set(held + ["line"]))
    }

    @Test func figuresLieOnThePagesOwnPaper() throws {
        #expect(try color("paper", .light) == Color(Paint.surface.light))
        #expect(try color("paper", .dark) == Color(Paint.surface.dark))
    }

    @Test func textsAndMarksOfFiguresStandOutFromThePaper() throws {
        let texts = [Paint.ink, .soft] + Hue.allCases.map(\.textPaint)
        let needs = texts.map { ($0, 4.5) } + [(Paint.axis, 3.0)] + Hue.allCases.map { ($0.paint, 3.0) }
        for (paint, need) in needs {
            let light = Color(paint.light).contrast(with: try color("paper", .light))
            let dark = Color(paint.dark).contrast(with: try color("paper", .dark))
            #expect(light >= need && dark >= need, "\(paint.name): \(light) and \(dark)")
        }
    }
}
