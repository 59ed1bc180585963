/* The header of a response. */

#include <ngx_config.h>

#include "http/headers/ngx_http_legal_fields.h"
#include "http/headers/ngx_http_legal_validators.h"
#include "http/page/ngx_http_legal_header.h"
#include "http/page/ngx_http_legal_language.h"


static ngx_int_t ngx_http_legal_header_page(ngx_http_request_t *r,
    ngx_http_legal_page_t *page);


ngx_int_t
ngx_http_legal_header_send(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_http_legal_page_t *page)
{
    if (page && ngx_http_legal_header_page(r, page) != NGX_OK) {
        return NGX_ERROR;
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
