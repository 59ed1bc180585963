/*
 * A page that stays compressed: its coded bytes go through a splicer, which
 * puts the notices in.  What the splicer writes goes to the output.
 */

#ifndef NGX_HTTP_LEGAL_COMPRESSED_H
#define NGX_HTTP_LEGAL_COMPRESSED_H

#include <ngx_config.h>

#include "http/input/ngx_http_legal_decode.h"
#include "http/output/ngx_http_legal_output.h"


/*
 * Has decode keep the page compressed by codings, one that ln_splicer_knows();
 * what that needs is freed with r.  NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_compressed_start(ngx_http_request_t *r,
    ngx_http_legal_decode_t *decode, ngx_http_legal_output_t *output,
    ngx_str_t *codings);

/*
 * Splices a part of *in, and moves *in on: call again until it is NULL.  *page
 * is a part of the page, to be looked at before the next call, with what
 * buffers say besides their bytes; NULL: there is none.  Behind the last notice
 * the page is not looked at, and everything goes to the output at once.
 *
 * NGX_AGAIN: a file is being read, *in waits.  NGX_DECLINED: the body is
 * corrupt or cut.  NGX_ERROR: there is no memory, or the reader is too slow.
 */
ngx_int_t ngx_http_legal_compressed(ngx_http_request_t *r,
    ngx_http_legal_decode_t *decode, ngx_http_legal_output_t *output,
    ngx_http_legal_source_t *source, ngx_chain_t **in, ngx_chain_t **page);

/*
 * Deflates bytes, which stay where they are as long as pool; once: they go in
 * once.  NULL: there is no memory.
 */
ln_inset_t *ngx_http_legal_compressed_inset(ngx_pool_t *pool,
    ngx_str_t *bytes, ngx_uint_t once);

/*
 * Puts bytes in at an offset of the page.  NGX_ERROR: there is no memory, or
 * inset is NULL.
 */
ngx_int_t ngx_http_legal_compressed_insert(ngx_http_legal_decode_t *decode,
    uint64_t offset, ln_inset_t *inset);

/*
 * Puts what stands before offset safe into the output; all: every notice is in.
 * last: the page has ended.  NGX_ERROR: there is no memory, or the reader is
 * too slow.
 */
ngx_int_t ngx_http_legal_compressed_safe(ngx_http_request_t *r,
    ngx_http_legal_decode_t *decode, ngx_http_legal_output_t *output,
    uint64_t safe, ngx_uint_t flush, ngx_uint_t all, ngx_uint_t last);


#endif
