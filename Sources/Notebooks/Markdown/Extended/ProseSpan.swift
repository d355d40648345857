/// A part of a paragraph's source that an extension reads, or that nothing may be read in.
struct ProseSpan: Hashable {
    enum Kind: Hashable {
        /// Code, an address or a tag: CommonMark's own.
        case opaque
        /// `$…$`, or `$$…$$` for display.
        case formula(isDisplay: Bool)
        /// `{{ … }}`
        case value
        /// `[^label]`
        case footnote
        /// `[@key]`, or `@key` alone
        case citation
        /// An address that becomes a link by itself.
        case address
        /// `\~`
        case escapedTilde
    }

    var kind: Kind
    var range: Range<Int>

    var isFormula: Bool {
        if case .formula = kind { true } else { false }
    }
}
