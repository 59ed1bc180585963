/*
 * The page that a request asks an outlet about: where legal_notices is on, the
 * verdict is that of this page, and not of the request's own URI.
 */

#ifndef NGX_HTTP_LEGAL_ASKED_H
#define NGX_HTTP_LEGAL_ASKED_H

#include <ngx_config.h>

#include "http/context/ngx_http_legal_context.h"


struct ngx_http_legal_asked_s {
    ngx_str_t    from;          /* the arguments that it was read from */

    ngx_uint_t   status;        /* of the refusal; 0: the request is right */
    const char  *why;           /* .. in words */

    ngx_str_t    unparsed;      /* as a browser would ask for the page .. */
    ngx_str_t    uri;           /* .. and as nginx would read that: $uri */
    ngx_str_t    args;
    ngx_str_t    lang;          /* of the page; empty: it says none */
    unsigned     places:1;      /* they are wanted with the markup */

    unsigned     answered:1;    /* with what is due */
};


/* What r's variables are while they are about the page. */
typedef struct {
    ngx_str_t                   unparsed;
    ngx_str_t                   uri;
    ngx_str_t                   args;
    ngx_str_t                   exten;
    ngx_http_variable_value_t  *variables;
} ngx_http_legal_own_t;


/*
 * What r asks for, in a location block with legal_notices.  It is read at the
 * first call and when r's arguments have changed.  NULL: there is no memory.
 */
ngx_http_legal_asked_t *ngx_http_legal_asked(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);

/*
 * Reads asked->unparsed, a path with a query or without, as nginx reads that of
 * a request, with nginx's own functions: percent-encoding, dot segments,
 * doubled slashes.  Sets uri and args.  NGX_DECLINED: nginx would not take it.
 * NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_asked_parse(ngx_http_request_t *r,
    ngx_http_legal_asked_t *asked);

/*
 * The URI that r's verdict is about: that of the page in a location block with
 * legal_notices, once ngx_http_legal_asked() was called there; else r's own.
 */
ngx_str_t *ngx_http_legal_page_uri(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);

/*
 * From here on r's variables are those of a request for the page: $request_uri,
 * $uri, $args, $arg_name and the like.  What r has is kept in own, until
 * ngx_http_legal_asked_leave() gives it back.  NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_asked_enter(ngx_http_request_t *r,
    ngx_http_legal_asked_t *asked, ngx_http_legal_own_t *own);

void ngx_http_legal_asked_leave(ngx_http_request_t *r,
    ngx_http_legal_own_t *own);


#endif
