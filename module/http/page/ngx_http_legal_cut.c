/*
 * One buffer of a page, cut at the places of its notices: bytes before them,
 * the notices, bytes behind them.  Bytes that are not decided are held.
 */

#include <ngx_config.h>

#include "http/output/ngx_http_legal_compressed.h"
#include "http/page/ngx_http_legal_cut.h"
#include "http/page/ngx_http_legal_insert.h"
#include "http/page/ngx_http_legal_scan.h"
#include "http/places/ngx_http_legal_slices.h"


static uint64_t ngx_http_legal_cut_safe(ngx_http_legal_page_t *page);
static ngx_int_t ngx_http_legal_cut_trailer(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_http_legal_cut_t *cut);
static ngx_int_t ngx_http_legal_cut_compressed(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_http_legal_cut_t *cut);
static ngx_int_t ngx_http_legal_cut_pass(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_http_legal_cut_t *cut, uint64_t upto);
static ngx_uint_t ngx_http_legal_cut_is_whole(ngx_http_legal_page_t *page,
    ngx_http_legal_cut_t *cut, uint64_t upto);
static u_char *ngx_http_legal_cut_slice(ngx_http_legal_page_t *page,
    ngx_buf_t *b);
static ngx_int_t ngx_http_legal_cut_piece(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_http_legal_cut_t *cut, uint64_t upto);
static ngx_int_t ngx_http_legal_cut_hold(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_http_legal_cut_t *cut);
static ngx_int_t ngx_http_legal_cut_end(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_http_legal_cut_t *cut);
static ngx_buf_t *ngx_http_legal_tail(ngx_http_request_t *r,
    ngx_http_legal_page_t *page);


ngx_int_t
ngx_http_legal_cut(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_http_legal_cut_t *cut)
{
    uint64_t                  safe;
    ngx_http_legal_places_t  *places;

    places = &page->places;

    if (page->decode.splices) {
        return ngx_http_legal_cut_compressed(r, page, cut);
    }

    if (page->languages_chosen || page->early) {

        while (page->languages_chosen && page->nput < places->nfound
               && places->found[page->nput].offset <= page->fed)
        {
            if (ngx_http_legal_cut_pass(r, page, cut,
                                        places->found[page->nput].offset)
                != NGX_OK
                || ngx_http_legal_insert(r, page) != NGX_OK)
            {
                return NGX_ERROR;
            }
        }

        if (page->places.layout && page->nput == places->n
            && ngx_http_legal_cut_trailer(r, page, cut) != NGX_OK)
        {
            return NGX_ERROR;
        }

        safe = ngx_http_legal_cut_safe(page);

        if (ngx_http_legal_cut_pass(r, page, cut, safe) != NGX_OK) {
            return NGX_ERROR;
        }
    }

    if (page->passed < page->fed
        && ngx_http_legal_cut_hold(r, page, cut) != NGX_OK)
    {
        return NGX_ERROR;
    }

    return ngx_http_legal_cut_end(r, page, cut);
}


/* The last coded bytes of a page with gaps go, and others in their place. */

static ngx_int_t
ngx_http_legal_cut_trailer(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_http_legal_cut_t *cut)
{
    uint64_t  end;

    end = page->places.layout->end;

    if (page->fed < end) {
        return NGX_OK;
    }

    if (ngx_http_legal_cut_pass(r, page, cut, end) != NGX_OK) {
        return NGX_ERROR;
    }

    page->passed = page->fed;

    return ngx_http_legal_insert_trailer(r, page);
}


/* Up to where no notice that is not in goes in. */

static uint64_t
ngx_http_legal_cut_safe(ngx_http_legal_page_t *page)
{
    uint64_t                  safe;
    ngx_http_legal_places_t  *places;

    places = &page->places;
    safe = page->fed;

    if (page->nput < places->n && places->placer) {
        safe = ngx_min(ln_placer_safe(places->placer), safe);
    }

    if (page->nput < places->nfound) {
        safe = ngx_min(places->found[page->nput].offset, safe);
    }

    return safe;
}


/* A page that stays compressed: the splicer holds and cuts it. */

static ngx_int_t
ngx_http_legal_cut_compressed(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_http_legal_cut_t *cut)
{
    ngx_uint_t                all;
    ngx_http_legal_places_t  *places;

    places = &page->places;

    if (page->languages_chosen || page->early) {

        while (page->languages_chosen && page->nput < places->nfound
               && places->found[page->nput].offset <= page->fed)
        {
            if (ngx_http_legal_insert(r, page) != NGX_OK) {
                return NGX_ERROR;
            }
        }

        all = (page->nput == places->n);
        page->passed = ngx_max(page->passed, ngx_http_legal_cut_safe(page));

        if (ngx_http_legal_compressed_safe(r, &page->decode, &page->output,
                                           page->passed, page->flush_due, all,
                                           cut->last)
            != NGX_OK)
        {
            return NGX_ERROR;
        }
    }

    return ngx_http_legal_cut_end(r, page, cut);
}


/* Passes on what stands before offset upto: held bytes, then the buffer's. */

static ngx_int_t
ngx_http_legal_cut_pass(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_http_legal_cut_t *cut, uint64_t upto)
{
    uint64_t  held;

    if (page->passed < cut->base && page->passed < upto) {
        held = ngx_min(upto, cut->base) - page->passed;

        if (ngx_http_legal_output_held(r, &page->output, held) != NGX_OK) {
            return NGX_ERROR;
        }

        page->passed += held;
    }

    if (upto <= page->passed) {
        return NGX_OK;
    }

    if (ngx_http_legal_cut_is_whole(page, cut, upto)) {
        cut->whole = 1;
        page->passed = upto;

        return ngx_http_legal_output_as_is(r, &page->output, cut->b);
    }

    return ngx_http_legal_cut_piece(r, page, cut, upto);
}


/*
 * Whether the buffer goes on as it is.  One that says more than its bytes does
 * not where a notice comes behind it.
 */

static ngx_uint_t
ngx_http_legal_cut_is_whole(ngx_http_legal_page_t *page,
    ngx_http_legal_cut_t *cut, uint64_t upto)
{
    ngx_buf_t  *b;

    b = cut->b;

    return page->passed == cut->base && upto == page->fed
           && ngx_http_legal_cut_slice(page, b) == NULL
           && (page->nput == page->places.nfound
               || !(b->last_buf || b->last_in_chain || b->flush || b->sync));
}


/* What of a file stands before the next notice, if it is in memory. */

static u_char *
ngx_http_legal_cut_slice(ngx_http_legal_page_t *page, ngx_buf_t *b)
{
    return page->places.slices && !ngx_buf_in_memory(b)
           ? page->places.slices->data[page->nput] : NULL;
}


static ngx_int_t
ngx_http_legal_cut_piece(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_http_legal_cut_t *cut, uint64_t upto)
{
    off_t           from, to;
    u_char         *slice;
    ngx_buf_t      *b, *out;
    ngx_buf_tag_t   tag;

    out = ngx_http_legal_output_buf(r, &page->output);
    if (out == NULL) {
        return NGX_ERROR;
    }

    b = cut->b;
    from = (off_t) (page->passed - cut->base);
    to = (off_t) (upto - cut->base);
    tag = out->tag;

    *out = *b;
    out->tag = tag;
    out->num = 0;
    out->last_buf = 0;
    out->last_in_chain = 0;
    out->flush = 0;
    out->sync = 0;
    out->last_shadow = 0;
    out->num = 0;
    out->shadow = NULL;

    slice = ngx_http_legal_cut_slice(page, b);

    if (ngx_buf_in_memory(b)) {
        out->pos = b->pos + from;
        out->last = b->pos + to;
    }

    if (slice) {
        out->pos = slice;
        out->last = slice + (to - from);
        out->memory = 1;
        out->in_file = 0;

    } else if (b->in_file) {
        out->file_pos = b->file_pos + from;
        out->file_last = b->file_pos + to;
    }

    cut->piece = out;
    page->passed = upto;

    return NGX_OK;
}


/* Holds what of the buffer is not passed on. */

static ngx_int_t
ngx_http_legal_cut_hold(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_http_legal_cut_t *cut)
{
    off_t  from;

    from = page->passed > cut->base ? (off_t) (page->passed - cut->base) : 0;

    return ngx_http_legal_scan_hold(r, page, cut->b, from);
}


/* The last part of a buffer tells when all of it has been consumed. */

static ngx_int_t
ngx_http_legal_cut_end(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_http_legal_cut_t *cut)
{
    ngx_buf_t  *b, *out;

    b = cut->b;

    if (cut->whole) {
        return cut->last && !b->last_buf ? ngx_http_legal_end(r, page) : NGX_OK;
    }

    if (cut->piece) {
        cut->piece->shadow = b;
        cut->piece->last_shadow = 1;

    } else if (ngx_buf_in_memory(b) || b->in_file) {
        b->pos = b->last;
        b->file_pos = b->file_last;
    }

    if (cut->last && !b->last_buf && ngx_http_legal_end(r, page) != NGX_OK) {
        return NGX_ERROR;
    }

    if (!(b->last_buf || b->last_in_chain || b->flush || b->sync)) {
        return NGX_OK;
    }

    out = page->output.tail;

    if (out == NULL) {
        return ngx_http_legal_output_says(r, &page->output, b);
    }

    out->last_buf |= b->last_buf;
    out->last_in_chain |= b->last_in_chain;
    out->flush |= b->flush;

    return NGX_OK;
}


/* The last buffer of the output, if it is ours, or a new one. */

static ngx_buf_t *
ngx_http_legal_tail(ngx_http_request_t *r, ngx_http_legal_page_t *page)
{
    if (page->output.tail) {
        return page->output.tail;
    }

    return ngx_http_legal_output_buf(r, &page->output);
}


ngx_int_t
ngx_http_legal_end(ngx_http_request_t *r, ngx_http_legal_page_t *page)
{
    ngx_buf_t  *out;

    out = ngx_http_legal_tail(r, page);
    if (out == NULL) {
        return NGX_ERROR;
    }

    out->last_buf = 1;
    page->ended = 1;

    return NGX_OK;
}
