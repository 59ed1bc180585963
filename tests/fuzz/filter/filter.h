/*
 * The fuzzer of the body filter: it lives in nginx itself, as a module that
 * asks its own requests, and has the real filter between two of its own.
 *
 *   filter.c   an input is made into a request, a page and its buffers
 *   coding.c   the body as an upstream may code it
 *   below.c    the filters below: what they take, how much, and what they get
 *   expect.c   the page as it must be
 *   module.c   the module: its directive, its start
 */

#ifndef LN_FUZZ_FILTER_H
#define LN_FUZZ_FILTER_H

#include <ngx_config.h>
#include <ngx_core.h>
#include <ngx_http.h>

#include "../fuzzing.h"
#include "http/page/ngx_http_legal_response.h"


#define FUZZ_CODINGS  9


/* Bytes that grow. */
typedef struct {
    u_char     *data;
    size_t      len;
    size_t      room;
} fuzz_bytes_t;


/* A buffer that was given to the filter, and is not consumed yet. */
typedef struct fuzz_given_s  fuzz_given_t;

struct fuzz_given_s {
    fuzz_given_t  *next;
    ngx_buf_t      buf;
    u_char        *memory;
};


typedef struct {
    ngx_http_request_t  *request;
    uint32_t             seed;

    unsigned             location;
    unsigned             coded:1;
    unsigned             cut:1;         /* what is coded breaks off */
    unsigned             head:1;
    unsigned             top:1;         /* through all filters of nginx */
    unsigned             untyped:1;
    unsigned             in_memory:1;   /* a filter below wants it so */
    unsigned             abort:1;       /* the reader goes away */
    unsigned             fails:1;       /* a filter below does */
    unsigned             length:1;      /* Content-Length is known */
    unsigned             sendfile:1;
    unsigned             threads:1;
    unsigned             pass:1;        /* legal_undeliverable pass */
    unsigned             accept:1;      /* Accept-Language, in two lines */
    unsigned             type;
    unsigned             charset;
    unsigned             kind;          /* how it is coded */
    const char          *coding;        /* Content-Encoding */
    size_t               most;          /* of a piece */

    fuzz_bytes_t         page;
    fuzz_bytes_t         body;          /* coded, if it is */
    fuzz_bytes_t         out;

    size_t               at;            /* of body given */
    unsigned             last_given:1;
    off_t                waiting;       /* bytes of it not consumed */
    fuzz_given_t        *given;
    ngx_file_t           file;
    off_t                base;          /* where body begins in it */

    unsigned             flushes;       /* given, and got .. */
    unsigned             flushed;
    unsigned             header:1;
    unsigned             last:1;
    unsigned             failed:1;
    off_t                said;          /* Content-Length, or -1 */
    ngx_uint_t           status;
    unsigned             says_coding:1; /* header fields */
    unsigned             says_etag:1;   /* .. the original's */
    unsigned             says_notice:1;
} fuzz_filter_t;


#define FUZZ_ETAG      "\"e\""
#define FUZZ_ACCEPT_1  "en;q=0.5"
#define FUZZ_ACCEPT_2  "ru"


extern fuzz_filter_t  fuzz_filter;

extern ngx_http_output_body_filter_pt  fuzz_body_filter;


/* filter.c */
ngx_int_t fuzz_filter_answer(ngx_http_request_t *r);
uint32_t fuzz_filter_random(uint32_t n);
void fuzz_bytes_add(fuzz_bytes_t *bytes, const void *data, size_t len);

/* coding.c */
void fuzz_code(fuzz_filter_t *f);

/* below.c */
ngx_int_t fuzz_below_header(ngx_http_request_t *r);
ngx_int_t fuzz_below_body(ngx_http_request_t *r, ngx_chain_t *in);

/* expect.c */
void fuzz_expect(fuzz_filter_t *f);


#endif
