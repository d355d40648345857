internal import CSimdJSON

/// Parses JSON, one text after the other, on memory that is used again.
///
/// The only file that names simdjson. What is wrong anywhere in a text is found before any of it is read.
struct JSONParser: ~Copyable {
    private let parser: OpaquePointer

    init() {
        guard let parser = json_parser_make() else { preconditionFailure("no memory for a JSON parser") }
        self.parser = parser
    }

    deinit {
        json_parser_free(parser)
    }

    /// How many bytes after a text must be readable; what they are does not matter.
    static var padding: Int { json_padding }

    /// Gives a text's value to `body`, which must not keep it.
    ///
    /// - Parameter text: one JSON text, with `padding` readable bytes behind it.
    mutating func parse<Result>(
        _ text: UnsafeRawBufferPointer, _ body: (JSONValue) throws(ResponseProblem) -> Result
    ) throws(ResponseProblem) -> Result {
        guard let start = text.baseAddress, !text.isEmpty else { throw ResponseProblem(.unreadable, "it is empty") }
        let document = json_parse(parser, start.assumingMemoryBound(to: UInt8.self), text.count)
        guard document.error == 0, let tape = document.tape, let strings = document.strings else {
            throw ResponseProblem(.unreadable, Self.words(document.error))
        }
        return try body(JSONValue(tape: tape, strings: strings, index: 1))
    }

    /// simdjson's errors (`simdjson::error_code`) that a file can cause, in words for who wrote the file.
    private static func words(_ error: Int32) -> String {
        switch error {
        case 1, 2: "it needs more memory than there is"
        case 4: "it is nested deeper than 1024 levels"
        case 5: "a string has a wrong escape"
        case 9: "a number is wrong, or too large"
        case 10: "it is not UTF-8 text"
        case 12: "it is empty"
        case 13: "a string holds a control character, or a quotation mark is missing"
        case 14: "a string has no end"
        case 3, 6, 7, 8: "it is not JSON, or ends too early"
        default: String(cString: json_error_words(error))
        }
    }
}
