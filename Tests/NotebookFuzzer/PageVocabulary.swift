/// What a report is written with. A name that the report writer learns is added here.
enum PageVocabulary {
    static let elements: Set<String> = [
        "html", "head", "meta", "title", "style", "body", "main", "header", "footer", "nav", "article", "section",
        "div",
        "h1", "h2", "h3", "h4", "h5", "h6", "p", "blockquote", "ul", "ol", "li", "dl", "dt", "dd", "pre", "code", "hr",
        "br",
        "a", "em", "strong", "del", "sup", "span", "details", "summary", "figure", "figcaption", "table", "caption",
        "thead", "tbody",
        "tr",
        "th", "td",
        "svg", "use", "desc", "cite", "g", "path", "rect", "circle", "text",
        "math", "semantics", "annotation", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mstyle", "mfrac", "msqrt",
        "mroot", "msub", "msup", "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd",
    ]

    static let void: Set<String> = ["meta", "hr", "br"]
    static let selfClosing: Set<String> = ["use", "path", "rect", "circle"]

    static let attributes: Set<String> = [
        "lang", "charset", "http-equiv", "content", "name", "class", "id", "download", "href", "title", "start",
        "scope",
        "tabindex", "role", "aria-label", "aria-labelledby", "aria-hidden", "data-cell", "data-name", "data-parameter",
        "data-path",
        "data-role",
        "data-sha256", "data-value",
        "viewBox", "width", "height", "x", "y", "d", "cx", "cy", "r", "fill", "fill-opacity", "stroke", "stroke-width",
        "stroke-opacity", "stroke-dasharray", "stroke-linejoin", "color", "transform", "text-anchor", "font-family",
        "font-size", "font-weight", "shape-rendering",
        "display", "encoding", "mathvariant", "form", "stretchy", "symmetric", "movablelimits", "minsize", "maxsize",
        "lspace", "rspace", "linethickness", "displaystyle", "scriptlevel", "accent",
    ]

    static let entities: [(String, UInt8)] = [
        ("&amp;", UInt8(ascii: "&")), ("&lt;", UInt8(ascii: "<")), ("&gt;", UInt8(ascii: ">")),
        ("&quot;", UInt8(ascii: "\"")),
    ]

    /// A text as a page shows it: what no page may hold is U+FFFD (https://infra.spec.whatwg.org/#noncharacter).
    static func shown(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isControl = scalar.properties.generalCategory == .control && !"\t\n\r".unicodeScalars.contains(scalar)
            scalars.append(isControl || scalar.properties.isNoncharacterCodePoint ? "\u{FFFD}" : scalar)
        }
        return String(scalars)
    }

    /// The scheme of an address, read as browsers read it, where it is none that a reader may follow.
    ///
    /// https://url.spec.whatwg.org/#concept-basic-url-parser: controls and spaces before it, and tabs and line breaks in
    /// it, are passed over.
    static func unsafeScheme(of address: String) -> String? {
        let trimmed = address.unicodeScalars.drop { $0.value <= 0x20 }.filter {
            ![0x09, 0x0A, 0x0D].contains($0.value)
        }
        guard let first = trimmed.first, isLetter(first) else { return nil }
        let scheme = trimmed.prefix { isLetter($0) || ("0"..."9").contains($0) || "+-.".unicodeScalars.contains($0) }
        guard scheme.count < trimmed.count, trimmed[trimmed.index(trimmed.startIndex, offsetBy: scheme.count)] == ":"
        else { return nil }
        let name = String(String.UnicodeScalarView(scheme)).lowercased()
        return ["http", "https", "mailto"].contains(name) ? nil : name
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
    }
}
