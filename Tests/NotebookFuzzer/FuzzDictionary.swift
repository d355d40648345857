/// What mutations insert: the words and signs of the notebook language and of what it is written in and drawn as.
enum FuzzDictionary {
    static let tokens: [[UInt8]] =
        (markdown + yaml + commands + hostile + oddCharacters).map { Array($0.utf8) } + oddBytes

    private static let markdown = [
        "```halt\n", "```{halt}\n", "```\n", "~~~halt\n", "~~~\n", "````\n", "```halt #| \n", "#| ", "> ", ">", "- ",
        "1. ",
        "99999999999. ", "    ", "\t", "# ", "###### ", "===\n", "***\n", "---\n", "...\n", "*", "**", "_", "`", "``",
        "\\",
        "\\\n", "  \n", "\n", "\n\n", "[", "]", "](", "![", ")", "[a]: b \"c\"\n", "[a]", "<http://a.b>", "{{", "}}",
        "{{ ",
        " }}", "{{ parameters.a }}", "{{ test.auroc | fixed 4 }}", "| percent 1", "| scientific 17", "| grouped",
        "| fixed 99", "[@a]", "[see @a, p. 3; -@b]", "@fig:a", "@tbl:a-2", "@eq:a", "@sec:a", " {#sec:a}\n",
        "\n\n: A {#tbl:a}\n",
        "$$x\\label{a}$$", "&amp;", "&#x202e;", "&#0;", "&lt;script&gt;", "&quot;",
    ]

    private static let yaml = [
        "title: ", "bibliography: a.bib\n", "citation-style: numeric\n", "description: >-\n  ", "authors: [", "date: ",
        "parameters:\n", "parameters: { a: 3 }\n",
        "  a: { type: integer, default: 5, minimum: 1, maximum: 9, help: \"x\" }\n", "type: real", "type: text",
        "type: boolean", "default: ", "minimum: 1e400", "help: ", "label: ", "caption: ", "alt: ", "echo: false\n",
        "include: false\n", "fold: true\n", "width: 70%\n", "allow-error: true\n", "timeout: 90s\n", "&a ", "*a",
        "<<: *a",
        "!!binary ", "!!python/object", "? ", ": ", "{", "}", "[[[[[[[[", "|\n", ">\n", "'", "\"", "%YAML 1.2\n",
        ".nan",
        "0x1F", "1_000", "2026-11-22",
    ]

    private static let commands = [
        "setup seed=3\n", "config top_q=0.5 ", "dataset synthetic samples=40 ",
        "dataset simulated samples=40 groups=3 ", "split\n", "model\n", "check shapes\n",
        "train epochs=", "train seeds=1..5\n", "evaluate test\n", "predict demo ", "importance top=10\n",
        "plot embedding ", "plot history\n", "save w.safetensors\n", "load w.safetensors\n", "load ../w.safetensors\n",
        "expect ", "expect 1 == 1\n", "expect test.auroc ~ 0.98 +- 0.01\n", "==", "!=", "<=", ">=", "+-", "~", "=", ",",
        "#",
        "-1", "1e999", "9223372036854775808", "0.30000000000000004", "true", "\"a b\"", "\"\\\"\"", "[1, 2]",
    ]

    /// What must never come out as markup, and never as an address that runs something.
    static let hostile = [
        "<script>alert(1)</script>", "</script>", "</style>", "</title>", "</svg>", "]]>", "<!--", "-->", "<![CDATA[",
        "<?xml ?>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "\" onload=\"alert(1)",
        "[x](javascript:alert(1))", "[x](JaVa&Tab;ScRiPt&colon;alert(1))", "[x](&#1;javascript:alert(1))",
        "![x](data:text/html,<script>)", "[x](vbscript:x)", "<javascript:alert(1)>", "[x](//a/b?c=\"d\"&e)",
        "[x]: javascript:alert(1)\n", "[x](<a b\"c>)", "javascript:", "data:text/html;base64,", "url(http://a)",
        "@import",
        "{}*{background:red}", "&", "<", ">", "\"", "'", "&lt", "&#60;", "<a href=\"#content\">", "<b", "expression(1)",
    ]

    private static let oddCharacters = [
        "\0", "\r", "\r\n", "\u{1}", "\u{7}", "\u{8}", "\u{B}", "\u{C}", "\u{1B}[2J", "\u{1B}]0;x\u{7}", "\u{7F}",
        "\u{85}",
        "\u{9B}2J", "\u{A0}", "\u{AD}", "\u{301}", "\u{200B}", "\u{200D}", "\u{200E}", "\u{202E}", "\u{2066}",
        "\u{2069}",
        "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FFFD}", "\u{FFFE}", "\u{FFFF}", "\u{1F642}",
        "\u{1F468}\u{200D}\u{1F469}",
        "\u{E0001}", "\u{10FFFF}", "é", "İ", "ﬁ", "ß",
    ]

    /// A character that is none, U+FDD0; then bytes that are not UTF-8: ends without beginnings, too long forms, surrogates,
    /// beyond the last character.
    private static let oddBytes: [[UInt8]] = [
        [0xEF, 0xB7, 0x90], [0xFF], [0x80], [0xC0, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
        [0xF0, 0x9F],
    ]
}
