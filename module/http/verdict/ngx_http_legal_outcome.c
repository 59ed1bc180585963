/* What is counted: at a request's end, by its last verdict. */

#include "http/ngx_http_legal_notice.h"


static ngx_int_t ngx_http_legal_log_handler(ngx_http_request_t *r);
static void ngx_http_legal_count_verdict(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);
static void ngx_http_legal_count_notice(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_uint_t i);
static void ngx_http_legal_count_spared(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);
static void ngx_http_legal_count_decided(ngx_http_legal_ctx_t *ctx,
    ngx_http_legal_rule_t *rule);
static ln_certainty_t ngx_http_legal_answer(ngx_http_legal_ctx_t *ctx,
    ngx_http_legal_rule_t *rule);


ngx_int_t
ngx_http_legal_counters_init(ngx_conf_t *cf)
{
    ngx_http_handler_pt        *h;
    ngx_http_core_main_conf_t  *cmcf;

    cmcf = ngx_http_conf_get_module_main_conf(cf, ngx_http_core_module);

    h = ngx_array_push(&cmcf->phases[NGX_HTTP_LOG_PHASE].handlers);
    if (h == NULL) {
        return NGX_ERROR;
    }

    *h = ngx_http_legal_log_handler;

    return NGX_OK;
}


/*
 * Counts for rule, or for all requests when rule is NULL.  What is done for a
 * preview is counted as a preview alone.
 */

void
ngx_http_legal_count(ngx_http_request_t *r, ngx_http_legal_rule_t *rule,
    ngx_uint_t what)
{
    ngx_http_legal_ctx_t        *ctx;
    ngx_http_legal_main_conf_t  *lmcf;

    ctx = ngx_http_get_module_ctx(r, ngx_http_legal_notice_module);

    if (ctx && ctx->place.preview) {
        return;
    }

    if (rule) {
        ngx_http_legal_add(rule->counters, what);
        return;
    }

    lmcf = ngx_http_get_module_main_conf(r, ngx_http_legal_notice_module);

    ngx_http_legal_add(lmcf->counters, what);
}


/*
 * rule's notice goes into the page of r at its place of that rank.  Counted at
 * the request's end: another body may yet be sent instead.
 */

void
ngx_http_legal_count_placed(ngx_http_request_t *r, ngx_http_legal_rule_t *rule,
    ngx_uint_t rank)
{
    ngx_uint_t             i;
    ngx_http_legal_ctx_t  *ctx;

    ctx = ngx_http_get_module_ctx(r, ngx_http_legal_notice_module);

    for (i = 0; i < ctx->verdict.nnotices; i++) {
        if (i < NGX_HTTP_LEGAL_PLACED && ctx->verdict.notices[i] == rule) {
            ctx->placed[i] = (u_char) ngx_http_legal_counter_shown(rule,
                                                                  rank);
        }
    }
}


void
ngx_http_legal_count_undeliverable(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_http_legal_why_t why, ngx_uint_t passed)
{
    ngx_uint_t             i, what;
    ngx_http_legal_type_t  type;

    ngx_http_legal_type(r, &type);

    what = ngx_http_legal_counter_undeliverable(why, passed);

    for (i = 0; i < ctx->verdict.nnotices; i++) {
        if (why == NGX_HTTP_LEGAL_WHY_UNCONFIRMED
            || ngx_http_legal_takes(r, ctx->verdict.notices[i], &type))
        {
            ngx_http_legal_count(r, ctx->verdict.notices[i], what);
        }
    }
}


/*
 * At a request's end, when its last verdict is known: phases, variables and
 * the header filter may each have asked for one.
 */

static ngx_int_t
ngx_http_legal_log_handler(ngx_http_request_t *r)
{
    ngx_str_t                    value;
    ngx_http_legal_ctx_t        *ctx;
    ngx_http_legal_loc_conf_t   *llcf;
    ngx_http_legal_main_conf_t  *lmcf;

    ctx = ngx_http_legal_find_ctx(r);

    if (r != r->main || ctx == NULL || ctx->verdict.conf == NULL
        || (ctx->verdict.conf->apply == NULL && ctx->refused == NULL))
    {
        return NGX_OK;
    }

    lmcf = ngx_http_get_module_main_conf(r, ngx_http_legal_notice_module);
    llcf = ctx->verdict.conf;

    if (ctx->place.preview) {
        ngx_http_legal_add(lmcf->counters, NGX_HTTP_LEGAL_PREVIEWS);
        return NGX_OK;
    }

    if (llcf->preview && ngx_http_legal_preview_asked(r, &value)) {
        ngx_http_legal_add(lmcf->counters, NGX_HTTP_LEGAL_PREVIEWS_REFUSED);
    }

    ngx_http_legal_add(lmcf->counters, NGX_HTTP_LEGAL_REQUESTS);

    if (!ctx->place.location.located) {
        ngx_http_legal_add(lmcf->counters, NGX_HTTP_LEGAL_UNLOCATED);
    }

    ngx_http_legal_count_verdict(r, ctx);

    return NGX_OK;
}


static void
ngx_http_legal_count_verdict(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ngx_uint_t                    i;
    ngx_http_legal_main_conf_t   *lmcf;
    ngx_http_legal_counters_t   **answers;

    lmcf = ngx_http_get_module_main_conf(r, ngx_http_legal_notice_module);
    answers = lmcf->answer_counters.elts;

    for (i = 0; i < lmcf->answer_counters.nelts; i++) {

        switch (ctx->place.answers[i]) {

        case LN_IN:
            ngx_http_legal_add(answers[i], NGX_HTTP_LEGAL_ANSWER_IN);
            break;

        case LN_UNCERTAIN:
            ngx_http_legal_add(answers[i], NGX_HTTP_LEGAL_ANSWER_UNCERTAIN);
            break;

        default: /* LN_OUT */
            break;
        }
    }

    if (ctx->refused) {
        ngx_http_legal_count_decided(ctx, ctx->refused);
        ngx_http_legal_add(ctx->refused->counters, NGX_HTTP_LEGAL_REFUSED);
        return;
    }

    ngx_http_legal_count_spared(r, ctx);

    if (ctx->verdict.refusal) {
        ngx_http_legal_count_decided(ctx, ctx->verdict.refusal);

        if (ctx->verdict.conf->dry_run) {
            ngx_http_legal_add(ctx->verdict.refusal->counters,
                               NGX_HTTP_LEGAL_DRY_RUN);
        }
    }

    for (i = 0; i < ctx->verdict.nnotices; i++) {
        ngx_http_legal_count_notice(r, ctx, i);
    }
}


static void
ngx_http_legal_count_notice(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx,
    ngx_uint_t i)
{
    ngx_uint_t              status, placed;
    ngx_http_legal_type_t   type;
    ngx_http_legal_rule_t  *rule;

    rule = ctx->verdict.notices[i];
    status = r->headers_out.status;

    ngx_http_legal_count_decided(ctx, rule);

    if (ctx->verdict.conf->dry_run) {
        ngx_http_legal_type(r, &type);

        if ((status == NGX_HTTP_OK || status >= NGX_HTTP_BAD_REQUEST)
            && ngx_http_legal_takes(r, rule, &type))
        {
            ngx_http_legal_add(rule->counters, NGX_HTTP_LEGAL_DRY_RUN);
        }

        return;
    }

    if (status == NGX_HTTP_NOT_MODIFIED) {
        ngx_http_legal_add(rule->counters, NGX_HTTP_LEGAL_NOT_MODIFIED);
        return;
    }

    if (r->method == NGX_HTTP_HEAD || ctx->replaced) {
        return;
    }

    placed = (i < NGX_HTTP_LEGAL_PLACED) ? ctx->placed[i] : 0;

    if (placed) {
        ngx_http_legal_add(rule->counters, placed);

    } else if (ngx_http_legal_present(r, rule)) {
        ngx_http_legal_add(rule->counters, NGX_HTTP_LEGAL_PRESENT);
    }
}


/* Rules that hold here for certain readers only, and this one is none. */

static void
ngx_http_legal_count_spared(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ngx_uint_t               i;
    ngx_http_legal_rule_t  **rules;

    rules = ctx->verdict.conf->apply->elts;

    for (i = 0; i < ctx->verdict.conf->apply->nelts; i++) {
        if (!rules[i]->uncertain
            && ngx_http_legal_answer(ctx, rules[i]) == LN_UNCERTAIN
            && ngx_http_legal_in_force(r, rules[i]))
        {
            ngx_http_legal_add(rules[i]->counters, NGX_HTTP_LEGAL_SPARED);
        }
    }
}


static void
ngx_http_legal_count_decided(ngx_http_legal_ctx_t *ctx,
    ngx_http_legal_rule_t *rule)
{
    ngx_http_legal_add(rule->counters, NGX_HTTP_LEGAL_DECIDED);

    if (ngx_http_legal_answer(ctx, rule) == LN_UNCERTAIN) {
        ngx_http_legal_add(rule->counters, NGX_HTTP_LEGAL_UNCERTAIN);
    }
}


static ln_certainty_t
ngx_http_legal_answer(ngx_http_legal_ctx_t *ctx, ngx_http_legal_rule_t *rule)
{
    ngx_uint_t      i, *in;
    ln_certainty_t  answer;

    in = rule->in.elts;
    answer = LN_OUT;

    for (i = 0; i < rule->in.nelts; i++) {
        answer = ngx_max(answer, ctx->place.answers[in[i]]);
    }

    return answer;
}
