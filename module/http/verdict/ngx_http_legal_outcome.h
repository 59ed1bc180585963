/*
 * Outcomes: what has become of each rule that is due in a request.  The code
 * that knows an outcome settles it.  Outcomes are counted when the request
 * ends.
 */

#ifndef NGX_HTTP_LEGAL_OUTCOME_H
#define NGX_HTTP_LEGAL_OUTCOME_H

#include <ngx_config.h>

#include "http/verdict/ngx_http_legal_verdict.h"


/* Forgets all outcomes: another response takes the place of the first. */
void ngx_http_legal_outcome_reset(ngx_http_legal_verdict_t *verdict);

/* Gives outcome to each rule that is due and has no outcome yet. */
void ngx_http_legal_outcome_settle(ngx_http_legal_verdict_t *verdict,
    ngx_uint_t outcome);

/* Whether a rule that is due has no outcome yet. */
ngx_uint_t ngx_http_legal_outcome_pending(ngx_http_legal_verdict_t *verdict);

/*
 * Counts the verdict of r, at its end: once, when all outcomes are settled.  A
 * preview is counted as a preview alone.
 */
void ngx_http_legal_outcome_count(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);


#endif
