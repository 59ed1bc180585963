/* Fields of the request, by what the verdict has due. */

#include <ngx_config.h>

#include "http/headers/ngx_http_legal_conditions.h"
#include "http/headers/ngx_http_legal_type.h"
#include "http/verdict/ngx_http_legal_request_conditions.h"
#include "http/verdict/ngx_http_legal_variant.h"


static ngx_int_t ngx_http_legal_withhold_anew(ngx_http_request_t *r,
    ngx_http_legal_withheld_t *withheld, ngx_http_legal_verdict_t *verdict);
static ngx_uint_t ngx_http_legal_waits_for_values(
    ngx_http_legal_verdict_t *verdict);
static ngx_int_t ngx_http_legal_still_mapped(ngx_http_request_t *r,
    ngx_http_legal_withheld_t *withheld, ngx_http_legal_verdict_t *verdict);
static ngx_uint_t ngx_http_legal_may_be_page(ngx_http_request_t *r,
    ngx_http_legal_verdict_t *verdict);


ngx_int_t
ngx_http_legal_request_conditions(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_uint_t due)
{
    ngx_int_t                  rc;
    ngx_http_legal_withheld_t  *withheld;
    ngx_http_legal_verdict_t  *verdict;

    withheld = ctx->withheld;
    verdict = ctx->verdict;

    if (!due) {
        return withheld ? ngx_http_legal_give_all_back(r, withheld) : NGX_OK;
    }

    if (!(r->method & (NGX_HTTP_GET|NGX_HTTP_HEAD))) {
        return NGX_OK;
    }

    if (withheld && withheld->done) {
        rc = ngx_http_legal_still_mapped(r, withheld, verdict);

        if (rc != NGX_DECLINED) {
            return rc;
        }

        if (ngx_http_legal_give_all_back(r, withheld) != NGX_OK) {
            return NGX_ERROR;
        }
    }

    withheld = ngx_http_legal_withheld(r, ctx);
    if (withheld == NULL) {
        return NGX_ERROR;
    }

    return ngx_http_legal_withhold_anew(r, withheld, verdict);
}


ngx_int_t
ngx_http_legal_response_conditions(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx)
{
    ngx_http_legal_verdict_t   *verdict;
    ngx_http_legal_withheld_t  *withheld;

    if (r->method & (NGX_HTTP_GET|NGX_HTTP_HEAD)
        || r->headers_out.status != NGX_HTTP_OK || r->disable_not_modified
        || (r->headers_in.if_none_match == NULL
            && r->headers_in.if_modified_since == NULL
            && r->headers_in.if_match == NULL
            && r->headers_in.if_unmodified_since == NULL))
    {
        return NGX_OK;
    }

    verdict = ngx_http_legal_decide_header(r, ctx);
    if (verdict == NULL) {
        return NGX_ERROR;
    }

    if (verdict->nnotices == 0 || verdict->conf->dry_run
        || verdict->conf->outlet)
    {
        return NGX_OK;
    }

    withheld = ngx_http_legal_withheld(r, ctx);

    return withheld ? ngx_http_legal_withhold(r, withheld, 0) : NGX_ERROR;
}


/* Takes the fields, and asks the upstream for a variant where one is known. */

static ngx_int_t
ngx_http_legal_withhold_anew(ngx_http_request_t *r,
    ngx_http_legal_withheld_t *withheld,
    ngx_http_legal_verdict_t *verdict)
{
    ngx_str_t   variant;
    ngx_uint_t  coding;

#if (NGX_HTTP_GZIP)
    coding = r->headers_in.accept_encoding
             && ngx_http_legal_may_be_page(r, verdict);
#else
    coding = 0;
#endif

    if (ngx_http_legal_withhold(r, withheld, coding) != NGX_OK) {
        return NGX_ERROR;
    }

    /* what an inner tier has put in does not show in the key */

    if (verdict->conf->inner_tier
        || ngx_http_legal_waits_for_values(verdict)
        || !ngx_http_legal_conditions_may_map(withheld))
    {
        return NGX_OK;
    }

    if (ngx_http_legal_variant_of_verdict(r, verdict, &variant) != NGX_OK) {
        return NGX_ERROR;
    }

    return ngx_http_legal_conditions_map(r, withheld, &variant, verdict->conf);
}


/* Whether a notice says what the response will have said. */

static ngx_uint_t
ngx_http_legal_waits_for_values(ngx_http_legal_verdict_t *verdict)
{
    ngx_uint_t  i;

    for (i = 0; i < verdict->nnotices; i++) {
        if (verdict->notices[i]->rule->response_variables.nelts) {
            return 1;
        }
    }

    return 0;
}


/*
 * Whether the upstream, after an internal redirect, is asked for the right
 * variant still; NGX_DECLINED: it is to be asked anew.
 */

static ngx_int_t
ngx_http_legal_still_mapped(ngx_http_request_t *r,
    ngx_http_legal_withheld_t *withheld, ngx_http_legal_verdict_t *verdict)
{
    ngx_str_t  variant;

    if (withheld->variant_condition == NULL) {
        return NGX_OK;
    }

    if (ngx_http_legal_variant_of_verdict(r, verdict, &variant) != NGX_OK) {
        return NGX_ERROR;
    }

    if (variant.len != withheld->variant.len
        || ngx_memcmp(variant.data, withheld->variant.data, variant.len) != 0)
    {
        return NGX_DECLINED;
    }

    withheld->conf = verdict->conf;

    return NGX_OK;
}


/*
 * Whether the answer may well be a page, by the suffix of its name.  A style
 * sheet may come compressed.  If it is a page after all, it is decoded.
 */

static ngx_uint_t
ngx_http_legal_may_be_page(ngx_http_request_t *r,
    ngx_http_legal_verdict_t *verdict)
{
    ngx_str_t                  content_type;
    ngx_uint_t                 i, found;
    ngx_http_legal_type_t      type;
    ngx_http_core_loc_conf_t  *clcf;

    if (r->exten.len == 0 || r->headers_out.content_type.len) {
        return 1;
    }

    clcf = ngx_http_get_module_loc_conf(r, ngx_http_core_module);

    if (ngx_http_set_content_type(r) != NGX_OK) {
        return 1;
    }

    content_type = r->headers_out.content_type;
    found = (content_type.data == clcf->default_type.data);

    ngx_http_legal_type(r, &type);

    for (i = 0; i < verdict->nnotices && !found; i++) {
        found = ngx_http_legal_of_type(verdict->notices[i]->rule, &type);
    }

    ngx_str_null(&r->headers_out.content_type);
    r->headers_out.content_type_len = 0;

    return found;
}
