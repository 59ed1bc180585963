/* jurisdictions -> verdict {refuse R | show N1 N2 .. | nothing} */

#include "http/ngx_http_legal_notice.h"


static ngx_int_t ngx_http_legal_uri_matches(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule);


/*
 * The verdict of this location's legal_apply.  Reached once for a location
 * and a URI: a variable, each phase and the header filter may ask.  NULL when
 * there is no memory.
 */

ngx_http_legal_verdict_t *
ngx_http_legal_decide(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ngx_uint_t                  i, j, *in;
    ln_certainty_t              answer;
    ngx_http_legal_rule_t     **rules, *rule;
    ngx_http_legal_place_t     *place;
    ngx_http_legal_verdict_t   *verdict;
    ngx_http_legal_loc_conf_t  *llcf;

    llcf = ngx_http_get_module_loc_conf(r, ngx_http_legal_notice_module);

    verdict = &ctx->verdict;

    place = ngx_http_legal_locate(r, ctx);
    if (place == NULL) {
        return NULL;
    }

    if (!place->moved && ngx_http_legal_decided(r, ctx)) {
        return verdict;
    }

    place->moved = 0;
    verdict->conf = llcf;
    verdict->uri = r->uri;
    verdict->refusal = NULL;
    verdict->nnotices = 0;
    verdict->uncertain = 0;

    if (llcf->apply == NULL) {
        return verdict;
    }

    rules = llcf->apply->elts;

    for (i = 0; i < llcf->apply->nelts; i++) {
        rule = rules[i];
        answer = LN_OUT;

        in = rule->in.elts;

        for (j = 0; j < rule->in.nelts; j++) {
            answer = ngx_max(answer, place->answers[in[j]]);
        }

        if (answer == LN_OUT || !ngx_http_legal_in_force(r, rule)) {
            continue;
        }

        if (answer == LN_UNCERTAIN) {
            verdict->uncertain = 1;

            if (!rule->uncertain) {
                continue;
            }
        }

        if (rule->restriction) {
            if (verdict->refusal == NULL) {
                verdict->refusal = rule;
            }

            continue;
        }

        if (verdict->notices == NULL || verdict->nnotices == 0) {
            verdict->notices = ngx_palloc(r->pool, llcf->apply->nelts
                                          * sizeof(ngx_http_legal_rule_t *));
            if (verdict->notices == NULL) {
                return NULL;
            }
        }

        verdict->notices[verdict->nnotices++] = rule;
    }

    if (verdict->refusal) {
        verdict->nnotices = 0;
    }

    return verdict;
}


/* Whether the verdict stands for this location and URI. */

ngx_uint_t
ngx_http_legal_decided(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ngx_http_legal_verdict_t  *verdict;

    verdict = &ctx->verdict;

    return verdict->conf == ngx_http_get_module_loc_conf(r,
                                                 ngx_http_legal_notice_module)
           && verdict->uri.len == r->uri.len
           && ngx_memcmp(verdict->uri.data, r->uri.data, r->uri.len) == 0;
}


/* Whether rule holds now, and for r's page. */

ngx_int_t
ngx_http_legal_in_force(ngx_http_request_t *r, ngx_http_legal_rule_t *rule)
{
    time_t  now;

    now = ngx_time();

    return (rule->since == 0 || now >= rule->since)
           && (rule->until == 0 || now < rule->until)
           && ngx_http_legal_uri_matches(r, rule);
}


/*
 * Any of the plain patterns, if there are some, and none of the negative
 * ones.  A pattern that cannot be decided counts for the duty.
 */

static ngx_int_t
ngx_http_legal_uri_matches(ngx_http_request_t *r, ngx_http_legal_rule_t *rule)
{
    int                    rc;
    ngx_uint_t             i, wanted, found;
    ngx_http_legal_uri_t  *uris;

    uris = rule->uris.elts;
    wanted = 0;
    found = 0;

    for (i = 0; i < rule->uris.nelts; i++) {

        if (!uris[i].negative && found) {
            continue;
        }

        rc = ln_pattern_match(uris[i].pattern, ngx_http_legal_ln(r->uri), NULL,
                              NULL);
        if (rc < 0) {
            ngx_http_legal_count(r, NULL, NGX_HTTP_LEGAL_PATTERN_LIMITS);
        }

        if (rc < 0
            && ngx_http_legal_log_due(r, rule, NGX_HTTP_LEGAL_LOG_PATTERN))
        {
            ngx_log_error(NGX_LOG_ERR, ngx_http_legal_log(r), 0,
                          "uri pattern \"%V\" of \"%V\" went over its match "
                          "limits, the rule is taken to apply, make the "
                          "pattern simpler",
                          &uris[i].text, &rule->name);
        }

        if (uris[i].negative) {
            if (rc == 1) {
                return 0;
            }

            continue;
        }

        wanted = 1;
        found = (rc != 0);
    }

    return !wanted || found;
}
