/* The form of a page that asks comes back: its reader lifts a restriction. */

#ifndef NGX_HTTP_LEGAL_FORM_H
#define NGX_HTTP_LEGAL_FORM_H

#include <ngx_config.h>

#include "http/context/ngx_http_legal_context.h"


/*
 * The handler of a rewrite phase, before `return` answers there.  A right form
 * is answered: a redirect to the same URI, with the cookie.  Any other body
 * stays there for whom it is meant.
 */
ngx_int_t ngx_http_legal_form_handler(ngx_http_request_t *r);

/* Whether r's body is a form of ours, right or wrong. */
ngx_uint_t ngx_http_legal_form_came(ngx_http_legal_ctx_t *ctx);

/* Whether the redirect is r's response. */
ngx_uint_t ngx_http_legal_form_answered(ngx_http_legal_ctx_t *ctx);

/*
 * The answer to a form that is not right, or of a restriction that does not
 * refuse: a redirect to the same URI alone.  Returns what the phase handler
 * must return.
 */
ngx_int_t ngx_http_legal_form_redirect(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);

/* The header filter of that redirect: no cache stores it. */
ngx_int_t ngx_http_legal_form_header(ngx_http_request_t *r);

/* Counts the form, at the end of r. */
void ngx_http_legal_form_count(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);


#endif
