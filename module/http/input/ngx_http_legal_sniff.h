/*
 * MIME sniffing of a response to which a notice is due, and whose Content-Type
 * is missing or says nothing, or whose Content-Encoding is no coding that is
 * known.  A browser looks at the first bytes of the former, and takes those of
 * the latter as they are.  So the module looks at them.  The header waits for
 * these bytes.
 */

#ifndef NGX_HTTP_LEGAL_SNIFF_H
#define NGX_HTTP_LEGAL_SNIFF_H

#include <ngx_config.h>

#include "html/charset/ln_sniff.h"
#include "http/headers/ngx_http_legal_type.h"
#include "http/input/ngx_http_legal_decode.h"


typedef enum {
    NGX_HTTP_LEGAL_SNIFF_HTML = 0,      /* has no type: is it HTML? */
    NGX_HTTP_LEGAL_SNIFF_TEXT           /* is a text: is it coded? */
} ngx_http_legal_sniff_for_t;


typedef struct {
    ngx_http_legal_sniff_for_t  what;
    ln_decoder_t               *decoder;
    ngx_http_legal_queue_t      kept;             /* as it came */
    unsigned                    flush:1;          /* was asked for */
    unsigned                    raw:1;            /* the coding isn't known */
    unsigned                    found:1;          /* it is HTML, or a text */
    size_t                      len;
    u_char                      first[LN_SNIFF_BYTES];
} ngx_http_legal_sniff_t;


/*
 * Whether browsers sniff a response of that type.  `X-Content-Type-Options:
 * nosniff` tells them not to.
 */
ngx_uint_t ngx_http_legal_is_sniffed(ngx_http_request_t *r,
    ngx_http_legal_type_t *type);

/* Begins.  NULL: there is no memory. */
ngx_http_legal_sniff_t *ngx_http_legal_sniff_create(ngx_http_request_t *r,
    ngx_http_legal_sniff_for_t what);

/*
 * Looks at the next bytes of such a response.  NGX_OK: it is HTML, or a text.
 * NGX_DECLINED: it is not.  After both, *in has all bytes so far, as they came.
 * NGX_AGAIN: more bytes are needed to tell; *in, which may be NULL, waits for a
 * read.  NGX_ERROR: there is no memory, or a file cannot be read.
 */
ngx_int_t ngx_http_legal_sniff(ngx_http_request_t *r,
    ngx_http_legal_sniff_t *sniff, ngx_http_legal_source_t *source,
    ngx_chain_t **in);


#endif
