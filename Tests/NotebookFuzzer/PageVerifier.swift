import Figures

/// Reads a report's page as strictly as it is written: nothing in it may be markup that the program has not put there.
struct PageVerifier {
    /// What stands in the `style` element of every page.
    private let style: String

    private static let start = "<!DOCTYPE html>\n<html "

    /// Every page has the style of this one.
    init(ofPagesLike page: String) throws {
        guard let open = page.firstRange(of: "<style>"), let close = page.firstRange(of: "</style>") else {
            throw FuzzProblem("a report has no style element any more; correct PageVerifier.swift")
        }
        style = String(page[open.upperBound..<close.lowerBound])
    }

    /// What is wrong with a page, with the line around it, or nil. Where it `hasOwnIDs`, no id stands twice.
    func fault(of page: String, hasOwnIDs: Bool) -> String? {
        guard page.hasPrefix(Self.start) else { return "the page begins with something else than \(Self.start)" }
        var reader = PageReader(page, style: style, hasOwnIDs: hasOwnIDs)
        do throws(PageFault) {
            try reader.read()
            return nil
        } catch {
            return "the page: \(error.problem), near \(error.excerpt.debugDescription)"
        }
    }
}

/// Why a page is not what the report writer may write.
struct PageFault: Error {
    var problem: String
    /// What stands about the place.
    var excerpt: String
}

/// Reads one page from its first tag to its end.
private struct PageReader {
    private let bytes: [UInt8]
    private let style: [UInt8]
    private let hasOwnIDs: Bool
    private var position: Int
    private var open: [String] = []
    private var ids: Set<String> = []

    init(_ page: String, style: String, hasOwnIDs: Bool) {
        bytes = Array(page.utf8)
        self.style = Array(style.utf8)
        self.hasOwnIDs = hasOwnIDs
        position = "<!DOCTYPE html>\n".utf8.count
    }

    mutating func read() throws(PageFault) {
        try checkCharacters()
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "<") {
                try readTag()
            } else {
                _ = try readText(until: "<")
            }
        }
        if let last = open.last { throw fault("`\(last)` is never closed") }
    }

    private func fault(_ problem: String) -> PageFault {
        let around = bytes[max(0, position - 60)..<min(bytes.count, position + 60)]
        return PageFault(problem: problem, excerpt: String(decoding: around, as: UTF8.self))
    }

    /// https://infra.spec.whatwg.org/#control: none but tabs and line breaks may stand in a page.
    private mutating func checkCharacters() throws(PageFault) {
        let first = position
        while position < bytes.count {
            let byte = bytes[position]
            let isC1 = byte == 0xC2 && position + 1 < bytes.count && bytes[position + 1] < 0xA0
            if (byte < 0x20 && ![0x09, 0x0A, 0x0D].contains(byte)) || byte == 0x7F || isC1 {
                throw fault("a control character")
            }
            position += 1
        }
        position = first
    }

    // MARK: Tags

    private mutating func readTag() throws(PageFault) {
        position += 1
        if take("/") { return try readEndTag() }
        let name = takeName()
        guard PageVocabulary.elements.contains(name) else { throw fault("an element `\(name)`") }
        var attributes: Set<String> = []
        while take(" ") {
            let attribute = try readAttribute(of: name, isDownload: attributes.contains("download"))
            if !attributes.insert(attribute).inserted { throw fault("`\(attribute)` stands twice in a tag") }
        }
        if take("/>") {
            guard PageVocabulary.selfClosing.contains(name) else { throw fault("`\(name)` closes itself") }
            return
        }
        guard take(">") else { throw fault("a tag of `\(name)` that does not end") }
        if name == "style" { try skipStyle() }
        if !PageVocabulary.void.contains(name) { open.append(name) }
    }

    private mutating func readEndTag() throws(PageFault) {
        let name = takeName()
        guard take(">"), open.popLast() == name else { throw fault("an end of `\(name)` that nothing began") }
    }

    private mutating func skipStyle() throws(PageFault) {
        guard open == ["html", "head"], bytes[position...].starts(with: style) else {
            throw fault("a style that is not the report's")
        }
        position += style.count
        guard bytes[position...].starts(with: "</style>".utf8) else { throw fault("more style than the report's") }
    }

    private mutating func readAttribute(of element: String, isDownload: Bool) throws(PageFault) -> String {
        let name = takeName()
        guard PageVocabulary.attributes.contains(name) else { throw fault("an attribute `\(name)`") }
        guard take("=\"") else { throw fault("`\(name)` without a value in quotation marks") }
        let value = try readText(until: "\"")
        position += 1
        // The figures' data, which only the program can make a download of.
        let isData = name == "href" && isDownload && value.hasPrefix(Figure.csvAddressStart)
        if !isData { try check(name, value, of: element) }
        return name
    }

    private mutating func check(_ name: String, _ value: String, of element: String) throws(PageFault) {
        switch name {
        case "href" where element == "use":
            guard value.hasPrefix("#") else { throw fault("a drawing from `\(value)`") }
        case "href" where element != "a": throw fault("an address in `\(element)`")
        case "href": if let scheme = PageVocabulary.unsafeScheme(of: value) { throw fault("an address of `\(scheme)`") }
        case "id": if !ids.insert(value).inserted && hasOwnIDs { throw fault("the id `\(value)` stands twice") }
        case "http-equiv":
            guard open == ["html", "head"] else { throw fault("an `http-equiv`") }
        default: break
        }
    }

    // MARK: Text

    /// Text with its entities resolved, up to a sign that ends it.
    private mutating func readText(until end: Unicode.Scalar) throws(PageFault) -> String {
        var text: [UInt8] = []
        while position < bytes.count, bytes[position] != UInt8(ascii: end) {
            switch bytes[position] {
            case UInt8(ascii: "&"): text.append(try readEntity())
            case UInt8(ascii: "<"), UInt8(ascii: ">"): throw fault("a sign that is not escaped")
            default:
                text.append(bytes[position])
                position += 1
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private mutating func readEntity() throws(PageFault) -> UInt8 {
        for (entity, character) in PageVocabulary.entities where take(entity) { return character }
        throw fault("an `&` that is not escaped")
    }

    // MARK: Bytes

    private mutating func take(_ text: String) -> Bool {
        guard bytes[position...].starts(with: text.utf8) else { return false }
        position += text.utf8.count
        return true
    }

    /// A name as HTML has them, in letters, digits and hyphens.
    private mutating func takeName() -> String {
        let name = bytes[position...].prefix { byte in
            let letter = Unicode.Scalar(byte)
            return ("a"..."z").contains(letter) || ("A"..."Z").contains(letter) || ("0"..."9").contains(letter)
                || letter == "-"
        }
        position += name.count
        return String(decoding: name, as: UTF8.self)
    }
}
