import Testing

@testable import Notebooks

@Suite struct MathParserTests {
    private func parsed(_ source: String, isDisplay: Bool = true) -> (nodes: [MathNode], problems: [MathProblem]) {
        var problems: [MathProblem] = []
        let expression = MathExpression(parsing: source, isDisplay: isDisplay, reporting: &problems)
        #expect(expression.source == source)
        return (expression.nodes, problems)
    }

    private func nodes(_ source: String) -> [MathNode] {
        let (nodes, problems) = parsed(source)
        #expect(problems == [])
        return nodes
    }

    private func letter(_ text: String) -> MathNode { .letters(text, .automatic) }

    // MARK: What is understood

    @Test func `letters, numbers and signs`() {
        #expect(
            nodes("3.14x - (y, z)") == [
                .number("3.14", .automatic), letter("x"), .symbol("−", .binary), .symbol("(", .opening), letter("y"),
                .symbol(",", .punctuation), letter("z"), .symbol(")", .closing),
            ])
    }

    @Test func `signs as they are written are those of their commands`() {
        #expect(nodes("α ≤ ∑ ∞") == nodes(#"\alpha \le \sum \infty"#))
    }

    @Test func `a fraction's arguments without braces are one letter or digit each`() {
        let half = MathFraction(numerator: .number("1", .automatic), denominator: .number("2", .automatic))
        #expect(nodes(#"\frac12"#) == [.fraction(half)])
        #expect(nodes(#"\frac{1}{2}"#) == [.fraction(half)])
    }

    @Test func `scripts in either order, and primes before them`() {
        let scripts = MathScripts(base: letter("x"), below: letter("i"), above: .number("2", .automatic))
        #expect(nodes("x_i^2") == [.scripts(scripts)])
        #expect(nodes("x^2_i") == [.scripts(scripts)])
        let primes = MathScripts(
            base: letter("f"), below: nil, above: .row([.symbol("″", .ordinary), .number("2", .automatic)]))
        #expect(nodes("f''^2") == [.scripts(primes)])
    }

    @Test func `an alphabet of words keeps letters together, but for one with scripts`() {
        #expect(nodes(#"\mathrm{KL}"#) == [.letters("KL", .roman)])
        #expect(
            nodes(#"\mathbf{ab_i}"#) == [
                .row([
                    .letters("a", .bold),
                    .scripts(MathScripts(base: .letters("b", .bold), below: .letters("i", .bold), above: nil)),
                ])
            ])
    }

    @Test func `what stands between fences`() {
        #expect(
            nodes(#"\left( x \middle| y \right."#) == [
                .fenced(left: "(", [letter("x"), .middle("|"), letter("y")], right: "")
            ])
    }

    @Test func `rows and columns, an empty last row left out`() {
        let table = MathTable(
            kind: .matrix,
            rows: [
                .init(entries: [[letter("a")], [letter("b")]]), .init(entries: [[letter("c")], []]),
            ])
        #expect(
            nodes(#"\begin{pmatrix} a & b \\[2pt] c & \\ \end{pmatrix}"#) == [
                .fenced(left: "(", [.table(table)], right: ")")
            ])
    }

    @Test func `words keep their spaces and lose their braces`() {
        #expect(nodes(#"\text{ if {x} is 5\,\% }"#) == [.text(" if x is 5\u{2009}% ", .roman)])
        #expect(
            nodes(#"\operatorname*{arg\,max} \log"#) == [
                .function("arg\u{2009}max", takesLimits: true), .function("log", takesLimits: false),
            ])
    }

    @Test func `a label and a tag are the equation's`() {
        var problems: [MathProblem] = []
        let expression = MathExpression(parsing: #"x = 1 \label{eq:loss} \tag{A}"#, reporting: &problems)
        #expect(problems == [])
        #expect(expression.label == "eq:loss")
        #expect(expression.tag == "A")
        #expect(expression.nodes == nodes("x = 1"))
    }

    // MARK: What is not

    @Test(arguments: [
        (#"a + \alhpa"#, 4, #"there is no command `\alhpa`"#, #"did you mean `\alpha`?"#),
        (#"\foobarbaz"#, 0, #"there is no command `\foobarbaz`"#, #"write what it stands for, or words in `\text{…}`"#),
        (
            #"é\color{red}"#, 1, #"there is no command `\color`"#,
            "leave it out: a formula has the colour of its text"
        ),
        (#"1 \over 2"#, 2, #"there is no command `\over`"#, #"write `\frac{…}{…}`"#),
        (#"x \"#, 2, "a backslash that no command follows", #"write `\backslash` for the sign itself"#),
        (
            #"\begin{pmatrx} 1 \end{pmatrx}"#, 0, "there is no environment `pmatrx`", "did you mean `pmatrix`?"
        ),
        (
            #"\begin{tabular} 1 \end{tabular}"#, 0, "there is no environment `tabular`",
            "write `aligned`, `cases` or `pmatrix`, say"
        ),
        (#"\begin{cases} 1"#, 0, #"`\begin{cases}` has no `\end{cases}`"#, "write it after the last row"),
        (
            #"\begin{cases} 1 \end{matrix}"#, 16, #"`\end{matrix}` ends `\begin{cases}`"#, #"write `\end{cases}`"#
        ),
        (#"x \end{cases}"#, 2, #"`\end` has no `\begin`"#, #"write `\begin{…}` where it begins"#),
        (#"\begin{array}{cx} 1 \end{array}"#, 15, "there is no kind of column `x`", "write `l`, `c`, `r` and `|`"),
        (#"\frac{1}"#, 0, #"`\frac` lacks what it is for"#, #"write `\frac{…}{…}`"#),
        (#"2 + \sqrt"#, 4, #"`\sqrt` lacks what it is for"#, #"write `\sqrt{…}`"#),
        ("x^", 1, "`^` lacks what it is for", "write `^{…}`"),
        (#"\text x"#, 0, #"`\text` lacks what it is for"#, #"write `\text{…}`"#),
        (#"\sqrt[3 x"#, 5, "this `[` is never closed", "write `]` after what it holds"),
        ("a {b", 2, "this `{` is never closed", "write `}` after what it holds"),
        (#"\text{b"#, 5, "this `{` is never closed", "write `}` after what it holds"),
        ("a b}", 3, "this `}` closes nothing", #"remove it, or write `\}` for a brace that is seen"#),
        (
            "x^1^2", 3, "a second superscript", "write one `^{…}` with both, or braces about the first and its base"
        ),
        (
            "x_1_2", 3, "a second subscript", "write one `_{…}` with both, or braces about the first and its base"
        ),
        ("a & b", 2, "`&` parts columns, and there are none here", #"write `\&` for the sign itself"#),
        (
            #"a \\ b"#, 2, #"`\\` ends a line, and there are none here"#,
            #"write `\begin{aligned}` before the lines and `\end{aligned}` after them"#
        ),
        ("100%", 3, "`%` begins a comment in TeX", #"write `\%`"#),
        ("#", 0, "`#` does not stand in a formula", "write `\\#`"),
        (
            #"\left( x"#, 0, #"this `\left` has no `\right`"#, #"write `\right` and a fence, or `\right.` for none"#
        ),
        (#"x \right)"#, 2, #"`\right` has no `\left`"#, #"write `\left` and a fence where it begins"#),
        (
            #"x \middle| y"#, 2, #"`\middle` is not directly between `\left` and `\right`"#,
            #"write `\mid`, or `\left` before it"#
        ),
        (
            #"\big x"#, 0, #"`\big` takes a fence, and finds `x`"#,
            #"write one of `( ) [ ] \{ \} | \| \langle \rangle \lfloor \rfloor \lceil \rceil`, or `.` for none"#
        ),
        (#"\not x"#, 0, #"`\not` crosses out relations only"#, #"write it before one, as in `\not=`"#),
        (
            #"\limits x"#, 0, #"`\limits` does not follow an operator"#, #"write it as in `\sum\limits_{…}`"#
        ),
        (#"\hline x"#, 0, #"`\hline` is not at the start of a row"#, #"write it before the first row or after `\\`"#),
        (#"\text{a \b}"#, 8, #"`\text` holds words only, and here is a command"#, "end the words before it"),
        (#"\text{a $}"#, 8, #"`$` stands in `\text`"#, "end the words before a formula of their own"),
        (#"\operatorname{a+b}"#, 15, "a function's name has no `+`", #"write letters, digits, `-` and `\,`"#),
        (#"\tag{}"#, 0, #"`\tag` is empty"#, #"write `\tag{…}`"#),
        (#"\label{a}\label{b}"#, 9, #"the formula has a second `\label`"#, "leave one of them, or write two formulas"),
    ])
    func `what is wrong, where, and what to write`(source: String, offset: Int, problem: String, remedy: String) {
        #expect(parsed(source).problems == [MathProblem(offset: offset, problem: problem, remedy: remedy)])
    }

    @Test func `a label in a line of text`() {
        #expect(
            parsed(#"x \label{a}"#, isDisplay: false).problems == [
                MathProblem(
                    offset: 2, problem: #"`\label` stands in a line of text"#,
                    remedy: "write the formula between `$$` and `$$`")
            ])
    }

    @Test func `all problems, in order`() {
        #expect(parsed(#"\a { \b # \alpha"#).problems.map(\.offset) == [0, 3, 5, 8])
    }

    @Test func `what is unknown stays visible`() {
        #expect(parsed(#"\foo{x} & y"#).nodes == [.unknown(#"\foo"#), letter("x"), .unknown("&"), letter("y")])
    }

    // MARK: Limits

    @Test(arguments: [
        "{", "x^{", #"\frac"#, #"\hat"#, #"\left("#, #"\begin{matrix}"#, #"\sqrt["#, #"\displaystyle "#, #"\substack{"#,
        #"\mathbf "#, #"\not"#,
    ])
    func `nesting has a limit, which is one problem`(opening: String) {
        let problems = parsed(String(repeating: opening, count: 10_000)).problems
        #expect(problems.count == 1)
        #expect(problems.first?.problem == "the formula is nested more than 100 levels deep")
        #expect(problems.first?.remedy == "write it in parts")
    }

    @Test func `of the problems of one formula the first hundred are told`() {
        #expect(parsed(String(repeating: #"\foo "#, count: 5_000)).problems.count == 100)
    }

    @Test(arguments: [
        "x", "x^2", "x'", "{x}", #"\alpha "#, #"\text{a}"#, #"\left(x\right)"#, #"\mathrm{abc}"#, "^1", #"\foo"#, "&",
        #"\begin{cases}1&2\\3\end{cases}"#, #"\\"#, "}", "1", "'", #"\right)"#, #"\end{a}"#, " ",
    ])
    func `time is linear in the text`(piece: String) {
        let clock = ContinuousClock()
        let time = clock.measure { _ = parsed(String(repeating: piece, count: 50_000 / piece.count)) }
        // A quadratic step over 50,000 characters would take minutes.
        #expect(time < .seconds(20), "\(time)")
    }

    @Test func `random mutations never trap, and each problem lies in the text`() {
        let pieces = [
            #"\frac{a}{b}"#, #"\sqrt[3]{x}"#, "x_i^{2'}", #"\left( x \middle| y \right]"#, "{", "}", "[", "]", "&",
            #"\\"#,
            #"\begin{aligned} a &= b \\ c \end{aligned}"#, #"\begin{array}{l|c} \hline 1 & 2 \end{array}"#,
            #"\text{a b}"#, #"\operatorname*{arg\,max}"#, #"\sum\limits_{\substack{i \\ j}}"#, #"\not\in"#, "'", "^",
            "_",
            #"\label{a}"#, #"\tag{1}"#, #"\mathbf{ab}"#, #"\bigl("#, #"\"#, "%", "#", "~", "é🙂漢\u{301}", "\n", "\u{0}",
            #"\left"#, #"\right."#, #"\begin{"#, #"\end"#, #"\foo"#, #"\displaystyle"#, "3.", "∂", #"\underbrace{x}_y"#,
        ]
        var random = SplitMix64(state: 5)
        for _ in 0..<5_000 {
            var text = (0..<Int.random(in: 1...12, using: &random)).map { _ in
                pieces[Int.random(in: pieces.indices, using: &random)]
            }.joined()
            for _ in 0..<Int.random(in: 0...3, using: &random) where !text.isEmpty {
                let index = text.index(text.startIndex, offsetBy: Int.random(in: 0..<text.count, using: &random))
                text.remove(at: index)
            }
            let problems = parsed(text).problems
            let isSound = problems.allSatisfy {
                (0...text.count).contains($0.offset) && !$0.problem.isEmpty && !$0.remedy.isEmpty
            }
            #expect(isSound && problems.map(\.offset) == problems.map(\.offset).sorted(), "\(text.debugDescription)")
        }
    }
}
