import Figures
import Testing

@testable import Reports

@Suite struct CodeColoursTests {
    /// The code with each coloured piece as `<class:text>`.
    private func coloured(_ code: String, _ language: String) -> String {
        CodeColours.markup(code, language: language).map { piece in
            switch piece {
            case .element(_, let attributes, let children): "<\(attributes[0].value):\(text(children))>"
            default: text([piece])
            }
        }.joined()
    }

    private func text(_ markup: [Markup]) -> String {
        markup.map { if case .text(let text) = $0 { text } else { "" } }.joined()
    }

    @Test func `commands, options, numbers, texts and comments`() {
        #expect(
            coloured("dataset synthetic samples=300 label_noise=0.1  # hard\nsave \"a b.safetensors\"", "halt")
                == "<ck:dataset> synthetic <cn:samples>=<cv:300> <cn:label_noise>=<cv:0.1>  <cc:# hard>\n"
                + "<ck:save> <cs:\"a b.safetensors\">")
        #expect(coloured("expect test.auroc >= 9.9e-1", "halt") == "<ck:expect> test.auroc >= <cv:9.9e-1>")
    }

    @Test(arguments: [
        (
            "python", "def f(x):  # y\n    return \"\"\"a\nb\"\"\" + 'c'",
            "<ck:def> f(x):  <cc:# y>\n    <ck:return> <cs:\"\"\"a\nb\"\"\"> + <cs:'c'>"
        ),
        ("swift", "let a = \"x\\\"y\" /* z */", "<ck:let> a = <cs:\"x\\\"y\"> <cc:/* z */>"),
        ("yaml", "title: A 'b' # c\nn: 5", "<cn:title>: A <cs:'b'> <cc:# c>\n<cn:n>: <cv:5>"),
        ("json", "{\"a\": [1, true]}", "{<cs:\"a\">: [<cv:1>, <ck:true>]}"),
        ("sh", "for x in *; do echo \"$x\"; done", "<ck:for> x <ck:in> *; <ck:do> echo <cs:\"$x\">; <ck:done>"),
    ])
    func `other languages`(language: String, code: String, expected: String) {
        #expect(coloured(code, language) == expected)
    }

    @Test func `an unknown language stays as it is`() {
        #expect(coloured("if <b> # \"", "klingon") == "if <b> # \"")
    }

    @Test func `whatever it holds, no character is lost`() {
        let pieces = ["\"", "'", "#", "/*", "*/", "\"\"\"", "\\", "\n", "1e", "+", "é", "🦉", "a", " ", "=", "//"]
        var state: UInt64 = 3
        for _ in 0..<2000 {
            var code = ""
            for _ in 0..<20 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                code += pieces[Int(state >> 33) % pieces.count]
            }
            for language in ["halt", "python", "swift", "json", "yaml", "sql"] {
                let plain = CodeColours.markup(code, language: language).map { piece in
                    if case .element(_, _, let children) = piece { text(children) } else { text([piece]) }
                }.joined()
                #expect(plain == code)
            }
        }
    }
}
