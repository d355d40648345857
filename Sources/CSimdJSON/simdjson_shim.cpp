#include "simdjson_shim.h"

#include <new>
#include <simdjson.h>

struct json_parser {
    simdjson::dom::parser parser;
};

// A parser of longer texts ends with them, for it keeps 4 bytes for each bracket, comma and value.
static const size_t long_text = 8 << 20;

const size_t json_padding = simdjson::SIMDJSON_PADDING;

json_parser *json_parser_make(void) { return new (std::nothrow) json_parser; }

void json_parser_free(json_parser *parser) { delete parser; }

json_tape json_parse(json_parser *parser, const uint8_t *text, size_t count) {
    // The text is padded by the caller, so that it need not be copied.
    simdjson::error_code error;
    if (count < long_text) {
        error = parser->parser.parse(text, count, false).error();
    } else {
        simdjson::dom::parser once;
        error = once.parse_into_document(parser->parser.doc, text, count, false).error();
    }
    const auto &document = parser->parser.doc;
    return {document.tape.get(), document.string_buf.get(), static_cast<int>(error)};
}

const char *json_error_words(int error) {
    return simdjson::error_message(static_cast<simdjson::error_code>(error));
}
