/* What a response says to caches: Cache-Control, Vary, and their rivals. */

#include <ngx_config.h>

#include "field/ln_cache_control.h"
#include "field/ln_field_list.h"
#include "http/headers/ngx_http_legal_cache_control.h"
#include "http/headers/ngx_http_legal_fields.h"


static ngx_int_t ngx_http_legal_private(ngx_http_request_t *r);
static ngx_int_t ngx_http_legal_vary(ngx_http_request_t *r,
    ngx_http_legal_loc_conf_t *conf);
static ngx_uint_t ngx_http_legal_vary_has(ngx_str_t *vary, ln_str_t name);
static void ngx_http_legal_targeted_clear(ngx_http_request_t *r);


static ngx_str_t  ngx_http_legal_cache_control_name =
                                                ngx_string("Cache-Control");
static ngx_str_t  ngx_http_legal_vary_name = ngx_string("Vary");


ngx_int_t
ngx_http_legal_cache_control(ngx_http_request_t *r,
    ngx_http_legal_loc_conf_t *conf)
{
    switch (conf->cache) {

    case NGX_HTTP_LEGAL_CACHE_OFF:
        return NGX_OK;

    case NGX_HTTP_LEGAL_CACHE_NO_STORE:
        return ngx_http_legal_no_store(r);

    case NGX_HTTP_LEGAL_CACHE_VARY:
        return ngx_http_legal_vary(r, conf);

    default: /* NGX_HTTP_LEGAL_CACHE_PRIVATE */
        return ngx_http_legal_private(r);
    }
}


ngx_int_t
ngx_http_legal_cache_private(ngx_http_request_t *r,
    ngx_http_legal_loc_conf_t *conf)
{
    if (ngx_http_legal_cache_control(r, conf) != NGX_OK) {
        return NGX_ERROR;
    }

    return (conf->cache == NGX_HTTP_LEGAL_CACHE_VARY
            || conf->cache == NGX_HTTP_LEGAL_CACHE_OFF)
           ? ngx_http_legal_private(r) : NGX_OK;
}


/* "private" stands before what the response itself has said. */

static ngx_int_t
ngx_http_legal_private(ngx_http_request_t *r)
{
    u_char                   *p;
    size_t                    len;
    ngx_str_t                 value;
    ngx_table_elt_t          *h;
    ngx_http_legal_fields_t   fields;

    len = sizeof("private") - 1;
    ngx_http_legal_response_fields(r, &fields);

    while ((h = ngx_http_legal_field_next(&fields,
                                          &ngx_http_legal_cache_control_name))
           != NULL)
    {
        len += 3 * h->value.len;
    }

    value.data = ngx_pnalloc(r->pool, len);
    if (value.data == NULL) {
        return NGX_ERROR;
    }

    p = ngx_cpymem(value.data, "private", sizeof("private") - 1);
    ngx_http_legal_response_fields(r, &fields);

    while ((h = ngx_http_legal_field_next(&fields,
                                          &ngx_http_legal_cache_control_name))
           != NULL)
    {
        p += ln_cache_control_private(ngx_http_legal_ln(h->value), p);
        h->hash = 0;
    }

    value.len = p - value.data;

    ngx_http_legal_targeted_clear(r);

    return ngx_http_legal_field_add(r, "Cache-Control", &value);
}


ngx_int_t
ngx_http_legal_no_store(ngx_http_request_t *r)
{
    ngx_str_t  value = ngx_string("no-store");

    static ngx_str_t  expires = ngx_string("Expires");

    ngx_http_legal_field_clear(r, &ngx_http_legal_cache_control_name);
    ngx_http_legal_field_clear(r, &expires);
    ngx_http_legal_targeted_clear(r);

    return ngx_http_legal_field_add(r, "Cache-Control", &value);
}


ngx_int_t
ngx_http_legal_never_stored(ngx_http_request_t *r,
    ngx_http_legal_loc_conf_t *conf)
{
    if (ngx_http_legal_no_store(r) != NGX_OK) {
        return NGX_ERROR;
    }

    /*
     * A cache remembers not to store a response for all requests that it
     * takes for the same.
     */

    if (conf && conf->cache == NGX_HTTP_LEGAL_CACHE_VARY) {
        return ngx_http_legal_vary(r, conf);
    }

    return NGX_OK;
}


/*
 * nginx writes a line of its own under `gzip_vary`, before this one.  This one
 * alone counts for nginx's caches up to 1.22.
 */

static ngx_int_t
ngx_http_legal_vary(ngx_http_request_t *r, ngx_http_legal_loc_conf_t *conf)
{
#if (NGX_HTTP_GZIP)
    ngx_http_core_loc_conf_t  *clcf;

    static ngx_str_t  accept_encoding = ngx_string("Accept-Encoding");

    clcf = ngx_http_get_module_loc_conf(r, ngx_http_core_module);

    if (clcf->gzip_vary
        && ngx_http_legal_vary_by(r, &accept_encoding) != NGX_OK)
    {
        return NGX_ERROR;
    }
#endif

    return ngx_http_legal_vary_by(r, &conf->cache_vary);
}


ngx_int_t
ngx_http_legal_vary_by(ngx_http_request_t *r, ngx_str_t *names)
{
    u_char                   *p;
    ln_str_t                  rest, name;
    ngx_str_t                 vary, value;
    ngx_http_legal_fields_t   fields;

    ngx_http_legal_response_fields(r, &fields);

    if (ngx_http_legal_field_join(r, &fields, &ngx_http_legal_vary_name, &vary)
        != NGX_OK)
    {
        return NGX_ERROR;
    }

    value.data = ngx_pnalloc(r->pool, vary.len + 2 * names->len + 2);
    if (value.data == NULL) {
        return NGX_ERROR;
    }

    p = ngx_cpymem(value.data, vary.data, vary.len);
    rest = ngx_http_legal_ln(*names);

    while (ln_field_list_next(&rest, &name) == LN_OK) {
        if (!ngx_http_legal_vary_has(&vary, name)) {
            p = (p == value.data) ? p : ngx_cpymem(p, ", ", 2);
            p = ngx_cpymem(p, name.data, name.len);
        }
    }

    value.len = p - value.data;

    ngx_http_legal_field_clear(r, &ngx_http_legal_vary_name);

    return ngx_http_legal_field_add(r, "Vary", &value);
}


static ngx_uint_t
ngx_http_legal_vary_has(ngx_str_t *vary, ln_str_t name)
{
    ln_str_t  list, member;

    list = ngx_http_legal_ln(*vary);

    while (ln_field_list_next(&list, &member) == LN_OK) {
        if (ln_str_caseless_eq(member, name)) {
            return 1;
        }
    }

    return 0;
}


/* Clears the fields that some caches heed before Cache-Control. */

static void
ngx_http_legal_targeted_clear(ngx_http_request_t *r)
{
    ngx_table_elt_t          *h;
    ngx_http_legal_fields_t   fields;

    ngx_http_legal_response_fields(r, &fields);

    while ((h = ngx_http_legal_field_next(&fields, NULL)) != NULL) {
        if (ln_cache_control_is_targeted(ngx_http_legal_ln(h->key))) {
            h->hash = 0;
        }
    }
}
