/* Whether a reader has lifted a restriction: by cookie, or by a form. */

#ifndef NGX_HTTP_LEGAL_ACKNOWLEDGED_H
#define NGX_HTTP_LEGAL_ACKNOWLEDGED_H

#include <ngx_config.h>

#include "http/context/ngx_http_legal_context.h"
#include "http/directives/ngx_http_legal_conf_rule.h"


typedef enum {
    NGX_HTTP_LEGAL_COOKIE_NONE = 0,
    NGX_HTTP_LEGAL_COOKIE_INVALID,                /* wrong, old, foreign, cut */
    NGX_HTTP_LEGAL_COOKIE_GOOD
} ngx_http_legal_acknowledged_t;


/* What the cookie of r says of rule, whose page asks. */
ngx_http_legal_acknowledged_t ngx_http_legal_acknowledged(
    ngx_http_request_t *r, ngx_http_legal_rule_t *rule);

/* The value of Set-Cookie by which r's reader lifts rule. */
ngx_int_t ngx_http_legal_acknowledge(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule, ngx_str_t *cookie);

/*
 * What rule's form has to have when it comes back.  It is in r's pool.
 * NGX_ERROR: there is no memory, or the host's name is too long.
 */
ngx_int_t ngx_http_legal_token(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule, ln_str_t *token);

/* Whether a form of rule that has come back has that. */
ngx_uint_t ngx_http_legal_token_is_good(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule, ln_str_t token);


#endif
