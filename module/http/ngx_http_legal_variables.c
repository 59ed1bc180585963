/* The $legal_* variables: lazy, and empty where nothing is known. */

#include <ngx_config.h>

#include "http/ngx_http_legal_form.h"
#include "http/ngx_http_legal_sent.h"
#include "http/ngx_http_legal_variables.h"
#include "http/verdict/ngx_http_legal_preview.h"
#include "http/verdict/ngx_http_legal_variant.h"
#include "http/verdict/ngx_http_legal_verdict_late.h"


typedef ngx_int_t (*ngx_http_legal_variable_pt)(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_str_t *value);


static ngx_int_t ngx_http_legal_variable(ngx_http_request_t *r,
    ngx_http_variable_value_t *v, uintptr_t data);
static ngx_int_t ngx_http_legal_country(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_str_t *value);
static ngx_int_t ngx_http_legal_region(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_str_t *value);
static ngx_int_t ngx_http_legal_asn(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_str_t *value);
static ngx_int_t ngx_http_legal_jurisdictions(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_str_t *value);
static ngx_int_t ngx_http_legal_uncertain(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_str_t *value);
static ngx_int_t ngx_http_legal_conflict(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_str_t *value);
static ngx_int_t ngx_http_legal_notices(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_str_t *value);
static ngx_int_t ngx_http_legal_restriction(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_str_t *value);
static ngx_int_t ngx_http_legal_variant_key(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_str_t *value);
static ngx_int_t ngx_http_legal_preview_place(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_str_t *value);


static struct {
    ngx_str_t                   name;
    ngx_http_legal_variable_pt  get;
} ngx_http_legal_vars[] = {
    { ngx_string("legal_country"), ngx_http_legal_country },
    { ngx_string("legal_region"), ngx_http_legal_region },
    { ngx_string("legal_asn"), ngx_http_legal_asn },
    { ngx_string("legal_jurisdictions"), ngx_http_legal_jurisdictions },
    { ngx_string("legal_uncertain"), ngx_http_legal_uncertain },
    { ngx_string("legal_conflict"), ngx_http_legal_conflict },
    { ngx_string("legal_notices"), ngx_http_legal_notices },
    { ngx_string("legal_restriction"), ngx_http_legal_restriction },
    { ngx_string("legal_variant"), ngx_http_legal_variant_key },
    { ngx_string("legal_preview"), ngx_http_legal_preview_place },
    { ngx_string("legal_sent"), ngx_http_legal_sent }
};


/* Not cacheable: an internal redirect or realip may change each of them. */

ngx_int_t
ngx_http_legal_add_variables(ngx_conf_t *cf)
{
    ngx_uint_t            i;
    ngx_http_variable_t  *var;

    for (i = 0;
         i < sizeof(ngx_http_legal_vars) / sizeof(ngx_http_legal_vars[0]);
         i++)
    {
        var = ngx_http_add_variable(cf, &ngx_http_legal_vars[i].name,
                                    NGX_HTTP_VAR_NOCACHEABLE);
        if (var == NULL) {
            return NGX_ERROR;
        }

        var->get_handler = ngx_http_legal_variable;
        var->data = i;
    }

    return NGX_OK;
}


/* Subrequests get the answers of the request they belong to. */

static ngx_int_t
ngx_http_legal_variable(ngx_http_request_t *r, ngx_http_variable_value_t *v,
    uintptr_t data)
{
    ngx_str_t              value;
    ngx_http_legal_ctx_t  *ctx;

    ctx = ngx_http_legal_ctx_get(r->main);
    if (ctx == NULL) {
        return NGX_ERROR;
    }

    ngx_str_null(&value);

    if (ngx_http_legal_vars[data].get(r->main, ctx, &value) != NGX_OK) {
        return NGX_ERROR;
    }

    v->len = value.len;
    v->data = value.data;
    v->valid = 1;
    v->no_cacheable = 0;
    v->not_found = 0;

    return NGX_OK;
}


static ngx_int_t
ngx_http_legal_country(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx,
    ngx_str_t *value)
{
    ngx_http_legal_location_t  *loc;

    loc = ngx_http_legal_locate(r, ctx);
    if (loc == NULL) {
        return NGX_ERROR;
    }

    value->data = (u_char *) loc->location.country;
    value->len = ngx_strlen(value->data);

    return NGX_OK;
}


static ngx_int_t
ngx_http_legal_region(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx,
    ngx_str_t *value)
{
    ln_location_t              *location;
    ngx_http_legal_location_t  *loc;

    loc = ngx_http_legal_locate(r, ctx);
    if (loc == NULL) {
        return NGX_ERROR;
    }

    location = &loc->location;

    if (location->nregions) {
        value->data = (u_char *) location->regions[location->nregions - 1];
        value->len = ngx_strlen(value->data);
    }

    return NGX_OK;
}


static ngx_int_t
ngx_http_legal_asn(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx,
    ngx_str_t *value)
{
    ngx_http_legal_location_t  *loc;

    loc = ngx_http_legal_locate(r, ctx);
    if (loc == NULL) {
        return NGX_ERROR;
    }

    if (loc->location.asn == 0) {
        return NGX_OK;
    }

    value->data = ngx_pnalloc(r->pool, NGX_INT32_LEN);
    if (value->data == NULL) {
        return NGX_ERROR;
    }

    value->len = ngx_sprintf(value->data, "%uD", loc->location.asn)
                 - value->data;

    return NGX_OK;
}


static ngx_int_t
ngx_http_legal_jurisdictions(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx,
    ngx_str_t *value)
{
    ln_str_t                     name;
    ngx_str_t                   *names;
    ngx_uint_t                   i, n, count;
    ngx_http_legal_location_t   *loc;
    ngx_http_legal_main_conf_t  *lmcf;

    lmcf = ngx_http_get_module_main_conf(r, ngx_http_legal_notice_module);

    loc = ngx_http_legal_locate(r, ctx);
    if (loc == NULL) {
        return NGX_ERROR;
    }

    count = ln_jurisdictions_count(lmcf->jurisdictions);

    names = ngx_palloc(r->pool, (count + 1) * sizeof(ngx_str_t));
    if (names == NULL) {
        return NGX_ERROR;
    }

    n = 0;

    for (i = 0; i < count; i++) {
        if (loc->answers[i] == LN_IN) {
            name = ln_jurisdictions_name(lmcf->jurisdictions, i);
            names[n].len = name.len;
            names[n].data = (u_char *) name.data;
            n++;
        }
    }

    return ngx_http_legal_join(r->pool, names, n, ",", value);
}


static ngx_int_t
ngx_http_legal_uncertain(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx,
    ngx_str_t *value)
{
    ngx_http_legal_verdict_t  *verdict;

    verdict = ngx_http_legal_decide(r, ctx);
    if (verdict == NULL) {
        return NGX_ERROR;
    }

    value->len = 1;
    value->data = (u_char *) (verdict->uncertain ? "1" : "0");

    return NGX_OK;
}


static ngx_int_t
ngx_http_legal_conflict(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx,
    ngx_str_t *value)
{
    ngx_http_legal_verdict_t  *verdict;

    verdict = ngx_http_legal_decide(r, ctx);
    if (verdict == NULL) {
        return NGX_ERROR;
    }

    value->len = 1;
    value->data = (u_char *) (verdict->conflict ? "1" : "0");

    return NGX_OK;
}


static ngx_int_t
ngx_http_legal_notices(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx,
    ngx_str_t *value)
{
    ngx_str_t                 *names;
    ngx_uint_t                 i, n;
    ngx_http_legal_verdict_t  *verdict;

    if (ngx_http_legal_is_refused(ctx)) {
        return NGX_OK;
    }

    verdict = ngx_http_legal_decide(r, ctx);
    if (verdict == NULL) {
        return NGX_ERROR;
    }

    if (verdict->refusal && !verdict->conf->dry_run) {
        (void) ngx_http_legal_status_page_stands(r, verdict);
    }

    names = ngx_palloc(r->pool, (verdict->nnotices + 1) * sizeof(ngx_str_t));
    if (names == NULL) {
        return NGX_ERROR;
    }

    n = 0;

    for (i = 0; i < verdict->nnotices; i++) {
        if (!verdict->notices[i]->rule->is_script) {
            names[n++] = verdict->notices[i]->rule->name;
        }
    }

    return ngx_http_legal_join(r->pool, names, n, ",", value);
}


static ngx_int_t
ngx_http_legal_restriction(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx,
    ngx_str_t *value)
{
    ngx_http_legal_verdict_t  *verdict;

    if (ngx_http_legal_is_refused(ctx)) {
        *value = ctx->verdict->refused.rule->name;
        return NGX_OK;
    }

    verdict = ngx_http_legal_decide(r, ctx);
    if (verdict == NULL) {
        return NGX_ERROR;
    }

    if (verdict->refusal) {
        *value = verdict->refusal->rule->name;
    }

    return NGX_OK;
}


static ngx_int_t
ngx_http_legal_variant_key(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx,
    ngx_str_t *value)
{
    ngx_http_legal_item_t     *refused;
    ngx_http_legal_verdict_t  *verdict;

    if (ngx_http_legal_form_answered(ctx)) {

        /* before `set`: nginx would log that the values of texts are missing */

        ngx_str_set(value, "-");
        return NGX_OK;
    }

    if (ctx->valuing) {
        return NGX_OK;
    }

    if (ngx_http_legal_is_refused(ctx)) {
        refused = &ctx->verdict->refused;
        return ngx_http_legal_variant(r, &refused, 1, value);
    }

    verdict = ngx_http_legal_decide(r, ctx);
    if (verdict == NULL) {
        return NGX_ERROR;
    }

    return ngx_http_legal_variant_of_verdict(r, verdict, value);
}


/* That of the verdict, which may be of another location block than r's now. */

static ngx_int_t
ngx_http_legal_preview_place(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx,
    ngx_str_t *value)
{
    ngx_str_t                   asked;
    ngx_http_legal_loc_conf_t  *llcf;

    if (ctx->verdict && ctx->verdict->conf) {
        *value = ctx->verdict->preview;
        return NGX_OK;
    }

    llcf = ngx_http_get_module_loc_conf(r, ngx_http_legal_notice_module);

    if (ngx_http_legal_previews(r, llcf, &asked)
        != NGX_HTTP_LEGAL_PREVIEW_GIVEN)
    {
        return NGX_OK;
    }

    return ngx_http_legal_preview_name(r, &asked, value);
}
