/* $legal_sent: what a response has carried, for the log. */

#ifndef NGX_HTTP_LEGAL_SENT_H
#define NGX_HTTP_LEGAL_SENT_H

#include <ngx_config.h>

#include "http/verdict/ngx_http_legal_verdict.h"


/*
 * NAME:LANG:DIGEST of each notice that r's response has in its body, or of the
 * page of the restriction that has refused r; with commas between.  A language
 * or a digest that is not known is "-".  Empty where the body has none, as for
 * HEAD, and before there is a body.  NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_sent(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx,
    ngx_str_t *value);


#endif
