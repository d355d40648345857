package import Figures
package import Notebooks

/// Writes a formula as MathML Core (https://w3c.github.io/mathml-core/), with its TeX as annotation.
package enum MathWriter {
    /// A formula in a line of text, or a display with its number, if it has one, beside it.
    ///
    /// What `\tag{…}` says takes the place of the number. The anchor is the display's id.
    package static func markup(
        _ expression: MathExpression, isDisplay: Bool, number: String?, anchor: String? = nil
    ) -> Markup {
        let formula = Markup.tag(
            "semantics", [:], .tag("mrow", [:], MathRowWriter.children(expression.nodes)),
            .tag("annotation", ["encoding": "application/x-tex"], .text(expression.source)))
        // What is selected and copied is the TeX, which lies over the formula and is not seen.
        let source = Markup.tag("span", ["class": "math-source", "aria-hidden": "true"], .text(expression.source))
        guard isDisplay else { return .tag("span", ["class": "formula"], .tag("math", [:], formula), source) }
        let written = expression.tag ?? number
        // A display wider than the page scrolls by itself, by keyboard, too.
        let attributes = [
            Attribute("class", "equation"), Attribute("tabindex", "0"), Attribute("role", "group"),
            Attribute("aria-label", written.map { "Equation \($0)" } ?? "Formula"),
        ]
        return .element(
            "span", (anchor.map { [Attribute("id", $0)] } ?? []) + attributes,
            [.tag("math", ["display": "block"], formula), source]
                + (written.map { [.tag("span", ["class": "equation-number"], .text("(\($0))"))] } ?? []))
    }
}
