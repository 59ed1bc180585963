/* Whether a browser shows the body of a response. */

#include <ngx_config.h>

#include "field/ln_disposition.h"
#include "http/directives/ngx_http_legal_conf.h"
#include "http/headers/ngx_http_legal_document.h"
#include "http/headers/ngx_http_legal_fields.h"


#define NGX_HTTP_LEGAL_RESET_CONTENT  205


static ngx_uint_t ngx_http_legal_redirects(ngx_http_request_t *r);
static ngx_uint_t ngx_http_legal_attachment(ngx_http_request_t *r);


ngx_uint_t
ngx_http_legal_is_document(ngx_http_request_t *r)
{
    switch (r->headers_out.status) {

    case NGX_HTTP_NO_CONTENT:
    case NGX_HTTP_LEGAL_RESET_CONTENT:
    case NGX_HTTP_NOT_MODIFIED:
        return 0;
    }

    if (r->upstream && r->upstream->upgrade) {

        /* a tunnel (CONNECT): its bytes pass the filters by */

        return 0;
    }

    return r->headers_out.status >= NGX_HTTP_OK
           && !ngx_http_legal_redirects(r) && !ngx_http_legal_attachment(r);
}


/* By Fetch: without a Location it is a page like others. */

static ngx_uint_t
ngx_http_legal_redirects(ngx_http_request_t *r)
{
    ngx_table_elt_t  *h;

    static ngx_str_t  name = ngx_string("Location");

    switch (r->headers_out.status) {

    case NGX_HTTP_MOVED_PERMANENTLY:
    case NGX_HTTP_MOVED_TEMPORARILY:
    case NGX_HTTP_SEE_OTHER:
    case NGX_HTTP_TEMPORARY_REDIRECT:
    case NGX_HTTP_PERMANENT_REDIRECT:
        break;

    default:
        return 0;
    }

    h = ngx_http_legal_response_field(r, &name);

    return h && h->value.len;
}


/* What one field says to show is shown. */

static ngx_uint_t
ngx_http_legal_attachment(ngx_http_request_t *r)
{
    ngx_uint_t                found;
    ngx_table_elt_t          *h;
    ngx_http_legal_fields_t   fields;

    static ngx_str_t  name = ngx_string("Content-Disposition");

    found = 0;

    ngx_http_legal_response_fields(r, &fields);

    while ((h = ngx_http_legal_field_next(&fields, &name)) != NULL) {
        if (!ln_disposition_is_attachment(ngx_http_legal_ln(h->value))) {
            return 0;
        }

        found = 1;
    }

    return found;
}
