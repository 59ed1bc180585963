/*
 * A compressed body that comes again: it is compared with the one that came
 * before, and the bytes of a body that is to be kept are collected.
 */

#ifndef NGX_HTTP_LEGAL_REPEAT_H
#define NGX_HTTP_LEGAL_REPEAT_H

#include <ngx_config.h>

#include "http/input/ngx_http_legal_decode.h"
#include "http/places/ngx_http_legal_stream.h"


/* Begins with the body of a page.  NGX_ERROR: there is no memory. */
ngx_int_t ngx_http_legal_repeat_start(ngx_http_request_t *r,
    ngx_http_legal_decode_t *decode, ngx_http_legal_places_t *places);

/* Whether bytes have come that were the same so far. */
ngx_uint_t ngx_http_legal_repeat_compares(ngx_http_legal_decode_t *decode);

/*
 * Compares *in.  NGX_AGAIN: it is the same so far, and *in is NULL.  NGX_OK:
 * all of the body was the same, and is *in.  NGX_DECLINED: it is another one,
 * or cannot be waited for, and *in has all that has come.  NGX_ERROR: there is
 * no memory.
 */
ngx_int_t ngx_http_legal_repeat(ngx_http_request_t *r,
    ngx_http_legal_decode_t *decode, ngx_http_legal_places_t *places,
    ngx_chain_t **in);

/* Some bytes of a body that is spliced. */
void ngx_http_legal_repeat_collect(ngx_http_request_t *r,
    ngx_http_legal_decode_t *decode, u_char *data, size_t size);

/* All of it was spliced, and was whole. */
void ngx_http_legal_repeat_end(ngx_http_request_t *r,
    ngx_http_legal_decode_t *decode, ngx_http_legal_places_t *places);


#endif
