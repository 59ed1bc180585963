/* Who asks for a page, and for what: by the fields of the request. */

#include <ngx_config.h>

#include "field/ln_navigation.h"
#include "http/acknowledge/ngx_http_legal_navigation.h"
#include "http/directives/ngx_http_legal_conf.h"
#include "http/headers/ngx_http_legal_fields.h"


typedef struct {
    ngx_str_t   name;
    size_t      offset;                           /* in ln_navigation_t */
} ngx_http_legal_navigation_field_t;


static ngx_int_t ngx_http_legal_navigation(ngx_http_request_t *r,
    ln_navigation_t *navigation);


/* Of several fields of a member, the last one that is sent counts. */

static ngx_http_legal_navigation_field_t  ngx_http_legal_navigation_fields[] = {
    { ngx_string("Sec-Fetch-Dest"), offsetof(ln_navigation_t, dest) },
    { ngx_string("Sec-Fetch-Mode"), offsetof(ln_navigation_t, mode) },
    { ngx_string("Sec-Fetch-Site"), offsetof(ln_navigation_t, site) },
    { ngx_string("X-Moz"), offsetof(ln_navigation_t, purpose) },
    { ngx_string("Purpose"), offsetof(ln_navigation_t, purpose) },
    { ngx_string("Sec-Purpose"), offsetof(ln_navigation_t, purpose) },
    { ngx_string("Accept"), offsetof(ln_navigation_t, accept) },
    { ngx_string("Origin"), offsetof(ln_navigation_t, origin) }
};


ngx_uint_t
ngx_http_legal_is_navigation(ngx_http_request_t *r)
{
    ln_navigation_t  navigation;

    return (r->method & (NGX_HTTP_GET|NGX_HTTP_HEAD|NGX_HTTP_POST))
           && ngx_http_legal_navigation(r, &navigation) == NGX_OK
           && ln_navigation_is_document(&navigation);
}


ngx_uint_t
ngx_http_legal_is_same_origin(ngx_http_request_t *r)
{
    ln_navigation_t  navigation;

    return ngx_http_legal_navigation(r, &navigation) == NGX_OK
           && ln_navigation_is_same_origin(&navigation,
                                     ngx_http_legal_ln(r->headers_in.server));
}


static ngx_int_t
ngx_http_legal_navigation(ngx_http_request_t *r, ln_navigation_t *navigation)
{
    ngx_str_t                           value;
    ngx_uint_t                          i, n;
    ngx_http_legal_fields_t             fields;
    ngx_http_legal_navigation_field_t  *field;

    ngx_memzero(navigation, sizeof(ln_navigation_t));
    n = sizeof(ngx_http_legal_navigation_fields)
        / sizeof(ngx_http_legal_navigation_fields[0]);

    for (i = 0; i < n; i++) {
        field = &ngx_http_legal_navigation_fields[i];
        ngx_http_legal_request_fields(r, &fields);

        if (ngx_http_legal_field_join(r, &fields, &field->name, &value)
            != NGX_OK)
        {
            return NGX_ERROR;
        }

        if (value.len) {
            *(ln_str_t *) ((u_char *) navigation + field->offset) =
                                                     ngx_http_legal_ln(value);
        }
    }

    return NGX_OK;
}
