/* The body filter, and the timer of an upstream that pauses. */

#ifndef NGX_HTTP_LEGAL_BODY_FILTER_H
#define NGX_HTTP_LEGAL_BODY_FILTER_H

#include <ngx_config.h>
#include <ngx_core.h>
#include <ngx_http.h>


/* The body filter: a page with its notices. */
ngx_int_t ngx_http_legal_body_filter(ngx_http_request_t *r, ngx_chain_t *in);


#endif
