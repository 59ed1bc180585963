/* The notices of a page: rendered once, and put where they go. */

#include <ngx_config.h>

#include "http/counters/ngx_http_legal_log.h"
#include "http/output/ngx_http_legal_compressed.h"
#include "http/page/ngx_http_legal_due.h"
#include "http/page/ngx_http_legal_insert.h"
#include "http/page/ngx_http_legal_render.h"
#include "http/verdict/ngx_http_legal_count.h"


static ngx_int_t ngx_http_legal_insert_closer(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ln_str_t closer);
static ngx_int_t ngx_http_legal_insert_bytes(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_str_t *bytes, ln_inset_t *inset);
static ngx_int_t ngx_http_legal_markup(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_uint_t i);
static void ngx_http_legal_exceeded(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule);


ngx_int_t
ngx_http_legal_insert(ngx_http_request_t *r, ngx_http_legal_page_t *page)
{
    ln_inset_t               *inset;
    ngx_uint_t                i;
    ln_placement_t           *placement;
    ngx_http_legal_item_t    *item;
    ngx_http_legal_places_t  *places;

    places = &page->places;
    placement = &places->found[page->nput];
    i = placement->notice;
    item = places->notices[i];

    if (page->undetermined && !page->unread) {

        /* it is known only now, behind the header */

        ngx_http_legal_due_settle(page, i);
    }

    if (page->unread || ngx_http_legal_is_not_due(page, i)) {
        page->nput++;
        return NGX_OK;
    }

    if (placement->closer.len
        && ngx_http_legal_insert_closer(r, page, placement->closer) != NGX_OK)
    {
        return NGX_ERROR;
    }

    if (ngx_http_legal_markup(r, page, i) != NGX_OK) {
        return NGX_ERROR;
    }

    inset = NULL;

    if (page->decode.splicer && !item->rule->is_script) {
        inset = ngx_http_legal_render_inset(r, item->rule, page->languages[i],
                                            places->seen->encoding,
                                            &page->markups[i]);
    }

    if (ngx_http_legal_insert_bytes(r, page, &page->markups[i], inset)
        != NGX_OK)
    {
        return NGX_ERROR;
    }

    item->outcome = ngx_http_legal_counter_shown(item->rule, placement->rank);
    item->sent = page->languages[i] + 1;
    page->nput++;

    if (places->placer && places->seen->exceeded) {
        ngx_http_legal_exceeded(r, item->rule);
    }

    return NGX_OK;
}


static ngx_int_t
ngx_http_legal_insert_closer(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ln_str_t closer)
{
    ngx_str_t      bytes;
    ln_charset_t   charset;

    charset = page->places.seen->encoding;

    bytes.data = ngx_pnalloc(r->pool, ln_charset_write(charset, closer, NULL));
    if (bytes.data == NULL) {
        return NGX_ERROR;
    }

    bytes.len = ln_charset_write(charset, closer, bytes.data);

    return ngx_http_legal_insert_bytes(r, page, &bytes, NULL);
}


/* At the place whose turn it is; inset: if it is deflated already. */

static ngx_int_t
ngx_http_legal_insert_bytes(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_str_t *bytes, ln_inset_t *inset)
{
    ngx_buf_t  *b;

    page->inserted += bytes->len;

    if (page->decode.splicer) {
        if (inset == NULL) {
            inset = ngx_http_legal_compressed_inset(r->pool, bytes);
        }

        return ngx_http_legal_compressed_insert(&page->decode,
                                   page->places.found[page->nput].offset,
                                   inset);
    }

    b = ngx_http_legal_output_buf(r, &page->output);
    if (b == NULL) {
        return NGX_ERROR;
    }

    b->pos = bytes->data;
    b->last = bytes->data + bytes->len;
    b->memory = 1;
    b->num = NGX_HTTP_LEGAL_INSERTED;

    return NGX_OK;
}


void
ngx_http_legal_insert_undo(ngx_http_legal_page_t *page)
{
    ngx_uint_t  i;

    for (i = 0; i < page->places.n; i++) {
        if (!ngx_http_legal_is_not_due(page, i)) {
            page->places.notices[i]->outcome = NGX_HTTP_LEGAL_PENDING;
            page->places.notices[i]->sent = 0;
        }
    }

    page->nput = 0;
    page->inserted = 0;

    ngx_http_legal_output_undo(&page->output);
}


/* The markup of a notice, which has one and the same length all along. */

static ngx_int_t
ngx_http_legal_markup(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_uint_t i)
{
    ngx_http_legal_rule_t  *rule;

    if (page->markups[i].data) {
        return NGX_OK;
    }

    rule = page->places.notices[i]->rule;

    if (rule->is_script) {
        return ngx_http_legal_render_script(r, rule, page->places.xml,
                                            page->places.seen->encoding,
                                            &page->markups[i]);
    }

    return ngx_http_legal_render_notice(r, rule, page->languages[i],
                                        page->places.seen->encoding,
                                        &page->markups[i]);
}


ngx_int_t
ngx_http_legal_insert_length(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, off_t *length)
{
    ngx_uint_t       i;
    ln_placement_t  *placement;

    for (i = page->nput; i < page->places.nfound; i++) {
        placement = &page->places.found[i];

        if (ngx_http_legal_is_not_due(page, placement->notice)) {
            continue;
        }

        if (ngx_http_legal_markup(r, page, placement->notice) != NGX_OK) {
            return NGX_ERROR;
        }

        *length += page->markups[placement->notice].len;

        if (placement->closer.len) {
            *length += ln_charset_write(page->places.seen->encoding,
                                        placement->closer, NULL);
        }
    }

    return NGX_OK;
}


/* A pattern of a place was given up on this page. */

static void
ngx_http_legal_exceeded(ngx_http_request_t *r, ngx_http_legal_rule_t *rule)
{
    ngx_http_legal_count(r, NGX_HTTP_LEGAL_PATTERN_LIMITS);

    if (ngx_http_legal_log_due(r, rule, NGX_HTTP_LEGAL_LOG_PATTERN)) {
        ngx_log_error(NGX_LOG_WARN, ngx_http_legal_log(r), 0,
                      "a place pattern of \"%V\" went over its limits on a "
                      "page, the next place is taken, make the pattern simpler",
                      &rule->name);
    }
}
