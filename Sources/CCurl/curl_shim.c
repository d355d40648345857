#include "curl_shim.h"

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#undef curl_easy_setopt
#undef curl_easy_getinfo
#undef curl_multi_setopt

/// The functions of libcurl that are used, by their names there.
static struct {
    __typeof__(&curl_global_init) global_init;
    __typeof__(&curl_easy_init) easy_init;
    __typeof__(&curl_easy_cleanup) easy_cleanup;
    __typeof__(&curl_easy_setopt) easy_setopt;
    __typeof__(&curl_easy_getinfo) easy_getinfo;
    __typeof__(&curl_easy_strerror) easy_strerror;
    __typeof__(&curl_slist_append) slist_append;
    __typeof__(&curl_slist_free_all) slist_free_all;
    __typeof__(&curl_multi_init) multi_init;
    __typeof__(&curl_multi_cleanup) multi_cleanup;
    __typeof__(&curl_multi_add_handle) multi_add_handle;
    __typeof__(&curl_multi_remove_handle) multi_remove_handle;
    __typeof__(&curl_multi_perform) multi_perform;
    __typeof__(&curl_multi_poll) multi_poll;
    __typeof__(&curl_multi_info_read) multi_info_read;
} curl;

/// One request and its answer.
typedef struct transfer {
    struct transfer *previous, *next;
    int64_t tag;
    CURL *easy;
    struct curl_slist *headers;
    uint8_t *body;
    size_t count, room, limit;
    bool is_too_long;
    char problem[CURL_ERROR_SIZE];
} transfer;

struct http_client {
    CURLM *multi;
    transfer *first;
    /// How many requests have begun and were not yet told of.
    int begun;
    /// The one that was answered last; its answer may still be looked at.
    transfer *last_answered;
};

static bool load(void) {
    if (curl.multi_poll) return true;
    void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    if (!library) library = dlopen("libcurl-gnutls.so.4", RTLD_NOW | RTLD_LOCAL);
    if (!library) return false;
#define LOAD(name) if (!(curl.name = (__typeof__(curl.name))dlsym(library, "curl_" #name))) return false
    LOAD(global_init);
    LOAD(easy_init);
    LOAD(easy_cleanup);
    LOAD(easy_setopt);
    LOAD(easy_getinfo);
    LOAD(easy_strerror);
    LOAD(slist_append);
    LOAD(slist_free_all);
    LOAD(multi_init);
    LOAD(multi_cleanup);
    LOAD(multi_add_handle);
    LOAD(multi_remove_handle);
    LOAD(multi_perform);
    LOAD(multi_info_read);
    if (curl.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) return false;
    LOAD(multi_poll);
#undef LOAD
    return true;
}

http_client *http_client_make(void) {
    if (!load()) return NULL;
    http_client *client = calloc(1, sizeof *client);
    if (client && !(client->multi = curl.multi_init())) {
        free(client);
        return NULL;
    }
    return client;
}

static void transfer_free(http_client *client, transfer *transfer) {
    if (!transfer) return;
    if (transfer->easy) {
        curl.multi_remove_handle(client->multi, transfer->easy);
        curl.easy_cleanup(transfer->easy);
    }
    curl.slist_free_all(transfer->headers);
    free(transfer->body);
    if (transfer->previous) transfer->previous->next = transfer->next;
    if (transfer->next) transfer->next->previous = transfer->previous;
    if (client->first == transfer) client->first = transfer->next;
    free(transfer);
}

void http_client_free(http_client *client) {
    while (client->first) transfer_free(client, client->first);
    curl.multi_cleanup(client->multi);
    free(client);
}

/// Takes a part of an answer's body; anything but `count` ends the request.
static size_t take(char *bytes, size_t size, size_t count, void *user) {
    transfer *transfer = user;
    count *= size;
    if (count > transfer->limit - transfer->count) {
        transfer->is_too_long = true;
        return 0;
    }
    if (transfer->count + count > transfer->room) {
        const size_t room = 2 * (transfer->count + count);
        uint8_t *body = realloc(transfer->body, room);
        if (!body) return 0;
        transfer->body = body;
        transfer->room = room;
    }
    memcpy(transfer->body + transfer->count, bytes, count);
    transfer->count += count;
    return count;
}

static bool add_headers(transfer *transfer, const http_request *request) {
    for (size_t place = 0; place < request->header_count; place++) {
        struct curl_slist *longer = curl.slist_append(transfer->headers, request->headers[place]);
        if (!longer) return false;
        transfer->headers = longer;
    }
    return true;
}

static bool set_options(transfer *transfer, const http_request *request) {
    CURL *easy = transfer->easy;
    const long timeout = request->timeout, connecting = timeout < 30000 ? timeout : 30000;
    // As curl's own program does it.
    const char *certificates = getenv("SSL_CERT_FILE");
    if (certificates && curl.easy_setopt(easy, CURLOPT_CAINFO, certificates) != CURLE_OK) return false;
    // The size goes before the bytes, which are copied.
    return curl.easy_setopt(easy, CURLOPT_URL, request->url) == CURLE_OK
        && curl.easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK
        && curl.easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK
        && curl.easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->count) == CURLE_OK
        && curl.easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, request->body) == CURLE_OK
        && curl.easy_setopt(easy, CURLOPT_HTTPHEADER, transfer->headers) == CURLE_OK
        && curl.easy_setopt(easy, CURLOPT_TIMEOUT_MS, timeout) == CURLE_OK
        && curl.easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, connecting) == CURLE_OK
        && curl.easy_setopt(easy, CURLOPT_NOSIGNAL, 1L) == CURLE_OK
        && curl.easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "") == CURLE_OK
        && curl.easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->problem) == CURLE_OK
        && curl.easy_setopt(easy, CURLOPT_WRITEFUNCTION, take) == CURLE_OK
        && curl.easy_setopt(easy, CURLOPT_WRITEDATA, transfer) == CURLE_OK
        && curl.easy_setopt(easy, CURLOPT_PRIVATE, transfer) == CURLE_OK;
}

bool http_client_post(http_client *client, const http_request *request) {
    transfer *transfer = calloc(1, sizeof *transfer);
    if (!transfer) return false;
    transfer->tag = request->tag;
    transfer->limit = request->limit;
    transfer->next = client->first;
    if (client->first) client->first->previous = transfer;
    client->first = transfer;
    transfer->easy = curl.easy_init();
    if (transfer->easy && add_headers(transfer, request) && set_options(transfer, request)
        && curl.multi_add_handle(client->multi, transfer->easy) == CURLM_OK) {
        client->begun++;
        return true;
    }
    transfer_free(client, transfer);
    return false;
}

void http_client_wait(http_client *client, int milliseconds) {
    int running = 0;
    curl.multi_perform(client->multi, &running);
    // One that has ended already is not to wait for the others.
    if (running < client->begun) return;
    curl.multi_poll(client->multi, NULL, 0, milliseconds, NULL);
    curl.multi_perform(client->multi, &running);
}

static bool is_final(CURLcode code) {
    switch (code) {
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE: return true;
    default: return false;
    }
}

bool http_client_next(http_client *client, http_answer *answer) {
    transfer_free(client, client->last_answered);
    client->last_answered = NULL;
    int waiting;
    CURLMsg *message;
    do {
        if (!(message = curl.multi_info_read(client->multi, &waiting))) return false;
    } while (message->msg != CURLMSG_DONE);
    client->begun--;
    const CURLcode code = message->data.result;
    transfer *transfer = NULL;
    curl_off_t retry_after = 0;
    memset(answer, 0, sizeof *answer);
    curl.easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
    curl.easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &answer->status);
    curl.easy_getinfo(transfer->easy, CURLINFO_RETRY_AFTER, &retry_after);
    curl.easy_getinfo(transfer->easy, CURLINFO_REDIRECT_URL, &answer->location);
    answer->tag = transfer->tag;
    answer->retry_after = retry_after;
    answer->body = transfer->body;
    answer->count = transfer->count;
    if (code != CURLE_OK) {
        answer->problem = transfer->is_too_long ? "the answer is too long"
            : transfer->problem[0]              ? transfer->problem
                                                : curl.easy_strerror(code);
        answer->is_final = is_final(code);
    }
    client->last_answered = transfer;
    return true;
}
