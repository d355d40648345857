import Figures
import Foundation
import Notebooks
import Testing

@testable import Reports

@Suite struct MathWriterTests {
    /// What a formula is written as, without the elements about it.
    private func inner(_ source: String) -> String {
        let written = markup(source, isDisplay: false).rendered
        let start = #"<span class="formula"><math><semantics><mrow>"#
        let end = written.range(of: "</mrow><annotation ", options: .backwards)
        #expect(written.hasPrefix(start) && end != nil)
        return String(written[..<(end?.lowerBound ?? written.endIndex)].dropFirst(start.count))
    }

    private func markup(
        _ source: String, isDisplay: Bool = true, number: String? = nil, anchor: String? = nil
    ) -> Markup {
        var problems: [MathProblem] = []
        let expression = MathExpression(parsing: source, isDisplay: isDisplay, reporting: &problems)
        #expect(problems == [], "\(source)")
        return MathWriter.markup(expression, isDisplay: isDisplay, number: number, anchor: anchor)
    }

    private func source(_ source: String) -> String {
        "<span class=\"math-source\" aria-hidden=\"true\">\(source)</span>"
    }

    @Test func `a formula in a line carries its TeX`() {
        #expect(
            markup(#"a < \text{b}"#, isDisplay: false).rendered
                == #"<span class="formula"><math><semantics><mrow>"# + "<mi>a</mi><mo>&lt;</mo><mtext>b</mtext></mrow>"
                + #"<annotation encoding="application/x-tex">a &lt; \text{b}</annotation></semantics></math>"#
                + #"<span class="math-source" aria-hidden="true">a &lt; \text{b}</span></span>"#)
    }

    @Test func `a display has its number beside it, or its tag`() {
        let head = #"class="equation" tabindex="0" role="group" aria-label="#
        let formula = #"<math display="block"><semantics><mrow><mi>x</mi></mrow>"#
        #expect(markup("x").rendered.hasPrefix("<span \(head)\"Formula\">\(formula)"))
        let numbered = markup("x", number: "3", anchor: "eq:x").rendered
        #expect(numbered.hasPrefix("<span id=\"eq:x\" \(head)\"Equation 3\">\(formula)"))
        #expect(numbered.hasSuffix(#"</math>\#(source("x"))<span class="equation-number">(3)</span></span>"#))
        #expect(
            markup(#"x \tag{A}"#, number: "3").rendered.hasSuffix(#"<span class="equation-number">(A)</span></span>"#))
    }

    @Test(arguments: [
        (
            #"\frac{a}{b} \tfrac12"#,
            "<mfrac><mi>a</mi><mi>b</mi></mfrac>"
                + #"<mstyle displaystyle="false" scriptlevel="0"><mfrac><mn>1</mn><mn>2</mn></mfrac></mstyle>"#
        ),
        (
            #"\binom{n}{k}"#,
            #"<mrow><mo form="prefix" stretchy="true" symmetric="true">(</mo>"#
                + #"<mfrac linethickness="0"><mi>n</mi><mi>k</mi></mfrac>"#
                + #"<mo form="postfix" stretchy="true" symmetric="true">)</mo></mrow>"#
        ),
        (#"\sqrt{ab}"#, "<msqrt><mi>a</mi><mi>b</mi></msqrt>"),
        (#"\sqrt[3]{x}"#, "<mroot><mi>x</mi><mrow><mn>3</mn></mrow></mroot>"),
        (
            "x_i^2 y_1 z^n",
            "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup><msub><mi>y</mi><mn>1</mn></msub>"
                + "<msup><mi>z</mi><mi>n</mi></msup>"
        ),
        (
            #"\sum_i^n x"#, "<munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover><mi>x</mi>"
        ),
        (
            #"\sum\nolimits_i \sum\limits_i"#,
            #"<msub><mo>∑</mo><mi>i</mi></msub><munder><mo movablelimits="false">∑</mo><mi>i</mi></munder>"#
        ),
        (#"\int_0^1"#, "<msubsup><mo>∫</mo><mn>0</mn><mn>1</mn></msubsup>"),
        (
            #"\max_j x_j"#,
            #"<munder><mo lspace="0em" rspace="0em" movablelimits="true">max</mo><mi>j</mi></munder>"#
                + #"<mspace width="0.1667em"></mspace><msub><mi>x</mi><mi>j</mi></msub>"#
        ),
        (
            #"n \log n + \exp(x)"#,
            #"<mi>n</mi><mspace width="0.1667em"></mspace><mi>log</mi><mspace width="0.1667em"></mspace><mi>n</mi>"#
                + #"<mo>+</mo><mi>exp</mi><mo stretchy="false">(</mo><mi>x</mi><mo stretchy="false">)</mo>"#
        ),
        (
            "-x - (-y)",
            #"<mo lspace="0em" rspace="0em" stretchy="false">−</mo><mi>x</mi><mo>−</mo><mo stretchy="false">(</mo>"#
                + #"<mo lspace="0em" rspace="0em" stretchy="false">−</mo><mi>y</mi><mo stretchy="false">)</mo>"#
        ),
        (
            "x := y",
            #"<mi>x</mi><mo rspace="0em" stretchy="false">:</mo><mo lspace="0em" stretchy="false">=</mo><mi>y</mi>"#
        ),
        (
            #"\hat x \vec v \overline{ab} \underline c"#,
            #"<mover accent="true"><mi>x</mi><mo stretchy="false">ˆ</mo></mover>"#
                + #"<mover><mi>v</mi><mo stretchy="false">→</mo></mover>"#
                + #"<mrow class="math-over"><mi>a</mi><mi>b</mi></mrow><mrow class="math-under"><mi>c</mi></mrow>"#
        ),
        (
            #"\underbrace{x}_n"#,
            #"<munder><munder><mi>x</mi><mo stretchy="true">⏟</mo></munder><mi>n</mi></munder>"#
        ),
        (
            #"\left[ x \middle| y \right."#,
            #"<mrow><mo form="prefix" stretchy="true" symmetric="true">[</mo><mi>x</mi>"#
                + #"<mo form="infix" stretchy="true" symmetric="true" lspace="0.2222em" rspace="0.2222em">|</mo>"#
                + "<mi>y</mi></mrow>"
        ),
        (
            #"\Big|"#,
            #"<mo stretchy="true" symmetric="true" minsize="1.8em" maxsize="1.8em" lspace="0em" rspace="0em">|</mo>"#
        ),
        (
            #"|x|"#,
            #"<mo lspace="0em" rspace="0em" stretchy="false">|</mo><mi>x</mi>"#
                + #"<mo lspace="0em" rspace="0em" stretchy="false">|</mo>"#
        ),
        (
            #"\Gamma \mathrm d \mathrm{KL} \infty \partial"#,
            #"<mi mathvariant="normal">Γ</mi><mi mathvariant="normal">d</mi><mi>KL</mi><mi>∞</mi><mi>∂</mi>"#
        ),
        (
            #"\mathbb{RE1} \mathcal{LE} \mathbf{x1} \mathit{hi} \mathsf a \mathtt a \mathfrak{gC} \boldsymbol{a\phi}"#,
            "<mrow><mi>ℝ</mi><mi>𝔼</mi><mn>𝟙</mn></mrow><mrow><mi>ℒ</mi><mi>ℰ</mi></mrow>"
                + "<mrow><mi>𝐱</mi><mn>𝟏</mn></mrow><mi>ℎ𝑖</mi><mi>𝖺</mi><mi>𝚊</mi><mrow><mi>𝔤</mi><mi>ℭ</mi></mrow>"
                + "<mrow><mi>𝒂</mi><mi>𝝓</mi></mrow>"
        ),
        (
            #"\begin{cases} x & \text{if } y \\ 0 \end{cases}"#,
            #"<mrow><mo form="prefix" stretchy="true" symmetric="true">{</mo><mtable class="math-cases">"#
                + #"<mtr><mtd class="math-left"><mi>x</mi></mtd><mtd class="math-left"><mtext>if\#u{A0}</mtext>"#
                + #"<mi>y</mi></mtd></mtr><mtr><mtd class="math-left"><mn>0</mn></mtd></mtr></mtable></mrow>"#
        ),
        (
            #"\begin{aligned} a &= b \\ &+ c \end{aligned}"#,
            #"<mtable class="math-aligned" displaystyle="true"><mtr><mtd class="math-right"><mi>a</mi></mtd>"#
                + #"<mtd class="math-left"><mo>=</mo><mi>b</mi></mtd></mtr><mtr><mtd class="math-right"></mtd>"#
                + #"<mtd class="math-left"><mo form="infix">+</mo><mi>c</mi></mtd></mtr></mtable>"#
        ),
        (
            #"\begin{array}{l|c} \hline 1 & 2 \\ \hline \end{array}"#,
            #"<mtable class="math-matrix"><mtr class="math-line-above math-line-below">"#
                + #"<mtd class="math-left"><mn>1</mn></mtd><mtd class="math-line-before"><mn>2</mn></mtd></mtr></mtable>"#
        ),
        (
            #"x \overset{d}{=} y \xrightarrow{n} z"#,
            #"<mi>x</mi><mrow><mspace width="0.2778em"></mspace><mover>"#
                + #"<mo lspace="0em" rspace="0em" stretchy="false">=</mo><mi>d</mi></mover>"#
                + #"<mspace width="0.2778em"></mspace></mrow><mi>y</mi><mrow><mspace width="0.2778em"></mspace><mover>"#
                + #"<mo lspace="0em" rspace="0em" stretchy="true">→</mo><mrow><mspace width="0.5em"></mspace><mi>n</mi>"#
                + #"<mspace width="0.5em"></mspace></mrow></mover><mspace width="0.2778em"></mspace></mrow><mi>z</mi>"#
        ),
        (
            #"a\!b\,c\quad \textbf{a}"#,
            #"<mi>a</mi><mspace class="math-back"></mspace><mi>b</mi><mspace width="0.1667em"></mspace><mi>c</mi>"#
                + #"<mspace width="1em"></mspace><mtext class="math-bold">a</mtext>"#
        ),
        (#"\displaystyle x"#, #"<mstyle displaystyle="true" scriptlevel="0"><mi>x</mi></mstyle>"#),
        (#"x \not= y"#, "<mi>x</mi><mo>≠</mo><mi>y</mi>"),
        (
            "1{,}5", #"<mn>1</mn><mo lspace="0em" rspace="0em" stretchy="false">,</mo><mn>5</mn>"#
        ),
    ])
    func `each construct has its elements`(source: String, written: String) {
        #expect(inner(source) == written)
    }

    @Test func `what is unknown is shown as it was written, escaped`() {
        var problems: [MathProblem] = []
        let expression = MathExpression(parsing: #"\foo <&"#, reporting: &problems)
        let written = MathWriter.markup(expression, isDisplay: false, number: nil).rendered
        #expect(
            written.hasPrefix(
                #"<span class="formula"><math><semantics><mrow><mtext class="math-unknown">\foo</mtext><mo>&lt;</mo>"#
                    + #"<mtext class="math-unknown">&amp;</mtext></mrow>"#))
    }

    @Test func `the deepest formula is written`() {
        var problems: [MathProblem] = []
        for opening in ["{", "x^{", #"\frac"#, #"\left("#, #"\begin{matrix}"#, #"\hat"#] {
            let expression = MathExpression(parsing: String(repeating: opening, count: 1000), reporting: &problems)
            let written = MathWriter.markup(expression, isDisplay: true, number: nil)
            // Browsers stop at 512 elements in one another.
            #expect(depth(of: written) < 350, "\(opening)")
        }
    }

    private func depth(of markup: Markup) -> Int {
        guard case .element(_, _, let children) = markup else { return 0 }
        return 1 + (children.map(depth).max() ?? 0)
    }

    /// Look at `Fixtures/formulas.html` in a browser after a change, in a wide and a narrow window, light and dark.
    @Test func `fifty formulas look as they did when a person last looked at them`() throws {
        var body = MathSamples.displays.enumerated().map { index, source in
            "<p>\(markup(source, number: index % 3 == 1 ? "\(index)" : nil).rendered)</p>\n"
        }.joined()
        body += "<p>\(MathSamples.inlines.map { markup($0, isDisplay: false).rendered }.joined(separator: ",\n"))</p>"
        let page = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>Formulas</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <style>:root{color-scheme:light dark}body{max-width:42rem;margin:1rem auto;padding:0 1rem;\
            font:1.0625rem/1.6 serif;--soft:GrayText}
            \(MathStylesheet.text)</style></head><body><h1>Formulas</h1>
            \(body)
            </body></html>

            """
        let fixture = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/formulas.html")
        guard let golden = try? String(contentsOf: fixture, encoding: .utf8) else {
            try FileManager.default.createDirectory(
                at: fixture.deletingLastPathComponent(), withIntermediateDirectories: true)
            try page.write(to: fixture, atomically: true, encoding: .utf8)
            Issue.record("formulas.html was missing and is now written: look at it, then run the tests again")
            return
        }
        #expect(page == golden, "formulas are written differently; delete formulas.html to take the new page")
    }
}
