/*
 * Fields that are withheld from a request to which a notice is due: they ask
 * for a part of the page, for a 304 by the original's validators, or for a
 * content coding, into which a notice cannot be put.
 */

#ifndef NGX_HTTP_LEGAL_WITHHELD_H
#define NGX_HTTP_LEGAL_WITHHELD_H

#include <ngx_config.h>

#include "field/ln_precondition.h"
#include "http/context/ngx_http_legal_context.h"
#include "http/directives/ngx_http_legal_conf.h"


struct ngx_http_legal_withheld_s {
    ngx_table_elt_t            *fields;
    ngx_uint_t                  n;
    ln_condition_t             *conditions;       /* those that are one */
    ngx_uint_t                  nconditions;
    unsigned                    done:1;           /* they were withheld */
    ngx_table_elt_t             gzip;             /* stands for what the client
                                                     accepts, in no list */

    /* What the upstream is asked in their place; see conditions.h. */
    ngx_str_t                   variant;          /* key; empty: not asked */
    ngx_http_legal_loc_conf_t  *conf;             /* where it is due */
    ngx_table_elt_t            *variant_condition;  /* which asks */
};


/* The fields of ctx, made at the first call.  NULL: there is no memory. */
ngx_http_legal_withheld_t *ngx_http_legal_withheld(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);

/*
 * Withholds the fields.  Accept-Encoding is withheld only if coding is set:
 * if the response may be a page.  A client that accepts gzip still does so for
 * nginx's own modules (gzip_static), as such a page can stay compressed.
 * NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_withhold(ngx_http_request_t *r,
    ngx_http_legal_withheld_t *withheld, ngx_uint_t coding);

/*
 * Gives Accept-Encoding back to the filters below: gzip may compress the page
 * now.
 */
void ngx_http_legal_give_coding_back(ngx_http_request_t *r,
    ngx_http_legal_withheld_t *withheld);

/*
 * Whether the upstream was asked for a weak tag of the variant: the page that
 * the client has may be one that stayed compressed.
 */
static ngx_inline ngx_uint_t
ngx_http_legal_asked_weakly(ngx_http_legal_withheld_t *withheld)
{
    ngx_table_elt_t  *h;

    h = withheld->variant_condition;

    return h && h->value.len && h->value.data[0] == 'W';
}

/*
 * Whether the client accepts the content coding, by all its Accept-Encoding
 * fields, withheld or not.
 */
ngx_uint_t ngx_http_legal_accepts_coding(ngx_http_request_t *r,
    ngx_http_legal_withheld_t *withheld, ln_str_t coding);

/*
 * Gives Range and If-Range back to the filters below: the response takes no
 * notice, so a part of it may be sent.
 */
void ngx_http_legal_give_range_back(ngx_http_request_t *r,
    ngx_http_legal_withheld_t *withheld);

/*
 * Gives all fields back to the request: after an internal redirect nothing is
 * due any more.  NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_give_all_back(ngx_http_request_t *r,
    ngx_http_legal_withheld_t *withheld);


#endif
