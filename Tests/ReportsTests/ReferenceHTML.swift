/// HTML as its tags and texts, so that two ways of writing the same can be held against each other.
///
/// Line breaks beside a block's tag say nothing and are left out.
struct ReferenceHTML {
    private var parts: [String] = []
    private static let blocks: Set<String> = [
        "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li", "pre", "hr", "br",
    ]

    /// A report's own prose, without the anchors of its headings and the class of links whose words are their address.
    static func parts(ofReport html: String) -> [String] {
        var own = ReferenceHTML()
        for part in split(html.replacing("<a class=\"bare\"", with: "<a")) {
            own.add(name(of: part).wholeMatch(of: /h[1-6]/) != nil ? part.replacing(/\ id="[^"]*"/, with: "") : part)
        }
        return own.parts
    }

    /// What libcmark writes, with what a report does otherwise on purpose:
    /// - headings are one level down, and `pre` can be reached by keyboard;
    /// - raw HTML is left out without a comment that says so;
    /// - an image is a link to itself, and only its words where it stands in a link;
    /// - an address of another scheme than `http`, `https` and `mailto` is no link;
    /// - void elements have no slash, and quotation marks in text are no entities.
    static func parts(ofLibcmark html: String) -> [String] {
        var own = ReferenceHTML()
        var ends: [String] = []
        for part in split(html) {
            switch name(of: part) {
            case "h1", "h2", "h3", "h4", "h5", "h6":
                own.add(part.replacing(/[1-6]/) { String(min(6, (Int($0.0) ?? 0) + 1)) })
            case "pre" where !part.hasPrefix("</"): own.add("<pre tabindex=\"0\">")
            case "!--": break
            case "br", "hr": own.add(part.replacing(" />", with: ">"))
            case "a" where part.hasPrefix("</"): own.add(ends.removeLast())
            case "a":
                own.add(link(part))
                ends.append(link(part) == "<span>" ? "</span>" : "</a>")
            case "img":
                let opening = ends.isEmpty ? link(part) : "<span>"
                own.add(opening)
                own.add("[image: \(attribute("alt", of: part).replacing("&quot;", with: "\""))]")
                own.add(opening == "<span>" ? "</span>" : "</a>")
            case "": own.add(part.replacing("&quot;", with: "\""))
            default: own.add(part)
            }
        }
        return own.parts
    }

    private static func link(_ part: String) -> String {
        let address = attribute(part.hasPrefix("<img") ? "src" : "href", of: part).replacing("&#x27;", with: "'")
        let scheme = address.prefixMatch(of: /([A-Za-z][A-Za-z0-9.+-]*):/).map { $0.1.lowercased() }
        guard scheme == nil || ["http", "https", "mailto"].contains(scheme) else { return "<span>" }
        let title = attribute("title", of: part)
        return "<a href=\"\(address)\"" + (title.isEmpty ? ">" : " title=\"\(title)\">")
    }

    private static func attribute(_ name: String, of tag: String) -> String {
        guard let start = tag.firstRange(of: " \(name)=\"") else { return "" }
        return String(tag[start.upperBound...].prefix { $0 != "\"" })
    }

    private mutating func add(_ part: String) {
        let isText = Self.name(of: part).isEmpty
        if isText, let last = parts.last, Self.name(of: last).isEmpty {
            parts[parts.count - 1] = last + part
        } else if isText {
            let isAfterBlock =
                parts.last.map { Self.blocks.contains(Self.name(of: $0)) && !$0.hasPrefix("<pre") } ?? true
            parts.append(isAfterBlock ? String(part.drop { $0 == "\n" }) : part)
        } else {
            if Self.blocks.contains(Self.name(of: part)), let last = parts.last, Self.name(of: last).isEmpty {
                parts[parts.count - 1] = String(last.reversed().drop { $0 == "\n" }.reversed())
            }
            parts.append(part)
        }
        parts.removeAll { $0.isEmpty }
    }

    /// The name of a tag, `!--` of a comment, nothing of a text.
    private static func name(of part: String) -> String {
        guard part.hasPrefix("<") else { return "" }
        if part.hasPrefix("<!--") { return "!--" }
        return String(part.drop { $0 == "<" || $0 == "/" }.prefix { $0.isLetter || $0.isNumber })
    }

    private static func split(_ html: String) -> [String] {
        html.matches(of: /<[^>]*>|[^<]+/).map { String($0.0) }
    }
}
