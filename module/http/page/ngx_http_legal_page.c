/* A page that takes notices: what it is made with, and how long it is. */

#include <ngx_config.h>

#include "http/page/ngx_http_legal_insert.h"
#include "http/page/ngx_http_legal_page.h"


static ngx_uint_t ngx_http_legal_asks_page(ngx_http_legal_rule_t *rule);


ngx_http_legal_page_t *
ngx_http_legal_page_create(ngx_http_request_t *r,
    ngx_http_legal_verdict_t *verdict, ngx_http_legal_type_t *type,
    ngx_http_legal_source_t *source)
{
    ngx_uint_t              i, n;
    ngx_http_legal_page_t  *page;

    n = verdict->nnotices;

    page = ngx_pcalloc(r->pool, sizeof(ngx_http_legal_page_t)
                                + n * (sizeof(ngx_str_t)
                                       + sizeof(ln_inset_t *)
                                       + sizeof(ngx_uint_t)));
    if (page == NULL) {
        return NULL;
    }

    page->markups = (ngx_str_t *) (page + 1);
    page->insets = (ln_inset_t **) (page->markups + n);
    page->languages = (ngx_uint_t *) (page->insets + n);
    page->source = source;
    page->length = -1;
    page->announced = -1;

    ngx_http_legal_output_init(&page->output, source);

    if (ngx_http_legal_places_init(r, &page->places, verdict->notices, n, type)
        != NGX_OK)
    {
        return NULL;
    }

    for (i = 0; i < page->places.n; i++) {
        page->page_language |=
                      ngx_http_legal_asks_page(page->places.notices[i]->rule);
    }

    return page;
}


/* Whether the language of rule's notice may depend on the page's. */

static ngx_uint_t
ngx_http_legal_asks_page(ngx_http_legal_rule_t *rule)
{
    ngx_uint_t             i;
    ln_language_choice_t  *choices;

    choices = rule->languages.elts;

    for (i = 0; i < rule->languages.nelts; i++) {
        if (choices[i].source == LN_LANGUAGE_PAGE
            && rule->text.ntranslations > 1)
        {
            return 1;
        }
    }

    return 0;
}


ngx_int_t
ngx_http_legal_page_length(ngx_http_request_t *r, ngx_http_legal_page_t *page)
{
    off_t  length;

    length = r->headers_out.content_length_n;
    ngx_http_clear_content_length(r);

    if (page->plain.data) {
        if (length >= 0 && !ngx_http_legal_is_coded(&page->decode)) {
            r->headers_out.content_length_n = length + page->plain.len;
        }

        return NGX_OK;
    }

    if (r->method == NGX_HTTP_HEAD && r->upstream && page->fed == 0) {

        /* an upstream's answer to HEAD says nothing of the page's length */

        return NGX_OK;
    }

    if (page->decode.splices) {
        if (page->complete && page->decode.spliced) {
            r->headers_out.content_length_n = page->decode.written;
        }

        return NGX_OK;
    }

    if (page->complete) {
        r->headers_out.content_length_n = page->fed + page->inserted;
        return NGX_OK;
    }

    if (length < 0 || ngx_http_legal_is_coded(&page->decode)
        || page->places.nfound < page->places.n)
    {
        return NGX_OK;
    }

    length += page->inserted;

    if (ngx_http_legal_insert_length(r, page, &length) != NGX_OK) {
        return NGX_ERROR;
    }

    r->headers_out.content_length_n = length;
    page->length = -1;

    return NGX_OK;
}


void
ngx_http_legal_page_lay_out(ngx_http_legal_page_t *page, off_t coded)
{
    page->decode.splices = 0;
    page->decode.keep = 0;
    page->announced = coded;
    page->length = coded;

    ln_layout_begin(page->places.layout, &page->sum);
}


ngx_uint_t
ngx_http_legal_page_holds(ngx_http_legal_page_t *page)
{
    return page->flush_due
           && (page->passed < page->fed
               || (page->places.placer
                   && ln_placer_pending(page->places.placer)));
}


ngx_uint_t
ngx_http_legal_page_is_tail(ngx_http_legal_page_t *page)
{
    return page->nput == page->places.n && page->passed == page->fed
           && page->places.layout == NULL;
}
