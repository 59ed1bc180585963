/* What a response says to caches: Cache-Control, Vary, and their rivals. */

#include <ngx_config.h>

#include "field/ln_field_list.h"
#include "http/headers/ngx_http_legal_cache_control.h"
#include "http/headers/ngx_http_legal_fields.h"


static ngx_int_t ngx_http_legal_private(ngx_http_request_t *r);
static u_char *ngx_http_legal_private_directives(u_char *p, ngx_str_t *value);
static ngx_uint_t ngx_http_legal_is_shared(ln_str_t directive);
static void ngx_http_legal_targeted_clear(ngx_http_request_t *r);


static ngx_str_t  ngx_http_legal_cache_control_name =
                                                ngx_string("Cache-Control");


/* Fields that caches of one kind heed before Cache-Control. */
static ngx_str_t  ngx_http_legal_targeted[] = {
    ngx_string("X-Accel-Expires"),
    ngx_string("Edge-Control"),
    ngx_string("Surrogate-Control"),
    ngx_null_string
};


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
        return ngx_http_legal_field_add(r, "Vary", &conf->cache_vary);

    default: /* NGX_HTTP_LEGAL_CACHE_PRIVATE */
        return ngx_http_legal_private(r);
    }
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
        /* a comma and a blank stand before each directive, of 1 byte or more */

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
        p = ngx_http_legal_private_directives(p, &h->value);
        h->hash = 0;
    }

    value.len = p - value.data;

    ngx_http_legal_targeted_clear(r);

    return ngx_http_legal_field_add(r, "Cache-Control", &value);
}


/* Appends ", DIRECTIVE" for each that a private response may carry. */

static u_char *
ngx_http_legal_private_directives(u_char *p, ngx_str_t *value)
{
    ln_str_t  list, directive;

    list = ngx_http_legal_ln(*value);

    while (ln_field_list_next(&list, &directive) == LN_OK) {

        if (ngx_http_legal_is_shared(directive)) {
            continue;
        }

        *p++ = ',';
        *p++ = ' ';
        p = ngx_cpymem(p, directive.data, directive.len);
    }

    return p;
}


/* Whether a directive speaks of shared caches (RFC 9111, 5.2.2). */

static ngx_uint_t
ngx_http_legal_is_shared(ln_str_t directive)
{
    size_t      len;
    ngx_uint_t  i;

    static ngx_str_t  names[] = {
        ngx_string("public"),
        ngx_string("private"),
        ngx_string("s-maxage")
    };

    for (len = 0; len < directive.len && directive.data[len] != '='; len++) {
        /* void */
    }

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (len == names[i].len
            && ngx_strncasecmp((u_char *) directive.data, names[i].data, len)
               == 0)
        {
            return 1;
        }
    }

    return 0;
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
        return ngx_http_legal_field_add(r, "Vary", &conf->cache_vary);
    }

    return NGX_OK;
}


/*
 * Clears the fields that some caches heed before Cache-Control: those of
 * nginx, Akamai, Varnish and Fastly by their names, and each field whose name
 * ends in "-Cache-Control", as RFC 9213, 2.2, has it for any one vendor.
 */

static void
ngx_http_legal_targeted_clear(ngx_http_request_t *r)
{
    size_t                    len;
    ngx_table_elt_t          *h;
    ngx_http_legal_fields_t   fields;

    static ngx_str_t  end = ngx_string("-Cache-Control");

    ngx_http_legal_fields_clear(&r->headers_out.headers,
                                ngx_http_legal_targeted);
    ngx_http_legal_response_fields(r, &fields);

    while ((h = ngx_http_legal_field_next(&fields, NULL)) != NULL) {
        len = h->key.len;

        if (len > end.len
            && ngx_strncasecmp(h->key.data + len - end.len, end.data, end.len)
               == 0)
        {
            h->hash = 0;
        }
    }
}
