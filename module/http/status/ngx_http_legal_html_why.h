/* Why a reader is in a jurisdiction: each witness, and its term. */

#ifndef NGX_HTTP_LEGAL_HTML_WHY_H
#define NGX_HTTP_LEGAL_HTML_WHY_H

#include <ngx_config.h>

#include "geo/jurisdiction/ln_decision.h"
#include "geo/jurisdiction/ln_jurisdiction_explain.h"
#include "http/status/ngx_http_legal_html.h"


/* What each witness says of each jurisdiction, and all of them together. */
typedef struct {
    unsigned                   known:1;           /* it is a place */
    unsigned                   coded:1;           /* .. by a code alone */
    ngx_uint_t                 n;                 /* witnesses */
    ngx_uint_t                 count;             /* of jurisdictions */
    ln_witness_t              *witnesses;         /* NULL: coded */
    ln_location_t             *locations;         /* of witnesses */
    ln_certainty_t            *apart;             /* count of each witness */
    ln_jurisdiction_reason_t  *reasons;           /* likewise */
    ln_certainty_t            *answers;           /* joined */
} ngx_http_legal_explained_t;


/* A country, a region or an address explained.  NULL: there is no memory. */
ngx_http_legal_explained_t *ngx_http_legal_why(ngx_http_legal_html_t *html,
    ngx_str_t *place);

void ngx_http_legal_why_write(ngx_http_legal_html_t *html,
    ngx_http_legal_explained_t *why);


#endif
