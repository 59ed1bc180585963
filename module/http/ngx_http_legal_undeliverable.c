/* A 503 that holds the notices, in place of a page that cannot take them. */

#include <ngx_config.h>

#include "http/counters/ngx_http_legal_log.h"
#include "http/ngx_http_legal_precondition.h"
#include "http/ngx_http_legal_refusal.h"
#include "http/ngx_http_legal_undeliverable.h"
#include "http/page/ngx_http_legal_pass.h"
#include "http/page/ngx_http_legal_render.h"
#include "http/verdict/ngx_http_legal_outcome.h"


static ngx_uint_t ngx_http_legal_undeliverable_passes(
    ngx_http_legal_verdict_t *verdict, ngx_http_legal_response_t *response,
    ngx_uint_t owes);
static void ngx_http_legal_log_undeliverable(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_uint_t passed);
static ngx_int_t ngx_http_legal_undeliverable_page(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_uint_t outcome,
    ngx_str_t *body, ngx_str_t *claims);
static void ngx_http_legal_undeliverable_outcome(
    ngx_http_legal_response_t *response, ngx_uint_t from, ngx_uint_t to);


ngx_int_t
ngx_http_legal_undeliverable(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx,
    ngx_chain_t **in)
{
    ngx_int_t                   rc;
    ngx_str_t                   body, claims;
    ngx_uint_t                  owes, passed, refused;
    ngx_http_legal_response_t  *response;

    response = ctx->response;
    owes = ngx_http_legal_outcome_pending(ctx->verdict);
    refused = ngx_http_legal_counter_undeliverable(response->reason, 0);
    passed = ngx_http_legal_counter_undeliverable(response->reason, 1);

    if (ngx_http_legal_undeliverable_passes(ctx->verdict, response, owes)) {
        ngx_http_legal_undeliverable_outcome(response, NGX_HTTP_LEGAL_PENDING,
                                             passed);
        rc = ngx_http_legal_pass(r, response, in);

        if (rc == NGX_HTTP_LEGAL_PRECONDITION) {
            return ngx_http_legal_precondition_failed(r, ctx, in);
        }

        if (rc != NGX_DECLINED) {
            if (owes) {
                ngx_http_legal_log_undeliverable(r, response, 1);
            }

            return rc;
        }

        ngx_http_legal_undeliverable_outcome(response, passed,
                                             NGX_HTTP_LEGAL_PENDING);
    }

    ngx_http_legal_undeliverable_outcome(response, NGX_HTTP_LEGAL_PENDING,
                                         refused);

    /* what an inner tier has put in goes with its page */

    ngx_http_legal_undeliverable_outcome(response, NGX_HTTP_LEGAL_PRESENT,
                                         refused);
    ngx_http_legal_log_undeliverable(r, response, 0);

    if (in) {
        ngx_http_legal_source_drop(*in);
    }

    if (response->page) {
        ngx_http_legal_output_drop(r, &response->page->output);
    }

    if (ngx_http_legal_undeliverable_page(r, response, refused, &body, &claims)
        != NGX_OK)
    {
        return NGX_ERROR;
    }

    return ngx_http_legal_replace(r, ctx, NGX_HTTP_SERVICE_UNAVAILABLE, &body,
                                  &claims);
}


/*
 * Nobody can read what is corrupt: passing it would hide the fault.  But a page
 * that only lacks its script owes nothing.
 */

static ngx_uint_t
ngx_http_legal_undeliverable_passes(ngx_http_legal_verdict_t *verdict,
    ngx_http_legal_response_t *response, ngx_uint_t owes)
{
    if (!owes) {
        return 1;
    }

    return verdict->conf->undeliverable == NGX_HTTP_LEGAL_UNDELIVERABLE_PASS
           && response->reason != NGX_HTTP_LEGAL_WHY_CORRUPT;
}


static void
ngx_http_legal_log_undeliverable(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_uint_t passed)
{
    ngx_uint_t                 i, level, outcome;
    ngx_http_legal_rule_t     *rule;
    ngx_http_legal_verdict_t  *verdict;

    verdict = response->verdict;
    outcome = ngx_http_legal_counter_undeliverable(response->reason, passed);
    level = passed ? NGX_LOG_WARN : NGX_LOG_ERR;
    rule = verdict->notices[0]->rule;

    for (i = 0; i < verdict->nnotices; i++) {
        if (verdict->notices[i]->outcome == outcome) {
            rule = verdict->notices[i]->rule;
            break;
        }
    }

    if (!ngx_http_legal_log_due(r, rule, NGX_HTTP_LEGAL_LOG_UNDELIVERABLE
                                         + response->reason))
    {
        return;
    }

    ngx_log_error(level, ngx_http_legal_log(r), 0,
                  "notice \"%V\" is undeliverable, the page \"%V\" is "
                  "%s: %s, mend it at its source", &rule->name,
                  ngx_http_legal_log_path(r),
                  passed ? "passed without it" : "refused", response->why);
}


/* A page with each notice of that outcome: all that are due in the response. */

static ngx_int_t
ngx_http_legal_undeliverable_page(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_uint_t outcome,
    ngx_str_t *body, ngx_str_t *claims)
{
    ngx_uint_t                  i, n;
    ngx_http_legal_item_t     **items;
    ngx_http_legal_verdict_t   *verdict;

    static ngx_str_t  title =
               ngx_string("This page cannot be shown with its legal notice");

    verdict = response->verdict;

    items = ngx_palloc(r->pool,
                       verdict->nnotices * sizeof(ngx_http_legal_item_t *));
    if (items == NULL) {
        return NGX_ERROR;
    }

    n = 0;

    for (i = 0; i < verdict->nnotices; i++) {
        if (verdict->notices[i]->outcome == outcome
            && !verdict->notices[i]->rule->is_script)
        {
            items[n++] = verdict->notices[i];
        }
    }

    return ngx_http_legal_render_notices(r, items, n, &title, body,
                                         claims);
}


static void
ngx_http_legal_undeliverable_outcome(ngx_http_legal_response_t *response,
    ngx_uint_t from, ngx_uint_t to)
{
    ngx_uint_t                 i;
    ngx_http_legal_verdict_t  *verdict;

    verdict = response->verdict;

    for (i = 0; i < verdict->nnotices; i++) {
        if (verdict->notices[i]->outcome == from) {
            verdict->notices[i]->outcome = to;
        }
    }
}
