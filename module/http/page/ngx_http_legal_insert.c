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
static size_t ngx_http_legal_closer_shared(const ln_str_t *closer,
    const ln_str_t *other);
static ln_str_t ngx_http_legal_closer_left(ngx_http_legal_page_t *page,
    ngx_uint_t k);
static ngx_int_t ngx_http_legal_closer(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ln_str_t closer, ngx_str_t *bytes);
static ngx_int_t ngx_http_legal_insert_done(ngx_http_request_t *r,
    ngx_http_legal_page_t *page);
static ngx_int_t ngx_http_legal_insert_as_is(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, const ln_str_t *bytes);
static ngx_int_t ngx_http_legal_insert_length_of(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_uint_t k, off_t *length);
static ngx_int_t ngx_http_legal_insert_bytes(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_str_t *bytes, ln_inset_t *inset);
static ngx_int_t ngx_http_legal_markup(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_uint_t i);
static void ngx_http_legal_exceeded(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule);


ngx_int_t
ngx_http_legal_insert(ngx_http_request_t *r, ngx_http_legal_page_t *page)
{
    ln_str_t                  closer;
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

    if (places->layout
        && ngx_http_legal_insert_as_is(r, page,
                                    &places->layout->gaps[page->nput].before)
           != NGX_OK)
    {
        return NGX_ERROR;
    }

    if (page->unread || ngx_http_legal_is_not_due(page, i)) {
        return ngx_http_legal_insert_done(r, page);
    }

    closer = ngx_http_legal_closer_left(page, page->nput);

    if (closer.len
        && ngx_http_legal_insert_closer(r, page, closer) != NGX_OK)
    {
        return NGX_ERROR;
    }

    if (ngx_http_legal_markup(r, page, i) != NGX_OK) {
        return NGX_ERROR;
    }

    if (ngx_http_legal_insert_bytes(r, page, &page->markups[i],
                                    page->insets[i])
        != NGX_OK)
    {
        return NGX_ERROR;
    }

    item->outcome = ngx_http_legal_counter_shown(item->rule, placement->rank);
    item->sent = page->languages[i] + 1;

    if (places->placer && places->seen->exceeded) {
        ngx_http_legal_exceeded(r, item->rule);
    }

    return ngx_http_legal_insert_done(r, page);
}


/* Goes on behind the place. */

static ngx_int_t
ngx_http_legal_insert_done(ngx_http_request_t *r, ngx_http_legal_page_t *page)
{
    const ln_gap_t  *gap;

    if (page->places.layout) {
        gap = &page->places.layout->gaps[page->nput];

        if (ngx_http_legal_insert_as_is(r, page, &gap->after) != NGX_OK) {
            return NGX_ERROR;
        }

        page->inserted -= gap->resume - gap->at;
        page->passed = gap->resume;
    }

    page->nput++;

    return NGX_OK;
}


ngx_int_t
ngx_http_legal_insert_trailer(ngx_http_request_t *r,
    ngx_http_legal_page_t *page)
{
    u_char             *p;
    ln_str_t            bytes;
    const ln_layout_t  *layout;

    layout = page->places.layout;

    if (page->trailed) {
        return NGX_OK;
    }

    p = ngx_pnalloc(r->pool, ln_layout_trailer_size(layout) + 1);
    if (p == NULL) {
        return NGX_ERROR;
    }

    bytes.data = p;
    bytes.len = ln_layout_trailer(layout, &page->sum, p);

    page->trailed = 1;
    page->inserted -= page->announced - layout->end;

    return ngx_http_legal_insert_as_is(r, page, &bytes);
}


/* Bytes that stand around a notice in a compressed page. */

static ngx_int_t
ngx_http_legal_insert_as_is(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, const ln_str_t *bytes)
{
    ngx_buf_t  *b;

    if (bytes->len == 0) {
        return NGX_OK;
    }

    b = ngx_http_legal_output_buf(r, &page->output);
    if (b == NULL) {
        return NGX_ERROR;
    }

    page->inserted += bytes->len;

    b->pos = (u_char *) bytes->data;
    b->last = b->pos + bytes->len;
    b->memory = 1;
    b->num = NGX_HTTP_LEGAL_INSERTED;

    return NGX_OK;
}


static ngx_int_t
ngx_http_legal_insert_closer(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ln_str_t closer)
{
    ngx_str_t  bytes;

    if (ngx_http_legal_closer(r, page, closer, &bytes) != NGX_OK) {
        return NGX_ERROR;
    }

    return ngx_http_legal_insert_bytes(r, page, &bytes, NULL);
}


/* How many bytes of closer are whole tags that another one begins with, too. */

static size_t
ngx_http_legal_closer_shared(const ln_str_t *closer, const ln_str_t *other)
{
    size_t  n, len;

    len = ngx_min(closer->len, other->len);

    for (n = 0; n < len && closer->data[n] == other->data[n]; n++) {
        /* void */
    }

    if (n < len) {
        while (n > 0 && closer->data[n - 1] != '>') {
            n--;
        }
    }

    return n;
}


/*
 * What is to be written of the closer of placement k: a notice that goes in
 * before it at the same offset has closed a part of that, or all.
 */

static ln_str_t
ngx_http_legal_closer_left(ngx_http_legal_page_t *page, ngx_uint_t k)
{
    size_t           n;
    ln_str_t         closer;
    ln_placement_t  *found;

    found = page->places.found;
    closer = found[k].closer;

    while (closer.len && found[k].beside) {
        k--;

        if (ngx_http_legal_is_not_due(page, found[k].notice)) {
            continue;
        }

        n = ngx_http_legal_closer_shared(&closer, &found[k].closer);
        closer.data += n;
        closer.len -= n;

        break;
    }

    return closer;
}


/* In the page's charset. */

static ngx_int_t
ngx_http_legal_closer(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ln_str_t closer, ngx_str_t *bytes)
{
    ln_charset_t  charset;

    charset = page->places.seen->encoding;

    bytes->data = ngx_pnalloc(r->pool, ln_charset_write(charset, closer, NULL));
    if (bytes->data == NULL) {
        return NGX_ERROR;
    }

    bytes->len = ln_charset_write(charset, closer, bytes->data);

    return NGX_OK;
}


/* At the place whose turn it is; inset: if it is deflated already. */

static ngx_int_t
ngx_http_legal_insert_bytes(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_str_t *bytes, ln_inset_t *inset)
{
    ngx_buf_t  *b;

    if (page->decode.stays && inset == NULL) {
        inset = ngx_http_legal_compressed_inset(r->pool, bytes, 1);

        if (inset == NULL) {
            return NGX_ERROR;
        }
    }

    if (page->places.layout) {
        ln_layout_insert(page->places.layout, &page->sum, page->nput, inset);

        return ngx_http_legal_insert_as_is(r, page, &inset->deflated);
    }

    page->inserted += bytes->len;

    if (page->decode.splices) {
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


/*
 * The markup of a notice, which has one and the same length all along; deflated
 * too, for a page that stays compressed.
 */

static ngx_int_t
ngx_http_legal_markup(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_uint_t i)
{
    ngx_str_t              *markup;
    ln_charset_t            charset;
    ngx_http_legal_rule_t  *rule;

    markup = &page->markups[i];

    if (markup->data) {
        return NGX_OK;
    }

    rule = page->places.notices[i]->rule;
    charset = page->places.seen->encoding;

    if (rule->is_script) {
        if (ngx_http_legal_render_script(r, rule, page->places.xml, charset,
                                         markup)
            != NGX_OK)
        {
            return NGX_ERROR;
        }

        page->insets[i] = page->decode.stays
                          ? ngx_http_legal_compressed_inset(r->pool, markup, 1)
                          : NULL;

    } else {
        if (ngx_http_legal_render_notice(r, rule, page->languages[i], charset,
                                         markup)
            != NGX_OK)
        {
            return NGX_ERROR;
        }

        page->insets[i] = page->decode.stays
                          ? ngx_http_legal_render_inset(r, rule,
                                                        page->languages[i],
                                                        charset, markup)
                          : NULL;
    }

    return page->decode.stays && page->insets[i] == NULL ? NGX_ERROR : NGX_OK;
}


ngx_int_t
ngx_http_legal_insert_length(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, off_t *length)
{
    ngx_uint_t                i;
    const ln_gap_t           *gap;
    ngx_http_legal_places_t  *places;

    places = &page->places;

    for (i = page->nput; i < places->nfound; i++) {

        if (places->layout) {
            gap = &places->layout->gaps[i];
            *length += gap->before.len + gap->after.len;
            *length -= gap->resume - gap->at;
        }

        if (!ngx_http_legal_is_not_due(page, places->found[i].notice)
            && ngx_http_legal_insert_length_of(r, page, i, length) != NGX_OK)
        {
            return NGX_ERROR;
        }
    }

    if (places->layout && !page->trailed) {
        *length += ln_layout_trailer_size(places->layout);
        *length -= page->announced - (off_t) places->layout->end;
    }

    return NGX_OK;
}


static ngx_int_t
ngx_http_legal_insert_length_of(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_uint_t k, off_t *length)
{
    ln_str_t     left;
    ngx_str_t    closer;
    ngx_uint_t   i;
    ln_inset_t  *inset;

    i = page->places.found[k].notice;

    if (ngx_http_legal_markup(r, page, i) != NGX_OK) {
        return NGX_ERROR;
    }

    inset = page->insets[i];
    *length += inset ? inset->deflated.len : page->markups[i].len;

    left = ngx_http_legal_closer_left(page, k);

    if (left.len == 0) {
        return NGX_OK;
    }

    if (ngx_http_legal_closer(r, page, left, &closer) != NGX_OK) {
        return NGX_ERROR;
    }

    *length += closer.len;

    if (inset) {
        inset = ngx_http_legal_compressed_inset(r->pool, &closer, 1);
        if (inset == NULL) {
            return NGX_ERROR;
        }

        *length += (off_t) inset->deflated.len - (off_t) closer.len;
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
