/// The symbols that commands of TeX stand for: names and symbols in turn.
enum MathSymbols {
    static let slantedLetters = """
        alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ \
        varkappa ϰ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ \
        upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω digamma ϝ partial ∂ imath ı jmath ȷ
        """

    static let uprightLetters = """
        Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω nabla ∇
        """

    static let ordinary = """
        infty ∞ ell ℓ hbar ℏ Re ℜ Im ℑ wp ℘ aleph ℵ beth ℶ emptyset ∅ varnothing ∅ forall ∀ exists ∃ nexists ∄ \
        neg ¬ lnot ¬ top ⊤ bot ⊥ angle ∠ triangle △ square □ Box □ blacksquare ■ diamondsuit ♢ clubsuit ♣ heartsuit ♡ \
        spadesuit ♠ flat ♭ natural ♮ sharp ♯ surd √ prime ′ backprime ‵ degree ° checkmark ✓ dagger † ddagger ‡ S § \
        ldots … dots … dotsc … cdots ⋯ dotsb ⋯ vdots ⋮ ddots ⋱ | ‖ Vert ‖ vert | backslash \\ % % # # & & $ $ _ _ \
        complement ∁ eth ð mho ℧ therefore ∴ because ∵ Bbbk 𝕜 blacktriangle ▲ bigstar ★
        """

    static let binary = """
        pm ± mp ∓ times × div ÷ cdot ⋅ ast ∗ star ⋆ circ ∘ bullet ∙ cap ∩ cup ∪ uplus ⊎ sqcap ⊓ sqcup ⊔ vee ∨ lor ∨ \
        wedge ∧ land ∧ setminus ∖ smallsetminus ∖ wr ≀ diamond ⋄ oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙ \
        bigcirc ◯ amalg ⨿ ltimes ⋉ rtimes ⋊ boxplus ⊞ boxtimes ⊠ barwedge ⊼ veebar ⊻ bigtriangleup △ \
        bigtriangledown ▽ triangleleft ◃ triangleright ▹
        """

    static let relations = """
        leq ≤ le ≤ geq ≥ ge ≥ lt < gt > neq ≠ ne ≠ equiv ≡ sim ∼ simeq ≃ approx ≈ approxeq ≊ cong ≅ doteq ≐ \
        propto ∝ varpropto ∝ ll ≪ gg ≫ lll ⋘ ggg ⋙ leqslant ⩽ geqslant ⩾ lesssim ≲ gtrsim ≳ prec ≺ succ ≻ \
        preceq ⪯ succeq ⪰ in ∈ notin ∉ ni ∋ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊ supsetneq ⊋ \
        nsubseteq ⊈ nsupseteq ⊉ sqsubseteq ⊑ sqsupseteq ⊒ mid ∣ nmid ∤ parallel ∥ nparallel ∦ perp ⟂ vdash ⊢ \
        dashv ⊣ models ⊧ vDash ⊨ asymp ≍ bowtie ⋈ triangleq ≜ coloneqq ≔ eqqcolon ≕ nless ≮ ngtr ≯ nleq ≰ ngeq ≱ \
        to → rightarrow → gets ← leftarrow ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ \
        implies ⟹ impliedby ⟸ iff ⟺ longrightarrow ⟶ longleftarrow ⟵ longleftrightarrow ⟷ Longrightarrow ⟹ \
        Longleftarrow ⟸ Longleftrightarrow ⟺ mapsto ↦ longmapsto ⟼ uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑ \
        Downarrow ⇓ Updownarrow ⇕ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ hookrightarrow ↪ hookleftarrow ↩ \
        rightharpoonup ⇀ rightharpoondown ⇁ leftharpoonup ↼ leftharpoondown ↽ rightleftharpoons ⇌ leadsto ⇝ \
        rightsquigarrow ⇝ twoheadrightarrow ↠ nrightarrow ↛ nRightarrow ⇏
        """

    static let large = """
        sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂ bigodot ⨀ biguplus ⨄ \
        bigsqcup ⨆
        """

    static let integrals = "int ∫ iint ∬ iiint ∭ oint ∮ oiint ∯"

    static let opening = "{ { lbrace { lbrack [ langle ⟨ lfloor ⌊ lceil ⌈ lvert | lVert ‖ lgroup ⟮"

    static let closing = "} } rbrace } rbrack ] rangle ⟩ rfloor ⌋ rceil ⌉ rvert | rVert ‖ rgroup ⟯"

    static let functions = """
        log ln lg exp sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan arg deg dim hom ker
        """

    static let functionsWithLimits = "max min sup inf lim det gcd Pr"

    /// The fences that `\left`, `\right`, `\middle` and `\big` take, by what is written; a dot is none.
    static let fences: [String: String] = [
        "(": "(", ")": ")", "[": "[", "]": "]", "|": "|", "/": "/", ".": "", "<": "⟨", ">": "⟩",
        "\\{": "{", "\\}": "}", "\\lbrace": "{", "\\rbrace": "}", "\\lbrack": "[", "\\rbrack": "]", "\\|": "‖",
        "\\langle": "⟨", "\\rangle": "⟩", "\\lfloor": "⌊", "\\rfloor": "⌋", "\\lceil": "⌈", "\\rceil": "⌉",
        "\\lvert": "|", "\\rvert": "|", "\\lVert": "‖", "\\rVert": "‖", "\\vert": "|", "\\Vert": "‖", "\\mid": "|",
        "\\backslash": "\\", "\\uparrow": "↑", "\\downarrow": "↓", "\\updownarrow": "↕", "\\lgroup": "⟮",
        "\\rgroup": "⟯", "⟨": "⟨", "⟩": "⟩", "‖": "‖", "∥": "‖",
    ]

    /// What the crossed-out symbol of `\not` is, by the symbol.
    static let negations: [String: String] = [
        "=": "≠", "∈": "∉", "∋": "∌", "<": "≮", ">": "≯", "≤": "≰", "≥": "≱", "⊂": "⊄", "⊃": "⊅", "⊆": "⊈", "⊇": "⊉",
        "≡": "≢", "∼": "≁", "≃": "≄", "≈": "≉", "≅": "≇", "∣": "∤", "∥": "∦", "∃": "∄", "→": "↛", "←": "↚", "↔": "↮",
        "⇒": "⇏", "⇐": "⇍", "⇔": "⇎", "≺": "⊀", "≻": "⊁", "⊢": "⊬", "⊨": "⊭", "⊑": "⋢", "⊒": "⋣",
    ]

    /// Signs that mean something else than themselves, or have a class of their own.
    static let signs: [Character: (text: String, kind: MathClass)] = [
        "+": ("+", .binary), "-": ("−", .binary), "*": ("∗", .binary), "=": ("=", .relation), "<": ("<", .relation),
        ">": (">", .relation), ":": (":", .relation), "(": ("(", .opening), "[": ("[", .opening), ")": (")", .closing),
        "]": ("]", .closing), "!": ("!", .closing), "?": ("?", .closing), ",": (",", .punctuation),
        ";": (";", .punctuation),
        "/": ("/", .ordinary), "|": ("|", .ordinary), ".": (".", .ordinary),
    ]

    /// The class of a symbol that is written as itself, such as `≤`.
    static let classes: [String: MathClass] = {
        var classes: [String: MathClass] = [:]
        for case .symbol(let text, let kind) in MathCommand.names.compactMap({ MathCommand.all[$0] }) {
            if !text.utf8.allSatisfy({ $0 < 0x80 }) { classes[text] = kind }
        }
        return classes
    }()

    /// The class of a symbol as it is shown.
    static func kind(of text: String) -> MathClass {
        classes[text] ?? signs.values.first { $0.text == text }?.kind ?? .ordinary
    }
}
