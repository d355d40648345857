/// A piece of HTML or SVG as a value.
///
/// Whether a string is escaped is decided by the case that holds it: `.text` and every attribute value are, `.raw` is
/// not. Element and attribute names come from the program, never from a notebook, and are written as they stand.
package indirect enum Markup: Sendable, Equatable {
    case element(String, [Attribute], [Markup])
    case text(String)
    /// Markup that something trusted has already written, and the content of an HTML `style` element.
    case raw(String)
}

/// One attribute of an element; the value is not yet escaped.
package struct Attribute: Sendable, Equatable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

extension Markup {
    /// `.tag("a", ["href": address], .text("here"))`
    package static func tag(
        _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ children: Markup...
    ) -> Markup {
        .tag(name, attributes, children)
    }

    /// `.tag("ul", ["class": "toc"], entries)`
    package static func tag(
        _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ children: [Markup]
    ) -> Markup {
        .element(name, attributes.map { Attribute($0.key, $0.value) }, children)
    }
}

extension Markup {
    /// The markup as text, on one line unless its strings have line breaks.
    package var rendered: String {
        var output = ""
        write(to: &output)
        return output
    }

    package func write(to output: inout String) {
        switch self {
        case .text(let text): Escaping.write(text, quotes: false, to: &output)
        case .raw(let markup): output += markup
        case .element(let name, let attributes, let children):
            output += "<"
            output += name
            for attribute in attributes { attribute.write(to: &output) }
            writeRest(of: name, children, to: &output)
        }
    }

    /// What follows the attributes. HTML parsers accept `/>` only on SVG elements, and want no end tag on void ones.
    private func writeRest(of name: String, _ children: [Markup], to output: inout String) {
        if children.isEmpty && Self.selfClosing.contains(name) {
            output += "/>"
            return
        }
        output += ">"
        if Self.void.contains(name) {
            precondition(children.isEmpty, "<\(name)> can hold nothing, but was given \(children.count) children")
            return
        }
        for child in children { child.write(to: &output) }
        output += "</"
        output += name
        output += ">"
    }

    /// HTML's void elements: https://html.spec.whatwg.org/#void-elements
    private static let void: Set<String> = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    ]

    /// SVG elements that are often empty.
    private static let selfClosing: Set<String> = [
        "circle", "ellipse", "image", "line", "path", "polygon", "polyline", "rect", "stop", "use",
    ]
}

extension Attribute {
    fileprivate func write(to output: inout String) {
        output += " "
        output += name
        output += "=\""
        Escaping.write(value, quotes: true, to: &output)
        output += "\""
    }
}
