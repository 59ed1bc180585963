/* The header of a response. */

#include <ngx_config.h>

#include "http/headers/ngx_http_legal_fields.h"
#include "http/headers/ngx_http_legal_validators.h"
#include "http/page/ngx_http_legal_due.h"
#include "http/page/ngx_http_legal_header.h"
#include "http/page/ngx_http_legal_language.h"


static ngx_uint_t ngx_http_legal_header_unread(ngx_http_request_t *r,
    ngx_http_legal_page_t *page);
static ngx_int_t ngx_http_legal_header_page(ngx_http_request_t *r,
    ngx_http_legal_page_t *page);


ngx_int_t
ngx_http_legal_header_send(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_http_legal_page_t *page)
{
    if (page && ngx_http_legal_header_page(r, page) != NGX_OK) {
        return NGX_ERROR;
    }

    if (page && ngx_http_legal_header_unread(r, page)) {
        ngx_str_null(&response->etag);
    }

    /* what is still to come may be decided by a pause */

    if (page && page->flushed && !page->complete
        && ngx_http_legal_variant_weaken(r, &response->etag) != NGX_OK)
    {
        return NGX_ERROR;
    }

    if (response->variant
        && ngx_http_legal_variant_validators(r, &response->etag) != NGX_OK)
    {
        return NGX_ERROR;
    }

    return ngx_http_legal_next_header_filter(r);
}


/*
 * Whether the body, which is not there, would say which representation it is:
 * HEAD from an upstream.  RFC 9110, 9.3.2, lets such fields be left out.
 */

static ngx_uint_t
ngx_http_legal_header_unread(ngx_http_request_t *r,
    ngx_http_legal_page_t *page)
{
    ngx_uint_t  i;

    if (r->headers_out.status == NGX_HTTP_NOT_MODIFIED
        || !ngx_http_legal_language_unread(r, page))
    {
        return 0;
    }

    for (i = 0; i < page->places.n; i++) {
        if (ngx_http_legal_due_by_body(page, i)) {
            return 1;
        }
    }

    return 0;
}


static ngx_int_t
ngx_http_legal_header_page(ngx_http_request_t *r, ngx_http_legal_page_t *page)
{
    static ngx_str_t  coding = ngx_string("Content-Encoding");

    if ((!page->early && ngx_http_legal_languages(r, page) != NGX_OK)
        || ngx_http_legal_page_length(r, page) != NGX_OK)
    {
        return NGX_ERROR;
    }

    if (page->decode.decoder || page->decode.none) {
        ngx_http_legal_field_clear(r, &coding);
        r->headers_out.content_encoding = NULL;
    }

    return ngx_http_legal_languages_header(r, page);
}
