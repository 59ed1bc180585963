/*
 * The bytes of a page: buffers are cut at the places of its notices and
 * passed on; only what is not decided at a buffer's end is copied and held.
 */

#include "ngx_http_legal_notice.h"


#define NGX_HTTP_LEGAL_SCRATCH  32768


static ngx_int_t ngx_http_legal_splice_buf(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_buf_t *b);
static ngx_int_t ngx_http_legal_splice_bytes(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_buf_t *b, u_char *data, size_t size,
    off_t at, ngx_uint_t last);
static ngx_int_t ngx_http_legal_pass(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_buf_t *b, off_t at, uint64_t base,
    uint64_t upto);
static ngx_int_t ngx_http_legal_pass_held(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, size_t size);
static ngx_int_t ngx_http_legal_insert(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, const ln_placement_t *placement);
static void ngx_http_legal_exceeded(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule);
static ngx_int_t ngx_http_legal_hold(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, u_char *data, size_t size);
static ngx_buf_t *ngx_http_legal_out(ngx_http_request_t *r,
    ngx_http_legal_page_t *page);
static uint64_t ngx_http_legal_safe(ngx_http_request_t *r,
    ngx_http_legal_page_t *page);


/* Turns in into page->out.  in's buffers are consumed when out's are. */

ngx_int_t
ngx_http_legal_splice(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_chain_t *in)
{
    for ( /* void */ ; in; in = in->next) {
        if (ngx_http_legal_splice_buf(r, page, in->buf) != NGX_OK) {
            return NGX_ERROR;
        }
    }

    return NGX_OK;
}


static ngx_int_t
ngx_http_legal_splice_buf(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_buf_t *b)
{
    off_t         at;
    size_t        size;
    ssize_t       n;
    ngx_buf_t    *flags, *shadow;
    ngx_chain_t **before;

    before = page->last_out;

    if (ngx_buf_in_memory(b)) {
        if (ngx_http_legal_splice_bytes(r, page, b, b->pos, b->last - b->pos,
                                        0, b->last_buf)
            != NGX_OK)
        {
            return NGX_ERROR;
        }

    } else if (b->in_file) {

        if (page->scratch == NULL) {
            page->scratch = ngx_palloc(r->pool, NGX_HTTP_LEGAL_SCRATCH);
            if (page->scratch == NULL) {
                return NGX_ERROR;
            }
        }

        for (at = b->file_pos; at < b->file_last; at += n) {
            size = ngx_min(b->file_last - at, NGX_HTTP_LEGAL_SCRATCH);

            n = ngx_read_file(b->file, page->scratch, size, at);

            if (n <= 0) {
                if (ngx_http_legal_log_due(r, NULL, NGX_HTTP_LEGAL_LOG_ENDED))
                {
                    ngx_log_error(NGX_LOG_ALERT, ngx_http_legal_log(r), 0,
                                  "\"%V\" ended while its notice was placed, "
                                  "replace files by renaming others to them",
                                  &b->file->name);
                }

                return NGX_ERROR;
            }

            if (ngx_http_legal_splice_bytes(r, page, b, page->scratch, n,
                                            at - b->file_pos,
                                            b->last_buf
                                            && at + n == b->file_last)
                != NGX_OK)
            {
                return NGX_ERROR;
            }
        }

    } else if (b->last_buf
               && ngx_http_legal_splice_bytes(r, page, b, NULL, 0, 0, 1)
                  != NGX_OK)
    {
        return NGX_ERROR;
    }

    /* the last part of b that goes on tells when b has been consumed */

    shadow = NULL;

    for ( /* void */ ; *before; before = &(*before)->next) {
        if ((*before)->buf->shadow == b) {
            shadow = (*before)->buf;
            shadow->shadow = NULL;
        }
    }

    if (shadow) {
        shadow->shadow = b;
        shadow->last_shadow = 1;

    } else if (ngx_buf_in_memory(b) || b->in_file) {
        b->pos = b->last;
        b->file_pos = b->file_last;
    }

    if (b->last_buf || b->last_in_chain || b->flush || b->sync) {
        flags = ngx_http_legal_out(r, page);
        if (flags == NULL) {
            return NGX_ERROR;
        }

        flags->last_buf = b->last_buf;
        flags->last_in_chain = b->last_in_chain;
        flags->flush = b->flush;
        flags->sync = !b->last_buf && !b->flush;
    }

    if (b->last_buf) {
        page->complete = 1;
    }

    return NGX_OK;
}


/* size bytes of b, which begin at offset at in it and are at data. */

static ngx_int_t
ngx_http_legal_splice_bytes(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_buf_t *b, u_char *data, size_t size,
    off_t at, ngx_uint_t last)
{
    uint64_t               base, safe;
    const ln_placement_t  *placement;

    base = page->fed;

    if (!ln_placer_done(page->placer)) {
        ln_placer_feed(page->placer, data, size, last);
    }

    page->fed += size;
    safe = ngx_http_legal_safe(r, page);

    if (last || safe > page->fed || ln_placer_done(page->placer)) {
        safe = page->fed;
    }

    if (page->languages_chosen || last) {

        if (last) {
            ngx_http_legal_page_languages(r, page);
        }

        while ((placement = ln_placer_next(page->placer)) != NULL) {
            if (ngx_http_legal_pass(r, page, b, at, base, placement->offset)
                != NGX_OK
                || ngx_http_legal_insert(r, page, placement) != NGX_OK)
            {
                return NGX_ERROR;
            }
        }

        if (ln_placer_done(page->placer)) {
            safe = page->fed;
        }
    }

    if (ngx_http_legal_pass(r, page, b, at, base, safe) != NGX_OK) {
        return NGX_ERROR;
    }

    if (page->passed == page->fed) {
        return NGX_OK;
    }

    if (page->passed < base) {
        return ngx_http_legal_hold(r, page, data, size);
    }

    return ngx_http_legal_hold(r, page, data + (page->passed - base),
                               page->fed - page->passed);
}


/*
 * How far bytes may go.  None before the language is chosen: it's said in the
 * header; the placer's own bound is the bound of what is held.
 */

static uint64_t
ngx_http_legal_safe(ngx_http_request_t *r, ngx_http_legal_page_t *page)
{
    if (!page->languages_chosen) {

        if (page->page_language
            && !ln_placer_page(page->placer)->lang_settled
            && page->fed < LN_PLACER_HOLD / 2)
        {
            return page->passed;
        }

        ngx_http_legal_page_languages(r, page);
    }

    return ngx_max(ln_placer_safe(page->placer), page->passed);
}


/* Passes on what stands before offset upto: held bytes, then b's own. */

static ngx_int_t
ngx_http_legal_pass(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_buf_t *b, off_t at, uint64_t base, uint64_t upto)
{
    off_t       from, to;
    ngx_buf_t  *out;

    if (upto <= page->passed) {
        return NGX_OK;
    }

    if (page->passed < base
        && ngx_http_legal_pass_held(r, page,
                                    ngx_min(upto, base) - page->passed)
           != NGX_OK)
    {
        return NGX_ERROR;
    }

    if (upto <= page->passed) {
        return NGX_OK;
    }

    out = ngx_http_legal_out(r, page);
    if (out == NULL) {
        return NGX_ERROR;
    }

    from = at + (off_t) (page->passed - base);
    to = at + (off_t) (upto - base);

    *out = *b;
    out->tag = (ngx_buf_tag_t) &ngx_http_legal_notice_module;
    out->last_buf = 0;
    out->last_in_chain = 0;
    out->flush = 0;
    out->sync = 0;
    out->last_shadow = 0;
    out->shadow = b;

    if (ngx_buf_in_memory(b)) {
        out->pos = b->pos + from;
        out->last = b->pos + to;
    }

    if (b->in_file) {
        out->file_pos = b->file_pos + from;
        out->file_last = b->file_pos + to;
    }

    page->passed = upto;

    return NGX_OK;
}


static ngx_int_t
ngx_http_legal_pass_held(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    size_t size)
{
    ngx_buf_t  *out;

    out = ngx_http_legal_out(r, page);
    if (out == NULL) {
        return NGX_ERROR;
    }

    out->pos = page->held;
    out->last = page->held + size;
    out->memory = 1;

    page->held += size;
    page->held_size -= size;
    page->passed += size;

    return NGX_OK;
}


static ngx_int_t
ngx_http_legal_insert(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    const ln_placement_t *placement)
{
    ln_str_t      closer;
    ngx_buf_t    *out;
    ngx_str_t     markup;
    ngx_uint_t    i;
    ln_charset_t  charset;

    i = placement->notice;
    closer = placement->closer;
    charset = ln_placer_page(page->placer)->encoding;

    if (closer.len) {
        out = ngx_http_legal_out(r, page);
        if (out == NULL) {
            return NGX_ERROR;
        }

        out->pos = ngx_pnalloc(r->pool,
                               ln_charset_write(charset, closer, NULL));
        if (out->pos == NULL) {
            return NGX_ERROR;
        }

        out->last = out->pos + ln_charset_write(charset, closer, out->pos);
        out->memory = 1;
        page->inserted += out->last - out->pos;
    }

    if (ngx_http_legal_render_notice(r, page->notices[i], page->languages[i],
                                     charset, &markup)
        != NGX_OK)
    {
        return NGX_ERROR;
    }

    out = ngx_http_legal_out(r, page);
    if (out == NULL) {
        return NGX_ERROR;
    }

    out->pos = markup.data;
    out->last = markup.data + markup.len;
    out->memory = 1;
    page->inserted += markup.len;

    ngx_http_legal_count_placed(r, page->notices[i], placement->rank);

    if (ln_placer_page(page->placer)->exceeded) {
        ngx_http_legal_exceeded(r, page->notices[i]);
    }

    return NGX_OK;
}


/* A pattern of a place was given up on this page. */

static void
ngx_http_legal_exceeded(ngx_http_request_t *r, ngx_http_legal_rule_t *rule)
{
    ngx_http_legal_count(r, NULL, NGX_HTTP_LEGAL_PATTERN_LIMITS);

    if (ngx_http_legal_log_due(r, rule, NGX_HTTP_LEGAL_LOG_PATTERN)) {
        ngx_log_error(NGX_LOG_WARN, ngx_http_legal_log(r), 0,
                      "a place pattern of \"%V\" went over its limits on a "
                      "page, the next place is taken, make the pattern simpler",
                      &rule->name);
    }
}


/*
 * Adds bytes to those held.  They move to a fresh place each time: what was
 * passed of the old one may still be on its way out.
 */

static ngx_int_t
ngx_http_legal_hold(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    u_char *data, size_t size)
{
    u_char  *p;

    p = ngx_pnalloc(r->pool, page->held_size + size);
    if (p == NULL) {
        return NGX_ERROR;
    }

    ngx_memcpy(p, page->held, page->held_size);
    ngx_memcpy(p + page->held_size, data, size);

    page->held = p;
    page->held_size += size;

    return NGX_OK;
}


static ngx_buf_t *
ngx_http_legal_out(ngx_http_request_t *r, ngx_http_legal_page_t *page)
{
    ngx_chain_t  *cl;

    cl = ngx_chain_get_free_buf(r->pool, &page->free);
    if (cl == NULL) {
        return NULL;
    }

    ngx_memzero(cl->buf, sizeof(ngx_buf_t));
    cl->buf->tag = (ngx_buf_tag_t) &ngx_http_legal_notice_module;
    cl->next = NULL;

    *page->last_out = cl;
    page->last_out = &cl->next;

    return cl->buf;
}


/*
 * Called after page->out was passed on: buffers that are sent are free again,
 * and those they were parts of are consumed.  As ngx_http_sub_output().
 */

void
ngx_http_legal_splice_release(ngx_http_request_t *r,
    ngx_http_legal_page_t *page)
{
    ngx_buf_t     *b;
    ngx_chain_t   *cl, **last;

    for (last = &page->busy; *last; last = &(*last)->next) { /* void */ }

    *last = page->out;
    page->out = NULL;
    page->last_out = &page->out;

    while (page->busy) {
        cl = page->busy;
        b = cl->buf;

        if (ngx_buf_size(b) != 0) {
            break;
        }

        /* nor does it show whether one without bytes still waits in r->out */

        if (ngx_buf_special(b) && r->out) {
            break;
        }

        if (b->shadow && b->last_shadow) {
            b->shadow->pos = b->shadow->last;
            b->shadow->file_pos = b->shadow->file_last;
        }

        page->busy = cl->next;
        cl->next = page->free;
        page->free = cl;
    }
}
