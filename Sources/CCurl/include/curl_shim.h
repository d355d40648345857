// The part of libcurl that Haltbook uses, in C without variadic functions: POST requests, many at once, on one thread.
//
// The library is loaded when a client is made and not linked: with the 30 libraries that it needs itself, it would take 6 ms of
// each start of the program.
#ifndef HALTBOOK_CURL_SHIM_H
#define HALTBOOK_CURL_SHIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Requests under way, and connections that are used again.
typedef struct http_client http_client;

/// A request; what it points to is copied.
typedef struct {
    /// Whatever tells it from the others.
    int64_t tag;
    const char *url;
    /// Lines such as `Content-Type: application/json`.
    const char *const *headers;
    size_t header_count;
    const uint8_t *body;
    size_t count;
    /// How long all of it may take, in milliseconds.
    int64_t timeout;
    /// An answer of more bytes than this is not taken.
    size_t limit;
} http_request;

/// What a request came to. What it points to holds until the client is asked for the next.
typedef struct {
    int64_t tag;
    /// Why there is no answer; NULL where there is one.
    const char *problem;
    /// Whether the same request cannot come to anything else: its URL is wrong, or the certificate is.
    bool is_final;
    long status;
    /// How many seconds the server asks to wait, by Retry-After in either form; 0 where it does not.
    int64_t retry_after;
    /// Where a redirection leads; NULL where it is none. Redirections are not followed.
    const char *location;
    const uint8_t *body;
    size_t count;
} http_answer;

/// NULL where there is no libcurl, or no memory.
http_client *http_client_make(void);
/// Ends all requests under way, too.
void http_client_free(http_client *client);

/// Begins a request; false where there is no memory.
bool http_client_post(http_client *client, const http_request *request);
/// Goes on with all requests, until there is something new of one or so many milliseconds have passed.
void http_client_wait(http_client *client, int milliseconds);
/// A request that has ended; false where there is none.
bool http_client_next(http_client *client, http_answer *answer);

#endif
