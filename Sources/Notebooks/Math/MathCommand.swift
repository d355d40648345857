/// What a command of TeX does.
enum MathCommand: Hashable {
    case symbol(String, MathClass)
    /// A letter in the formula's alphabet, or upright where that is automatic.
    case letter(String, isUpright: Bool)
    case function(String, takesLimits: Bool)
    case space(Int)
    case accent(MathAccent)
    case alphabet(MathAlphabet, isWord: Bool)
    case text(MathAlphabet)
    case fraction(style: MathStyle?, hasLine: Bool)
    case root
    case operatorName
    case style(MathStyle)
    case fence(size: Int, MathClass)
    case overset, underset
    case arrow(String)
    case not
    case limits(MathScripts.Placement)
    case left, right, middle
    case begin, end, lineBreak, line
    case substack
    case modulus
    case label, tag
    case nothing
}

extension MathCommand {
    /// The commands by name, without the backslash.
    static let all: [String: MathCommand] = {
        var all = structure
        for (name, text) in pairs(MathSymbols.ordinary) { all[name] = .symbol(text, .ordinary) }
        for (name, text) in pairs(MathSymbols.binary) { all[name] = .symbol(text, .binary) }
        for (name, text) in pairs(MathSymbols.relations) { all[name] = .symbol(text, .relation) }
        for (name, text) in pairs(MathSymbols.large) { all[name] = .symbol(text, .large) }
        for (name, text) in pairs(MathSymbols.integrals) { all[name] = .symbol(text, .integral) }
        for (name, text) in pairs(MathSymbols.opening) { all[name] = .symbol(text, .opening) }
        for (name, text) in pairs(MathSymbols.closing) { all[name] = .symbol(text, .closing) }
        for (name, text) in pairs(MathSymbols.slantedLetters) { all[name] = .letter(text, isUpright: false) }
        for (name, text) in pairs(MathSymbols.uprightLetters) { all[name] = .letter(text, isUpright: true) }
        for name in MathSymbols.functions.split(separator: " ") {
            all[String(name)] = .function(String(name), takesLimits: false)
        }
        for name in MathSymbols.functionsWithLimits.split(separator: " ") {
            all[String(name)] = .function(String(name), takesLimits: true)
        }
        return all
    }()

    /// The names in the order of the alphabet, for whoever looks for the one that was meant.
    static let names = all.keys.sorted()

    private static func pairs(_ table: String) -> [(String, String)] {
        let words = table.split(whereSeparator: \.isWhitespace).map(String.init)
        return stride(from: 0, to: words.count - 1, by: 2).map { (words[$0], words[$0 + 1]) }
    }

    private static let structure: [String: MathCommand] = [
        "frac": .fraction(style: nil, hasLine: true), "dfrac": .fraction(style: .display, hasLine: true),
        "tfrac": .fraction(style: .text, hasLine: true), "cfrac": .fraction(style: .display, hasLine: true),
        "binom": .fraction(style: nil, hasLine: false), "dbinom": .fraction(style: .display, hasLine: false),
        "tbinom": .fraction(style: .text, hasLine: false), "sqrt": .root,

        "hat": .accent(.init(mark: "ˆ")), "widehat": .accent(.init(mark: "ˆ", isStretchy: true)),
        "tilde": .accent(.init(mark: "˜")), "widetilde": .accent(.init(mark: "˜", isStretchy: true)),
        "bar": .accent(.init(mark: "ˉ")), "vec": .accent(.init(mark: "→")), "dot": .accent(.init(mark: "˙")),
        "ddot": .accent(.init(mark: "¨")), "check": .accent(.init(mark: "ˇ")), "breve": .accent(.init(mark: "˘")),
        "acute": .accent(.init(mark: "´")), "grave": .accent(.init(mark: "`")), "mathring": .accent(.init(mark: "˚")),
        "overline": .accent(.init(mark: "", isStretchy: true)),
        "underline": .accent(.init(mark: "", isStretchy: true, isBelow: true)),
        "overrightarrow": .accent(.init(mark: "→", isStretchy: true)),
        "overleftarrow": .accent(.init(mark: "←", isStretchy: true)),
        "overbrace": .accent(.init(mark: "⏞", isStretchy: true, takesLimits: true)),
        "underbrace": .accent(.init(mark: "⏟", isStretchy: true, isBelow: true, takesLimits: true)),
        "overset": .overset, "stackrel": .overset, "underset": .underset,
        "xrightarrow": .arrow("→"), "xleftarrow": .arrow("←"),

        "mathrm": .alphabet(.roman, isWord: true), "mathbf": .alphabet(.bold, isWord: true),
        "mathit": .alphabet(.italic, isWord: true), "mathsf": .alphabet(.sansSerif, isWord: true),
        "mathtt": .alphabet(.typewriter, isWord: true), "mathbb": .alphabet(.blackboard, isWord: false),
        "mathcal": .alphabet(.calligraphic, isWord: false), "mathscr": .alphabet(.calligraphic, isWord: false),
        "mathfrak": .alphabet(.fraktur, isWord: false), "boldsymbol": .alphabet(.boldItalic, isWord: false),
        "bm": .alphabet(.boldItalic, isWord: false), "mathnormal": .alphabet(.automatic, isWord: false),
        "text": .text(.roman), "textrm": .text(.roman), "textnormal": .text(.roman), "mbox": .text(.roman),
        "textbf": .text(.bold), "textit": .text(.italic), "textsf": .text(.sansSerif), "texttt": .text(.typewriter),

        ",": .space(3), "thinspace": .space(3), ":": .space(4), ">": .space(4), "medspace": .space(4),
        ";": .space(5), "thickspace": .space(5), "!": .space(-3), "negthinspace": .space(-3), " ": .space(4),
        "enspace": .space(9), "quad": .space(18), "qquad": .space(36),

        "displaystyle": .style(.display), "textstyle": .style(.text), "scriptstyle": .style(.script),
        "scriptscriptstyle": .style(.scriptScript),
        "limits": .limits(.aboveAndBelow), "nolimits": .limits(.beside),

        "big": .fence(size: 1, .ordinary), "Big": .fence(size: 2, .ordinary),
        "bigg": .fence(size: 3, .ordinary), "Bigg": .fence(size: 4, .ordinary),
        "bigl": .fence(size: 1, .opening), "Bigl": .fence(size: 2, .opening),
        "biggl": .fence(size: 3, .opening), "Biggl": .fence(size: 4, .opening),
        "bigr": .fence(size: 1, .closing), "Bigr": .fence(size: 2, .closing),
        "biggr": .fence(size: 3, .closing), "Biggr": .fence(size: 4, .closing),
        "bigm": .fence(size: 1, .relation), "Bigm": .fence(size: 2, .relation),
        "biggm": .fence(size: 3, .relation), "Biggm": .fence(size: 4, .relation),
        "left": .left, "right": .right, "middle": .middle,

        "begin": .begin, "end": .end, "\\": .lineBreak, "cr": .lineBreak, "hline": .line, "substack": .substack,
        "operatorname": .operatorName, "not": .not, "bmod": .symbol("mod", .binary), "pmod": .modulus,
        "label": .label, "tag": .tag, "notag": .nothing, "nonumber": .nothing,
        "argmax": .function("arg\u{2009}max", takesLimits: true),
        "argmin": .function("arg\u{2009}min", takesLimits: true),
        "limsup": .function("lim\u{2009}sup", takesLimits: true),
        "liminf": .function("lim\u{2009}inf", takesLimits: true),
        "colon": .symbol(":", .punctuation),
    ]
}

/// Commands of TeX that a formula here cannot have, with what to write instead.
let refusedMathCommands: [String: String] = [
    "color": "leave it out: a formula has the colour of its text",
    "textcolor": "leave it out: a formula has the colour of its text",
    "over": #"write `\frac{…}{…}`"#, "choose": #"write `\binom{…}{…}`"#, "atop": #"write `\substack{… \\ …}`"#,
    "rm": #"write `\mathrm{…}`"#, "bf": #"write `\mathbf{…}`"#, "it": #"write `\mathit{…}`"#,
    "cal": #"write `\mathcal{…}`"#, "Bbb": #"write `\mathbb{…}`"#,
    "def": "write out what it stands for", "newcommand": "write out what it stands for",
]
