/*
 * Fields that are taken off a request to which a notice is due: they ask for a
 * part of the page, for a 304 by the original's validators, or for a content
 * coding, into which a notice cannot be put.
 */

#ifndef NGX_HTTP_LEGAL_TAKEN_H
#define NGX_HTTP_LEGAL_TAKEN_H

#include <ngx_config.h>

#include "field/ln_precondition.h"
#include "http/context/ngx_http_legal_context.h"
#include "http/directives/ngx_http_legal_conf.h"


struct ngx_http_legal_taken_s {
    ngx_table_elt_t            *fields;
    ngx_uint_t                  n;
    ln_condition_t             *conditions;       /* those that are one */
    ngx_uint_t                  nconditions;
    unsigned                    over:1;           /* they have been taken */

    /* What the upstream is asked in their place; see conditions.h. */
    ngx_str_t                   variant;          /* key; empty: not asked */
    ngx_http_legal_loc_conf_t  *conf;             /* where it is due */
    ngx_table_elt_t            *asked;            /* the field that asks */
};


/* The fields of ctx, made at the first call.  NULL: there is no memory. */
ngx_http_legal_taken_t *ngx_http_legal_taken(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);

/*
 * Takes the fields off the request.  Accept-Encoding is taken only if coding is
 * set: if the response may be a page.  NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_take(ngx_http_request_t *r,
    ngx_http_legal_taken_t *taken, ngx_uint_t coding);

/*
 * Gives Accept-Encoding back to the filters below: gzip may compress the page
 * now.
 */
void ngx_http_legal_give_coding_back(ngx_http_request_t *r,
    ngx_http_legal_taken_t *taken);

/*
 * Gives Range and If-Range back to the filters below: the response takes no
 * notice, so a part of it may be sent.
 */
void ngx_http_legal_give_range_back(ngx_http_request_t *r,
    ngx_http_legal_taken_t *taken);

/*
 * Gives all fields back to the request: after an internal redirect nothing is
 * due any more.  NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_give_all_back(ngx_http_request_t *r,
    ngx_http_legal_taken_t *taken);


#endif
