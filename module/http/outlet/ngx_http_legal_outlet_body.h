/* What an outlet answers with: markup, or JSON. */

#ifndef NGX_HTTP_LEGAL_OUTLET_BODY_H
#define NGX_HTTP_LEGAL_OUTLET_BODY_H

#include <ngx_config.h>

#include "http/verdict/ngx_http_legal_asked.h"
#include "http/verdict/ngx_http_legal_verdict.h"


/* A notice as a reader gets it. */
typedef struct {
    ngx_http_legal_item_t  *item;
    ngx_http_legal_rule_t  *rule;       /* of item */
    ngx_uint_t              language;   /* of the text: its index .. */
    ln_str_t                lang;       /* .. and tag, which may be empty */
    ngx_str_t               markup;
} ngx_http_legal_outlet_notice_t;


/*
 * The markup of n notices, one after another.  With places each is within an
 * element that says where it goes.  NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_outlet_html(ngx_http_request_t *r,
    ngx_http_legal_outlet_notice_t *notices, ngx_uint_t n, ngx_uint_t places,
    ngx_str_t *body);

/* The same as an array of JSON: name, lang, dir, html, places. */
ngx_int_t ngx_http_legal_outlet_json(ngx_http_request_t *r,
    ngx_http_legal_outlet_notice_t *notices, ngx_uint_t n, ngx_str_t *body);


#endif
