/* Preconditions: what the upstream is asked, and what the reader is told. */

#include <ngx_config.h>

#include "http/context/ngx_http_legal_compat.h"
#include "http/headers/ngx_http_legal_conditions.h"


_Static_assert(LN_SINCE_OFF == NGX_HTTP_IMS_OFF
               && LN_SINCE_EXACT == NGX_HTTP_IMS_EXACT
               && LN_SINCE_BEFORE == NGX_HTTP_IMS_BEFORE
               && LN_NOT_MODIFIED == NGX_HTTP_NOT_MODIFIED
               && LN_PRECONDITION_FAILED == NGX_HTTP_PRECONDITION_FAILED,
               "field/ has the numbers of nginx");


static ngx_int_t ngx_http_legal_ask(ngx_http_request_t *r,
    ngx_http_legal_withheld_t *withheld, ngx_str_t *name, ngx_str_t *value);
static ngx_int_t ngx_http_legal_conditions(ngx_http_request_t *r,
    ngx_http_legal_withheld_t *withheld, ln_representation_t *representation);
static ngx_uint_t ngx_http_legal_has_condition(
    ngx_http_legal_withheld_t *withheld, ln_condition_name_t name);


ngx_uint_t
ngx_http_legal_conditions_may_map(ngx_http_legal_withheld_t *withheld)
{
    return ngx_http_legal_has_condition(withheld, LN_IF_NONE_MATCH);
}


static ngx_uint_t
ngx_http_legal_has_condition(ngx_http_legal_withheld_t *withheld,
    ln_condition_name_t name)
{
    return ln_condition_next(withheld->conditions, withheld->nconditions,
                             name, NULL)
           != NULL;
}


ngx_int_t
ngx_http_legal_conditions_map(ngx_http_request_t *r,
    ngx_http_legal_withheld_t *withheld, ngx_str_t *variant,
    ngx_http_legal_loc_conf_t *conf)
{
    int64_t     modified;
    ngx_str_t   value, *name;

    static ngx_str_t  none_match = ngx_string("If-None-Match");
    static ngx_str_t  modified_since = ngx_string("If-Modified-Since");

    value.data = ngx_pnalloc(r->pool,
                             sizeof("Mon, 28 Sep 1970 06:00:00 GMT")
                             + ln_precondition_map_size(withheld->conditions,
                                                        withheld->nconditions));
    if (value.data == NULL) {
        return NGX_ERROR;
    }

    name = &none_match;
    value.len = ln_precondition_map(withheld->conditions, withheld->nconditions,
                                    ngx_http_legal_ln(*variant), value.data,
                                    &modified);

    if (value.len == 0) {
        if (modified == 0) {
            return NGX_OK;
        }

        name = &modified_since;
        value.len = ngx_http_time(value.data, modified) - value.data;
    }

    withheld->variant = *variant;
    withheld->conf = conf;

    return ngx_http_legal_ask(r, withheld, name, &value);
}


static ngx_int_t
ngx_http_legal_ask(ngx_http_request_t *r, ngx_http_legal_withheld_t *withheld,
    ngx_str_t *name, ngx_str_t *value)
{
    ngx_table_elt_t  *h;

    h = ngx_list_push(&r->headers_in.headers);
    if (h == NULL) {
        return NGX_ERROR;
    }

    h->key = *name;
    h->value = *value;
    ngx_http_legal_end_header(h);

    h->lowcase_key = ngx_pnalloc(r->pool, h->key.len);
    if (h->lowcase_key == NULL) {
        return NGX_ERROR;
    }

    h->hash = ngx_hash_strlow(h->lowcase_key, h->key.data, h->key.len);

    withheld->variant_condition = h;

    return NGX_OK;
}


ngx_int_t
ngx_http_legal_conditions_confirmed(ngx_http_request_t *r,
    ngx_http_legal_withheld_t *withheld, ngx_http_legal_loc_conf_t *conf)
{
    if (withheld->variant.len && withheld->conf == conf) {
        return NGX_OK;
    }

    if (r->headers_in.if_none_match || r->headers_in.if_modified_since
        || ngx_http_legal_has_condition(withheld, LN_IF_NONE_MATCH)
        || ngx_http_legal_has_condition(withheld, LN_IF_MODIFIED_SINCE))
    {
        return NGX_DECLINED;
    }

    return NGX_OK;
}


ngx_int_t
ngx_http_legal_conditions_of_variant(ngx_http_request_t *r,
    ngx_http_legal_withheld_t *withheld, ngx_str_t *etag)
{
    ln_representation_t  representation;

    representation.etag = ngx_http_legal_ln(*etag);
    representation.modified = -1;
    representation.variant = 1;

    return ngx_http_legal_conditions(r, withheld, &representation);
}


ngx_uint_t
ngx_http_legal_conditions_name(ngx_http_legal_withheld_t *withheld,
    ngx_str_t *etag)
{
    return ln_precondition_names(withheld->conditions, withheld->nconditions,
                                 ngx_http_legal_ln(*etag));
}


ngx_int_t
ngx_http_legal_conditions_of_original(ngx_http_request_t *r,
    ngx_http_legal_withheld_t *withheld)
{
    ngx_table_elt_t      *h;
    ln_representation_t   representation;

    h = r->headers_out.etag;

    ngx_memzero(&representation, sizeof(ln_representation_t));
    representation.modified = r->headers_out.last_modified_time;

    if (h && h->hash) {
        representation.etag = ngx_http_legal_ln(h->value);
    }

    return ngx_http_legal_conditions(r, withheld, &representation);
}


static ngx_int_t
ngx_http_legal_conditions(ngx_http_request_t *r,
    ngx_http_legal_withheld_t *withheld, ln_representation_t *representation)
{
    ngx_http_core_loc_conf_t  *clcf;

    if (r->filter_finalize || r->headers_out.status != NGX_HTTP_OK) {
        return NGX_OK;
    }

    clcf = ngx_http_get_module_loc_conf(r, ngx_http_core_module);

    return ln_precondition(withheld->conditions, withheld->nconditions,
                           representation, clcf->if_modified_since);
}


void
ngx_http_legal_not_modified(ngx_http_request_t *r)
{
    r->headers_out.status = NGX_HTTP_NOT_MODIFIED;
    r->headers_out.status_line.len = 0;
    r->headers_out.content_type.len = 0;
    ngx_http_clear_content_length(r);
    ngx_http_clear_accept_ranges(r);
    r->allow_ranges = 0;

    if (r->headers_out.content_encoding) {
        r->headers_out.content_encoding->hash = 0;
        r->headers_out.content_encoding = NULL;
    }
}
