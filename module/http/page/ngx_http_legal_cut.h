/*
 * One buffer of a page, cut at the places of its notices: bytes before them,
 * the notices, bytes behind them.  Bytes that are not decided are held.
 */

#ifndef NGX_HTTP_LEGAL_CUT_H
#define NGX_HTTP_LEGAL_CUT_H

#include <ngx_config.h>

#include "http/page/ngx_http_legal_page.h"


/* A buffer that is being cut; base is the offset of its first byte. */
typedef struct {
    ngx_buf_t                  *b;
    uint64_t                    base;
    ngx_buf_t                  *piece;            /* the last of it */
    unsigned                    whole:1;          /* it went as it is */
    unsigned                    last:1;           /* nothing follows it */
} ngx_http_legal_cut_t;


/*
 * Puts what of the buffer is decided into the output, with the notices whose
 * places are in it, and holds the rest.  The buffer is consumed when the output
 * is.  NGX_ERROR: there is no memory, or a file cannot be read.
 */
ngx_int_t ngx_http_legal_cut(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_http_legal_cut_t *cut);

/*
 * Puts the page's end into the output before it comes; what comes then is
 * dropped.  NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_end(ngx_http_request_t *r,
    ngx_http_legal_page_t *page);


#endif
