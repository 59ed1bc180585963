/*
 * The verdict: what the rules of a location block's legal_apply mean for one
 * request.
 */

#ifndef NGX_HTTP_LEGAL_VERDICT_H
#define NGX_HTTP_LEGAL_VERDICT_H

#include <ngx_config.h>

#include "http/counters/ngx_http_legal_counters.h"
#include "http/directives/ngx_http_legal_conf_rule.h"
#include "http/verdict/ngx_http_legal_location.h"


/* One rule in one request. */
typedef struct {
    ngx_http_legal_rule_t      *rule;
    ln_certainty_t              answer;
    unsigned                    due:1;
    unsigned                    spared:1;         /* uncertain: not due */
    unsigned                    late:1;           /* due by the request, but
                                                     `when` asks the response */
    unsigned                    early:1;          /* by `when` before it */
    unsigned                    gave_way:1;       /* a refusal: not due */
    unsigned                    lifted:1;         /* acknowledged: not due */
    unsigned                    invalid:1;        /* its cookie is */
    unsigned                    asked:1;          /* refused with its form */

    /*
     * What has become of a rule that is due: the counter that goes up for it,
     * NGX_HTTP_LEGAL_PENDING as long as nobody has settled it.
     */
    ngx_uint_t                  outcome;

    ngx_uint_t                  sent;             /* the body has the text of
                                                     this index, plus 1 */
} ngx_http_legal_item_t;


struct ngx_http_legal_verdict_s {
    ngx_http_legal_loc_conf_t  *conf;             /* decided for this .. */
    ngx_str_t                   uri;              /* .. and this */
    ngx_str_t                   path;             /* as patterns see it */

    ngx_http_legal_item_t      *items;            /* one a rule, in order */
    ngx_uint_t                  nitems;
    ngx_http_legal_item_t     **notices;          /* those that are due */
    ngx_uint_t                  nnotices;         /* 0 where they give way */
    ngx_uint_t                  nscripts;         /* behind items; last of
                                                     notices */
    ngx_http_legal_item_t      *refusal;          /* NULL: none */
    ngx_str_t                   preview;          /* the place that was asked
                                                     for; empty: none */
    unsigned                    mistyped:1;       /* what was asked for is no
                                                     place */
    unsigned                    uncertain:1;      /* an answer was */
    unsigned                    conflict:1;       /* databases contradict each
                                                     other on a rule's place */
    unsigned                    late:1;           /* an item is */
    unsigned                    deciding:1;
    unsigned                    asks_when:1;      /* a rule has `when` .. */
    unsigned                    stale:1;          /* .. which is asked anew */
    unsigned                    is_final:1;       /* by a phase or a filter */
    unsigned                    answered:1;       /* a response is by it */

    unsigned                    restricts:1;      /* a rule is a restriction */
    unsigned                    lifted:1;         /* an item is */

    /*
     * Once refused, a request stays refused over internal redirects.  Once let
     * through where restrictions are, its response is for this reader, wherever
     * it comes from.
     */
    ngx_http_legal_item_t       refused;          /* rule NULL: it is not */
    ngx_http_legal_loc_conf_t  *let_through;      /* there; NULL: nowhere */
    unsigned                    let_through_lifted:1;
};


/*
 * The verdict for r's location block and URI.  Variables, phases and the header
 * filter may each ask for it.  It is reached anew when the location block or
 * the URI has changed, but not after the header was sent.  It is wiped when r
 * ends.  NULL: there is no memory.
 */
ngx_http_legal_verdict_t *ngx_http_legal_decide(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);

/*
 * The verdict as a phase needs it.  Somebody may have asked for one before
 * `set` or auth_request_set changed what a `when` asks: that is asked anew.
 */
ngx_http_legal_verdict_t *ngx_http_legal_decide_anew(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);

/*
 * The verdict as a header filter needs it: that of the phases, or one that is
 * reached anew, where `return` has passed them by.
 */
ngx_http_legal_verdict_t *ngx_http_legal_decide_header(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);

/*
 * The verdict, if it was reached for r's location block and URI; or NULL.  The
 * reader is not located again.
 */
ngx_http_legal_verdict_t *ngx_http_legal_decided(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);

/* Scripts go into the page as notices do, behind them. */
void ngx_http_legal_decide_scripts(ngx_http_legal_verdict_t *verdict);

/* Whether r was refused, in this location block or in an earlier one. */
ngx_uint_t ngx_http_legal_is_refused(ngx_http_legal_ctx_t *ctx);


#endif
