/*
 * The bytes of a page: buffers are cut at the places of its notices and
 * passed on; only what is not decided at a buffer's end is copied and held.
 * One that needs no cut goes on as it is, and all of them do once the last
 * notice is in.
 */

#include "http/ngx_http_legal_notice.h"


/* A buffer that is being cut; base is the offset of its first byte. */
typedef struct {
    ngx_buf_t                  *b;
    uint64_t                    base;
    ngx_buf_t                  *piece;            /* the last of it */
    unsigned                    whole:1;          /* it went as it is */
    unsigned                    last:1;           /* nothing follows it */
} ngx_http_legal_cut_t;


static ngx_uint_t ngx_http_legal_is_last(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_buf_t *b, off_t size);
static ngx_int_t ngx_http_legal_splice_buf(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_buf_t *b);
static ngx_int_t ngx_http_legal_cut(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_http_legal_cut_t *cut);
static ngx_uint_t ngx_http_legal_ready(ngx_http_request_t *r,
    ngx_http_legal_page_t *page);
static ngx_int_t ngx_http_legal_pass(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_http_legal_cut_t *cut, uint64_t upto);
static u_char *ngx_http_legal_in_memory(ngx_http_legal_page_t *page,
    ngx_buf_t *b);
static ngx_int_t ngx_http_legal_pass_piece(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_http_legal_cut_t *cut, uint64_t upto);
static ngx_int_t ngx_http_legal_keep(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_http_legal_cut_t *cut);
static ngx_int_t ngx_http_legal_cut_end(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_http_legal_cut_t *cut);
static ngx_int_t ngx_http_legal_end(ngx_http_request_t *r,
    ngx_http_legal_page_t *page);


/*
 * Whether in can go by untouched, once all notices are placed.  It is counted
 * as long as the page's end is to be seen by its length.
 */

ngx_uint_t
ngx_http_legal_is_tail(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_chain_t *in)
{
    off_t         size;
    ngx_chain_t  *cl;

    if (page->ended || page->length < 0) {
        return !page->ended;
    }

    size = 0;

    for (cl = in; cl; cl = cl->next) {
        size += ngx_buf_size(cl->buf);
    }

    if ((off_t) page->fed + size == page->length) {
        return 0;
    }

    page->fed += size;
    page->passed += size;

    return 1;
}


/*
 * Turns in into page->out.  in's buffers are consumed when out's are.
 * NGX_AGAIN: a file is being read, page->in waits for it.
 */

ngx_int_t
ngx_http_legal_splice(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_chain_t *in)
{
    ngx_int_t     rc;
    ngx_chain_t  *waiting;

    waiting = page->in;

    if (waiting) {
        if (ngx_chain_add_copy(r->pool, &page->in, in) != NGX_OK) {
            return NGX_ERROR;
        }

        in = waiting;
        page->in = NULL;
    }

    for ( /* void */ ; in; in = in->next) {

        rc = ngx_http_legal_splice_buf(r, page, in->buf);

        if (rc == NGX_OK) {
            continue;
        }

        if (rc == NGX_AGAIN) {

            if (waiting) {
                page->in = in;

            } else if (ngx_chain_add_copy(r->pool, &page->in, in) != NGX_OK) {
                return NGX_ERROR;
            }
        }

        return rc;
    }

    return NGX_OK;
}


static ngx_int_t
ngx_http_legal_splice_buf(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_buf_t *b)
{
    off_t                 size;
    ngx_int_t             rc;
    ngx_uint_t            last;
    ngx_http_legal_cut_t  cut;

    if (page->ended) {
        b->pos = b->last;
        b->file_pos = b->file_last;
        return NGX_OK;
    }

    size = ngx_buf_size(b);
    last = ngx_http_legal_is_last(r, page, b, size);

    if (page->nput == page->nnotices && page->passed == page->fed) {
        page->fed += size;
        page->passed += size;
        page->complete |= last;

        if (ngx_http_legal_out_as_is(r, page, b) != NGX_OK) {
            return NGX_ERROR;
        }

        return last && !b->last_buf ? ngx_http_legal_end(r, page) : NGX_OK;
    }

    if (size > 0 && !ngx_buf_in_memory(b)) {
        rc = ngx_http_legal_scan(r, page, b);

    } else {
        rc = ngx_http_legal_feed(r, page, b->pos, size, last);

        if (page->file && page->nplacements == page->nnotices) {
            ngx_http_legal_remember(r, page, page->file);
            page->file = NULL;
        }
    }

    if (rc != NGX_OK) {
        return rc;
    }

    cut.b = b;
    cut.base = page->fed;
    cut.piece = NULL;
    cut.whole = 0;
    cut.last = last;

    page->fed += size;
    page->complete |= last;

    return ngx_http_legal_cut(r, page, &cut);
}


/*
 * Whether nothing follows b.  An upstream's end comes by itself, after its
 * last bytes: a chunk, a TCP segment and a wake-up of the reader more, where
 * the page's length, as announced, tells it with them.  Trailers, though, are
 * made when the end comes.
 */

static ngx_uint_t
ngx_http_legal_is_last(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_buf_t *b, off_t size)
{
    if (b->last_buf || !ngx_buf_in_memory(b)) {
        return b->last_buf;
    }

    return (off_t) page->fed + size == page->length
           && !ngx_http_legal_has_trailers(r);
}


/* The next bytes of the page, and what is known by them. */

ngx_int_t
ngx_http_legal_feed(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    u_char *data, size_t size, ngx_uint_t last)
{
    ln_placement_t        *to;
    const ln_placement_t  *placement;

    if (page->nplacements == page->nnotices || (size == 0 && !last)) {
        return NGX_OK;
    }

    if (ngx_http_legal_page_placer(r, page) != NGX_OK) {
        return NGX_ERROR;
    }

    ln_placer_feed(page->placer, data, size, last);

    while ((placement = ln_placer_next(page->placer)) != NULL) {
        to = &page->placements[page->nplacements++];
        *to = *placement;

        if (to->closer.len) {
            data = ngx_pnalloc(r->pool, to->closer.len);
            if (data == NULL) {
                return NGX_ERROR;
            }

            ngx_memcpy(data, to->closer.data, to->closer.len);
            to->closer.data = data;
        }
    }

    return NGX_OK;
}


static ngx_int_t
ngx_http_legal_cut(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_http_legal_cut_t *cut)
{
    uint64_t         safe;
    ln_placement_t  *placement;

    if (ngx_http_legal_ready(r, page)) {

        while (page->nput < page->nplacements) {
            placement = &page->placements[page->nput];

            if (placement->offset > page->fed) {
                break;
            }

            if (ngx_http_legal_pass(r, page, cut, placement->offset) != NGX_OK
                || ngx_http_legal_insert(r, page, placement) != NGX_OK)
            {
                return NGX_ERROR;
            }

            page->nput++;
        }

        safe = page->fed;

        if (page->nput < page->nnotices && page->placer) {
            safe = ngx_min(ln_placer_safe(page->placer), safe);
        }

        if (ngx_http_legal_pass(r, page, cut, safe) != NGX_OK) {
            return NGX_ERROR;
        }
    }

    if (page->passed < page->fed
        && ngx_http_legal_keep(r, page, cut) != NGX_OK)
    {
        return NGX_ERROR;
    }

    return ngx_http_legal_cut_end(r, page, cut);
}


/*
 * Whether bytes may go.  None before the language is chosen: it's said in the
 * header.
 */

static ngx_uint_t
ngx_http_legal_ready(ngx_http_request_t *r, ngx_http_legal_page_t *page)
{
    if (page->languages_chosen) {
        return 1;
    }

    if (page->seen == NULL) {
        return 0;
    }

    if (page->page_language
        && !page->complete
        && page->nplacements < page->nnotices
        && !page->seen->lang_settled)
    {
        return 0;
    }

    ngx_http_legal_page_languages(r, page);

    return 1;
}


/* Passes on what stands before offset upto: held bytes, then the buffer's. */

static ngx_int_t
ngx_http_legal_pass(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_http_legal_cut_t *cut, uint64_t upto)
{
    ngx_buf_t  *b;

    if (page->passed < cut->base && page->passed < upto
        && ngx_http_legal_hold_pass(r, page,
                                    ngx_min(upto, cut->base) - page->passed)
           != NGX_OK)
    {
        return NGX_ERROR;
    }

    if (upto <= page->passed) {
        return NGX_OK;
    }

    b = cut->b;

    if (page->passed == cut->base && upto == page->fed
        && ngx_http_legal_in_memory(page, b) == NULL
        && (page->nput == page->nplacements
            || !(b->last_buf || b->last_in_chain || b->flush || b->sync)))
    {
        cut->whole = 1;
        page->passed = upto;

        return ngx_http_legal_out_as_is(r, page, b);
    }

    return ngx_http_legal_pass_piece(r, page, cut, upto);
}


/* What stands before the next notice, if it is short and known. */

static u_char *
ngx_http_legal_in_memory(ngx_http_legal_page_t *page, ngx_buf_t *b)
{
    return page->slices && !ngx_buf_in_memory(b)
           ? page->slices->data[page->nput] : NULL;
}


static ngx_int_t
ngx_http_legal_pass_piece(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_http_legal_cut_t *cut, uint64_t upto)
{
    off_t       from, to;
    u_char     *data;
    ngx_buf_t  *b, *out;

    out = ngx_http_legal_out(r, page);
    if (out == NULL) {
        return NGX_ERROR;
    }

    b = cut->b;
    from = (off_t) (page->passed - cut->base);
    to = (off_t) (upto - cut->base);

    *out = *b;
    out->tag = (ngx_buf_tag_t) &ngx_http_legal_notice_module;
    out->last_buf = 0;
    out->last_in_chain = 0;
    out->flush = 0;
    out->sync = 0;
    out->last_shadow = 0;
    out->shadow = NULL;

    if (ngx_buf_in_memory(b)) {
        out->pos = b->pos + from;
        out->last = b->pos + to;
    }

    data = ngx_http_legal_in_memory(page, b);

    if (data) {
        out->pos = data;
        out->last = data + (to - from);
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
ngx_http_legal_keep(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_http_legal_cut_t *cut)
{
    size_t      from;
    ngx_buf_t  *b;

    b = cut->b;
    from = page->passed > cut->base ? (size_t) (page->passed - cut->base) : 0;

    if (ngx_buf_in_memory(b)) {
        return ngx_http_legal_hold(r, page, b->pos + from,
                                   b->last - b->pos - from);
    }

    if (b->in_file) {
        return ngx_http_legal_scan_hold(r, page, b, b->file_pos + from);
    }

    return NGX_OK;
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

    out = page->tail;

    if (out == NULL) {
        out = ngx_http_legal_out(r, page);
        if (out == NULL) {
            return NGX_ERROR;
        }

        out->sync = !b->last_buf && !b->flush;
    }

    out->last_buf |= b->last_buf;
    out->last_in_chain |= b->last_in_chain;
    out->flush |= b->flush;

    return NGX_OK;
}


/* The page's end, before it comes: what comes then is dropped. */

static ngx_int_t
ngx_http_legal_end(ngx_http_request_t *r, ngx_http_legal_page_t *page)
{
    ngx_buf_t  *out;

    out = page->tail;

    if (out == NULL) {
        out = ngx_http_legal_out(r, page);
        if (out == NULL) {
            return NGX_ERROR;
        }
    }

    out->last_buf = 1;
    page->ended = 1;

    return NGX_OK;
}
