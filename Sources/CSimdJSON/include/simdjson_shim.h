// The part of simdjson that Haltbook uses, in C: a parser, and the tape that it leaves.
// https://github.com/simdjson/simdjson/blob/master/doc/tape.md says what is on a tape.
#ifndef HALTBOOK_SIMDJSON_SHIM_H
#define HALTBOOK_SIMDJSON_SHIM_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct json_parser json_parser;

/// What a text came to: a tape and its strings, which hold until the parser's next text; or an error other than 0.
typedef struct {
    const uint64_t *tape;
    const uint8_t *strings;
    int error;
} json_tape;

/// How many bytes after a text must be readable.
extern const size_t json_padding;

/// NULL where there is no memory.
json_parser *json_parser_make(void);
void json_parser_free(json_parser *parser);

/// Parses one value, checks all of it, UTF-8 included.
json_tape json_parse(json_parser *parser, const uint8_t *text, size_t count);

/// What an error is, in words that live forever.
const char *json_error_words(int error);

#ifdef __cplusplus
}
#endif

#endif
