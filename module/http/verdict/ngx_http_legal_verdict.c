/* From the answers of jurisdictions to the verdict. */

#include <ngx_config.h>

#include "http/acknowledge/ngx_http_legal_acknowledged.h"
#include "http/verdict/ngx_http_legal_asked.h"
#include "http/verdict/ngx_http_legal_force.h"
#include "http/verdict/ngx_http_legal_preview.h"
#include "http/verdict/ngx_http_legal_verdict.h"
#include "http/verdict/ngx_http_legal_when.h"


static ngx_http_legal_verdict_t *ngx_http_legal_verdict_create(
    ngx_http_request_t *r);
static void ngx_http_legal_verdict_cleanup(void *data);
static void ngx_http_legal_items_wipe(ngx_http_legal_verdict_t *verdict);
static ngx_int_t ngx_http_legal_items_create(ngx_http_request_t *r,
    ngx_http_legal_verdict_t *verdict, ngx_uint_t n);
static ngx_int_t ngx_http_legal_decide_rules(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_http_legal_verdict_t *verdict,
    ngx_http_legal_location_t *loc);
static void ngx_http_legal_decide_script(ngx_http_legal_verdict_t *verdict,
    ngx_http_legal_rule_t *script);
static void ngx_http_legal_notices_give_way(
    ngx_http_legal_verdict_t *verdict);
static ngx_int_t ngx_http_legal_decide_rule(ngx_http_request_t *r,
    ngx_http_legal_verdict_t *verdict, ngx_http_legal_location_t *loc,
    ngx_http_legal_item_t *item);
static void ngx_http_legal_decide_restriction(ngx_http_request_t *r,
    ngx_http_legal_verdict_t *verdict, ngx_http_legal_item_t *item);


ngx_http_legal_verdict_t *
ngx_http_legal_decide(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ngx_int_t                   rc;
    ngx_http_legal_verdict_t   *verdict;
    ngx_http_legal_location_t  *loc;
    ngx_http_legal_loc_conf_t  *llcf;

    if (ctx->verdict == NULL) {
        ctx->verdict = ngx_http_legal_verdict_create(r);
        if (ctx->verdict == NULL) {
            return NULL;
        }
    }

    verdict = ctx->verdict;

    /* a variable of `when` may be made of one that asks for the verdict */

    if (verdict->deciding || (r->header_sent && verdict->conf)) {
        return verdict;
    }

    loc = ngx_http_legal_locate(r, ctx);
    if (loc == NULL) {
        return NULL;
    }

    llcf = ngx_http_get_module_loc_conf(r, ngx_http_legal_notice_module);

    if (llcf->outlet && ngx_http_legal_asked(r, ctx) == NULL) {
        return NULL;
    }

    if (!loc->moved && !verdict->stale && ngx_http_legal_decided(r, ctx)) {
        return verdict;
    }

    verdict->deciding = 1;
    rc = ngx_http_legal_decide_rules(r, ctx, verdict, loc);
    verdict->deciding = 0;

    if (rc != NGX_OK) {
        verdict->conf = NULL;
        return NULL;
    }

    loc->moved = 0;

    return verdict;
}


ngx_http_legal_verdict_t *
ngx_http_legal_decide_anew(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ngx_http_legal_verdict_t  *verdict;

    verdict = ctx->verdict;

    if (verdict) {
        verdict->stale = verdict->asks_when;
    }

    verdict = ngx_http_legal_decide(r, ctx);

    if (verdict) {
        verdict->is_final = 1;
    }

    return verdict;
}


ngx_http_legal_verdict_t *
ngx_http_legal_decide_header(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ngx_http_legal_verdict_t  *verdict;

    verdict = ngx_http_legal_decided(r, ctx);

    return (verdict && verdict->is_final)
           ? verdict : ngx_http_legal_decide_anew(r, ctx);
}


ngx_uint_t
ngx_http_legal_is_refused(ngx_http_legal_ctx_t *ctx)
{
    return ctx->verdict && ctx->verdict->refused.rule;
}


static ngx_http_legal_verdict_t *
ngx_http_legal_verdict_create(ngx_http_request_t *r)
{
    ngx_pool_cleanup_t        *cln;
    ngx_http_legal_verdict_t  *verdict;

    cln = ngx_pool_cleanup_add(r->pool, sizeof(ngx_http_legal_verdict_t));
    if (cln == NULL) {
        return NULL;
    }

    cln->handler = ngx_http_legal_verdict_cleanup;

    verdict = cln->data;
    ngx_memzero(verdict, sizeof(ngx_http_legal_verdict_t));

    return verdict;
}


/* The answers would tell where the reader was. */

static void
ngx_http_legal_verdict_cleanup(void *data)
{
    ngx_http_legal_verdict_t  *verdict = data;

    ngx_http_legal_items_wipe(verdict);
    ngx_explicit_memzero(verdict, sizeof(ngx_http_legal_verdict_t));
}


static void
ngx_http_legal_items_wipe(ngx_http_legal_verdict_t *verdict)
{
    if (verdict->items) {
        ngx_explicit_memzero(verdict->items,
                             (verdict->nitems + verdict->nscripts)
                             * sizeof(ngx_http_legal_item_t));
    }
}


ngx_http_legal_verdict_t *
ngx_http_legal_decided(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ngx_str_t                 *uri;
    ngx_http_legal_verdict_t  *verdict;

    uri = ngx_http_legal_page_uri(r, ctx);
    verdict = ctx->verdict;

    return verdict
           && verdict->conf == ngx_http_get_module_loc_conf(r,
                                                 ngx_http_legal_notice_module)
           && verdict->uri.len == uri->len
           && ngx_memcmp(verdict->uri.data, uri->data, uri->len) == 0
           ? verdict : NULL;
}


/* Room for n items, for all scripts behind them, and for what is due. */

static ngx_int_t
ngx_http_legal_items_create(ngx_http_request_t *r,
    ngx_http_legal_verdict_t *verdict, ngx_uint_t n)
{
    ngx_uint_t                   size;
    ngx_http_legal_main_conf_t  *lmcf;

    lmcf = ngx_http_get_module_main_conf(r, ngx_http_legal_notice_module);
    size = n + lmcf->scripts.nelts;

    verdict->items = ngx_palloc(r->pool, size * (sizeof(ngx_http_legal_item_t)
                                                 + sizeof(void *)));
    if (verdict->items == NULL) {
        return NGX_ERROR;
    }

    verdict->notices = (ngx_http_legal_item_t **) (verdict->items + size);

    return NGX_OK;
}


static ngx_int_t
ngx_http_legal_decide_rules(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx,
    ngx_http_legal_verdict_t *verdict, ngx_http_legal_location_t *loc)
{
    ngx_uint_t               i, n;
    ngx_http_legal_rule_t  **rules;

    verdict->conf = ngx_http_get_module_loc_conf(r,
                                                 ngx_http_legal_notice_module);
    verdict->uri = *ngx_http_legal_page_uri(r, ctx);
    ngx_str_null(&verdict->path);
    verdict->nnotices = 0;
    verdict->refusal = NULL;
    verdict->uncertain = 0;
    verdict->conflict = 0;
    verdict->late = 0;
    verdict->restricts = 0;
    verdict->lifted = 0;
    verdict->answered = 0;
    verdict->stale = 0;
    verdict->asks_when = 0;
    verdict->is_final = 0;
    verdict->mistyped = loc->mistyped;
    ngx_str_null(&verdict->preview);

    if (loc->preview
        && ngx_http_legal_preview_name(r, &loc->value, &verdict->preview)
           != NGX_OK)
    {
        return NGX_ERROR;
    }

    ngx_http_legal_items_wipe(verdict);
    verdict->nscripts = 0;

    n = verdict->conf->apply ? verdict->conf->apply->nelts : 0;

    if (verdict->conf->outlet && ctx->asked->status) {

        /* a wrong request is about no page */

        n = 0;
    }

    if (n > verdict->nitems
        && ngx_http_legal_items_create(r, verdict, n) != NGX_OK)
    {
        verdict->nitems = 0;
        return NGX_ERROR;
    }

    verdict->nitems = n;

    if (n == 0) {
        return NGX_OK;
    }

    rules = verdict->conf->apply->elts;

    for (i = 0; i < n; i++) {
        ngx_memzero(&verdict->items[i], sizeof(ngx_http_legal_item_t));
        verdict->items[i].rule = rules[i];
        verdict->restricts |= rules[i]->restriction;
        verdict->asks_when |= (rules[i]->whens.nelts != 0);
        verdict->items[i].outcome = NGX_HTTP_LEGAL_PENDING;

        if (ngx_http_legal_decide_rule(r, verdict, loc, &verdict->items[i])
            != NGX_OK)
        {
            return NGX_ERROR;
        }
    }

    if (verdict->refusal) {
        ngx_http_legal_notices_give_way(verdict);

    } else {
        ngx_http_legal_decide_scripts(verdict);
    }

    return NGX_OK;
}


static void
ngx_http_legal_notices_give_way(ngx_http_legal_verdict_t *verdict)
{
    ngx_uint_t  i;

    for (i = 0; i < verdict->nnotices; i++) {
        verdict->notices[i]->due = 0;
        verdict->notices[i]->gave_way = 1;
    }

    ngx_explicit_memzero(verdict->items + verdict->nitems,
                         verdict->nscripts * sizeof(ngx_http_legal_item_t));

    verdict->nnotices = 0;
    verdict->nscripts = 0;
}


static ngx_int_t
ngx_http_legal_decide_rule(ngx_http_request_t *r,
    ngx_http_legal_verdict_t *verdict, ngx_http_legal_location_t *loc,
    ngx_http_legal_item_t *item)
{
    ngx_int_t               holds;
    ngx_uint_t              i, *in;
    ngx_http_legal_rule_t  *rule;

    rule = item->rule;
    in = rule->in.elts;
    item->answer = LN_OUT;

    for (i = 0; i < rule->in.nelts; i++) {
        item->answer = ngx_max(item->answer, loc->answers[in[i]]);
        verdict->conflict |= ln_conflicts_has(&loc->conflicts, in[i]);
    }

    if (item->answer == LN_OUT || !ngx_http_legal_in_time(rule)) {
        return NGX_OK;
    }

    if (rule->script && (item->answer == LN_IN || rule->uncertain)) {
        ngx_http_legal_decide_script(verdict, rule->script);
    }

    /* few rules have patterns, and one path is all of theirs */

    if (rule->uris.nelts && verdict->path.data == NULL
        && ngx_http_legal_path(r, &verdict->uri, &verdict->path) != NGX_OK)
    {
        return NGX_ERROR;
    }

    if (!ngx_http_legal_uri_matches(r, rule, &verdict->path)
        || !ngx_http_legal_when_request(r, rule))
    {
        return NGX_OK;
    }

    holds = 1;

    if (rule->when_unknown) {
        holds = ngx_http_legal_when(r, rule, LN_VARIABLE_UNKNOWN);

        if (holds == NGX_ERROR || (rule->restriction && !holds)) {
            return holds == NGX_ERROR ? NGX_ERROR : NGX_OK;
        }
    }

    if (item->answer == LN_UNCERTAIN) {
        verdict->uncertain = 1;

        if (!rule->uncertain) {
            item->spared = 1;
            return NGX_OK;
        }
    }

    if (rule->restriction) {
        ngx_http_legal_decide_restriction(r, verdict, item);
        return NGX_OK;
    }

    verdict->notices[verdict->nnotices++] = item;
    item->due = 1;

    if (rule->when_response) {
        item->late = 1;
        verdict->late = 1;
    }

    item->early = (rule->when_unknown && holds);

    return NGX_OK;
}


/* The first one refuses that its reader has not lifted. */

static void
ngx_http_legal_decide_restriction(ngx_http_request_t *r,
    ngx_http_legal_verdict_t *verdict, ngx_http_legal_item_t *item)
{
    if (verdict->refusal) {
        return;
    }

    if (item->rule->asks) {

        switch (ngx_http_legal_acknowledged(r, item->rule)) {

        case NGX_HTTP_LEGAL_COOKIE_GOOD:
            item->lifted = 1;
            verdict->lifted = 1;
            return;

        case NGX_HTTP_LEGAL_COOKIE_INVALID:
            item->invalid = 1;
            break;

        default: /* NGX_HTTP_LEGAL_COOKIE_NONE */
            break;
        }
    }

    verdict->refusal = item;
    item->due = 1;
}


/* The script goes into each page, once, whatever `uri` says of the notice. */

static void
ngx_http_legal_decide_script(ngx_http_legal_verdict_t *verdict,
    ngx_http_legal_rule_t *script)
{
    ngx_uint_t              i;
    ngx_http_legal_item_t  *scripts;

    scripts = verdict->items + verdict->nitems;

    for (i = 0; i < verdict->nscripts; i++) {
        if (scripts[i].rule == script) {
            return;
        }
    }

    ngx_memzero(&scripts[i], sizeof(ngx_http_legal_item_t));
    scripts[i].rule = script;
    scripts[i].outcome = NGX_HTTP_LEGAL_PENDING;
    verdict->nscripts++;
}


void
ngx_http_legal_decide_scripts(ngx_http_legal_verdict_t *verdict)
{
    ngx_uint_t  i;

    for (i = 0; i < verdict->nscripts; i++) {
        verdict->notices[verdict->nnotices++] = verdict->items
                                                + verdict->nitems + i;
    }
}
