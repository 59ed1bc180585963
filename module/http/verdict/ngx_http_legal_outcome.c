/* Outcomes, and how they are counted at a request's end. */

#include <ngx_config.h>

#include "http/counters/ngx_http_legal_log.h"
#include "http/verdict/ngx_http_legal_outcome.h"
#include "http/verdict/ngx_http_legal_preview.h"


static void ngx_http_legal_count_answers(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_location_t *loc);
static void ngx_http_legal_count_conflicts(
    ngx_http_legal_main_conf_t *lmcf, ngx_http_legal_verdict_t *verdict,
    ngx_http_legal_location_t *loc);
static void ngx_http_legal_count_item(ngx_http_request_t *r,
    ngx_http_legal_item_t *item);


void
ngx_http_legal_outcome_reset(ngx_http_legal_verdict_t *verdict)
{
    ngx_uint_t  i;

    for (i = 0; i < verdict->nitems + verdict->nscripts; i++) {
        verdict->items[i].outcome = NGX_HTTP_LEGAL_PENDING;
        verdict->items[i].sent = 0;
    }
}


void
ngx_http_legal_outcome_settle(ngx_http_legal_verdict_t *verdict,
    ngx_uint_t outcome)
{
    ngx_uint_t              i;
    ngx_http_legal_item_t  *item;

    for (i = 0; i < verdict->nitems; i++) {
        item = &verdict->items[i];

        if (item->due && item->outcome == NGX_HTTP_LEGAL_PENDING) {
            item->outcome = outcome;
        }
    }
}


ngx_uint_t
ngx_http_legal_outcome_pending(ngx_http_legal_verdict_t *verdict)
{
    ngx_uint_t              i;
    ngx_http_legal_item_t  *item;

    for (i = 0; i < verdict->nitems; i++) {
        item = &verdict->items[i];

        if (item->due && item->outcome == NGX_HTTP_LEGAL_PENDING) {
            return 1;
        }
    }

    return 0;
}


void
ngx_http_legal_outcome_count(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ngx_str_t                    value;
    ngx_uint_t                   i;
    ngx_http_legal_verdict_t    *verdict;
    ngx_http_legal_main_conf_t  *lmcf;

    lmcf = ngx_http_get_module_main_conf(r, ngx_http_legal_notice_module);
    verdict = ctx->verdict;

    if (verdict->preview.len) {
        ngx_http_legal_add(lmcf->counters, NGX_HTTP_LEGAL_PREVIEWS);
        return;
    }

    if (verdict->conf->preview
        && ngx_http_legal_preview_asked(r, &value)
           == NGX_HTTP_LEGAL_PREVIEW_GIVEN)
    {
        ngx_http_legal_add(lmcf->counters, NGX_HTTP_LEGAL_PREVIEWS_REFUSED);
    }

    ngx_http_legal_add(lmcf->counters, NGX_HTTP_LEGAL_REQUESTS);

    if (!ctx->location->location.located) {
        ngx_http_legal_add(lmcf->counters, NGX_HTTP_LEGAL_UNLOCATED);
    }

    ngx_http_legal_count_answers(lmcf, ctx->location);

    if (ln_conflicts_any(&ctx->location->conflicts)) {
        ngx_http_legal_count_conflicts(lmcf, verdict, ctx->location);
    }

    if (verdict->refused.rule) {
        ngx_http_legal_count_item(r, &verdict->refused);
        return;
    }

    for (i = 0; i < verdict->nitems; i++) {
        ngx_http_legal_count_item(r, &verdict->items[i]);
    }
}


static void
ngx_http_legal_count_answers(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_location_t *loc)
{
    ngx_uint_t                    i;
    ngx_http_legal_counters_t   **counters;

    counters = lmcf->answer_counters.elts;

    for (i = 0; i < lmcf->answer_counters.nelts; i++) {

        switch (loc->answers[i]) {

        case LN_IN:
            ngx_http_legal_add(counters[i], NGX_HTTP_LEGAL_ANSWER_IN);
            break;

        case LN_UNCERTAIN:
            ngx_http_legal_add(counters[i], NGX_HTTP_LEGAL_ANSWER_UNCERTAIN);
            break;

        default: /* LN_OUT */
            break;
        }
    }
}


static void
ngx_http_legal_count_conflicts(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_verdict_t *verdict, ngx_http_legal_location_t *loc)
{
    ngx_uint_t                    i, one, two;
    ngx_http_legal_counters_t   **counters;

    if (verdict->conflict) {
        ngx_http_legal_add(lmcf->counters, NGX_HTTP_LEGAL_CONFLICTS);
    }

    counters = lmcf->answer_counters.elts;

    for (i = 0; i < lmcf->answer_counters.nelts; i++) {
        if (ln_conflicts_has(&loc->conflicts, i)) {
            ngx_http_legal_add(counters[i], NGX_HTTP_LEGAL_ANSWER_CONFLICT);
        }
    }

    counters = lmcf->pair_counters.elts;

    for (two = 1; two < lmcf->databases.nelts; two++) {
        for (one = 0; one < two; one++) {
            if (ln_conflicts_between(&loc->conflicts, one, two)) {
                ngx_http_legal_add(counters[ln_pair(one, two)],
                                   NGX_HTTP_LEGAL_PAIR_CONFLICTS);
            }
        }
    }
}


/* An item without an outcome would be a notice that nobody knows of. */

static void
ngx_http_legal_count_item(ngx_http_request_t *r, ngx_http_legal_item_t *item)
{
    ngx_http_legal_counters_t  *counters;

    counters = item->rule->counters;

    if (item->spared) {
        ngx_http_legal_add(counters, NGX_HTTP_LEGAL_SPARED);
    }

    if (item->lifted) {
        ngx_http_legal_add(counters, NGX_HTTP_LEGAL_LIFTED);
    }

    if (item->invalid) {
        ngx_http_legal_add(counters, NGX_HTTP_LEGAL_INVALID);
    }

    if (!item->due) {
        return;
    }

    if (item->outcome == NGX_HTTP_LEGAL_PENDING) {
        item->outcome = NGX_HTTP_LEGAL_LOST;
    }

    ngx_http_legal_add(counters, NGX_HTTP_LEGAL_DECIDED);
    ngx_http_legal_add(counters, item->outcome);

    if (item->asked && r->method != NGX_HTTP_HEAD) {
        ngx_http_legal_add(counters, NGX_HTTP_LEGAL_ASKED);
    }

    if (item->answer == LN_UNCERTAIN) {
        ngx_http_legal_add(counters, NGX_HTTP_LEGAL_UNCERTAIN);
    }

    if (item->outcome == NGX_HTTP_LEGAL_LOST
        && ngx_http_legal_log_due(r, item->rule, NGX_HTTP_LEGAL_LOG_LOST))
    {
        ngx_log_error(NGX_LOG_ALERT, ngx_http_legal_log(r), 0,
                      "\"%V\" was due and is lost on \"%V\", which is a fault "
                      "of this module, report it",
                      &item->rule->name, ngx_http_legal_log_path(r));
    }
}
