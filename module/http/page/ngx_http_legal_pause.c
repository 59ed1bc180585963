/* The upstream pauses amid a page that it streams: what is held goes. */

#include <ngx_config.h>

#include "http/output/ngx_http_legal_repeat.h"

#include "http/headers/ngx_http_legal_validators.h"
#include "http/page/ngx_http_legal_body.h"
#include "http/page/ngx_http_legal_pause.h"


static ngx_uint_t ngx_http_legal_pause_ends(
    ngx_http_legal_response_t *response);


/*
 * A response whose strong entity tag has been sent waits: two bodies must not
 * differ under one such tag.  One that breaks off is none of these: it is seen
 * to be cut, and nobody gets the rest of it alone.
 */

ngx_uint_t
ngx_http_legal_pause_holds(ngx_http_request_t *r,
    ngx_http_legal_response_t *response)
{
    ngx_http_legal_page_t  *page;

    page = response->page;

    if (page == NULL || page->plain.data || response->source.waiting
        || r->header_only)
    {
        return 0;
    }

    switch (response->state) {

    case NGX_HTTP_LEGAL_STATE_WAITING:
        return page->flush_due
               || ngx_http_legal_repeat_compares(&page->decode);

    case NGX_HTTP_LEGAL_STATE_STREAMING:
        if (response->source.broken_off) {
            return ngx_http_legal_page_holds(page)
                   || ngx_http_legal_pause_ends(response);
        }

        return ngx_http_legal_page_holds(page)
               && !ngx_http_legal_variant_is_strong(&response->etag);

    default:
        return 0;
    }
}


/*
 * Whether a notice waits for bytes of an upstream that has broken off: what has
 * come is all of the page.
 */

static ngx_uint_t
ngx_http_legal_pause_ends(ngx_http_legal_response_t *response)
{
    ngx_http_legal_places_t  *places;

    places = &response->page->places;

    return response->source.broken_off && places->placer
           && places->nfound < places->n;
}


ngx_int_t
ngx_http_legal_pause_release(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_chain_t **in)
{
    ngx_int_t               rc;
    ngx_http_legal_page_t  *page;

    page = response->page;

    rc = ngx_http_legal_pause_ends(response)
         ? ngx_http_legal_places_feed(r, &page->places, NULL, 0, 1)
         : ngx_http_legal_places_release(r, &page->places);

    if (rc != NGX_OK) {
        return NGX_ERROR;
    }

    page->paused = 1;

    rc = ngx_http_legal_body(r, response, in);

    page->paused = 0;
    page->flush_due = 0;

    return rc;
}
