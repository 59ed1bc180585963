/* Whether a page's header may go, and with it the first of its bytes. */

#include <ngx_config.h>

#include "http/page/ngx_http_legal_language.h"
#include "http/page/ngx_http_legal_ready.h"


static ngx_uint_t ngx_http_legal_is_broken_off(ngx_http_request_t *r,
    ngx_buf_t *b);


ngx_int_t
ngx_http_legal_ready(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_buf_t *b, ngx_uint_t last)
{
    ngx_http_legal_why_t      reason;
    ngx_http_legal_places_t  *places;

    places = &page->places;

    if (places->seen == NULL) {
        return NGX_OK;
    }

    if (page->languages_chosen) {
        return places->seen->encoding == LN_CHARSET_STATEFUL ? NGX_DECLINED
                                                             : NGX_OK;
    }

    if (!last && !places->seen->charset_settled
        && !ngx_http_legal_is_broken_off(r, b))
    {
        return NGX_OK;
    }

    if (page->page_language && !last && places->nfound < places->n
        && !places->seen->lang_settled)
    {
        return NGX_OK;
    }

    if (ngx_http_legal_page_obstacle(page, &reason)) {
        return NGX_DECLINED;
    }

    return ngx_http_legal_languages(r, page);
}


/*
 * nginx is done with the upstream, and sends a flush in place of an end.  Any
 * other flush is asked for amid the page.
 */

static ngx_uint_t
ngx_http_legal_is_broken_off(ngx_http_request_t *r, ngx_buf_t *b)
{
    return ngx_buf_size(b) == 0 && b->flush && !b->last_buf
           && r->upstream && r->upstream->cleanup == NULL;
}


const char *
ngx_http_legal_page_obstacle(ngx_http_legal_page_t *page,
    ngx_http_legal_why_t *reason)
{
    const ln_page_t  *seen;

    seen = page->places.seen;

    if (seen && seen->frameset) {
        *reason = NGX_HTTP_LEGAL_WHY_FRAMESET;
        return "the page is a <frameset>";
    }

    if (seen && seen->encoding == LN_CHARSET_STATEFUL) {
        *reason = NGX_HTTP_LEGAL_WHY_CHARSET;
        return "no notice can be written in the page's charset";
    }

    return NULL;
}
