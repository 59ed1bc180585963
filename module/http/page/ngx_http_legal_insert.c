/* The notices of a page: rendered once, counted, and put where they go. */

#include "http/ngx_http_legal_notice.h"


static ngx_int_t ngx_http_legal_markup(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_uint_t i);
static void ngx_http_legal_exceeded(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule);


/* Adds a notice, and what must be closed before it, to page->out. */

ngx_int_t
ngx_http_legal_insert(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    const ln_placement_t *placement)
{
    ln_str_t      closer;
    ngx_buf_t    *out;
    ngx_uint_t    i;
    ln_charset_t  charset;

    i = placement->notice;
    closer = placement->closer;
    charset = page->seen->encoding;

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

    if (ngx_http_legal_markup(r, page, i) != NGX_OK) {
        return NGX_ERROR;
    }

    out = ngx_http_legal_out(r, page);
    if (out == NULL) {
        return NGX_ERROR;
    }

    out->pos = page->markups[i].data;
    out->last = page->markups[i].data + page->markups[i].len;
    out->memory = 1;
    page->inserted += page->markups[i].len;

    ngx_http_legal_count_placed(r, page->notices[i], placement->rank);

    if (page->placer && page->seen->exceeded) {
        ngx_http_legal_exceeded(r, page->notices[i]);
    }

    return NGX_OK;
}


/* The markup of a notice, which has one and the same length all along. */

static ngx_int_t
ngx_http_legal_markup(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_uint_t i)
{
    if (page->markups[i].data) {
        return NGX_OK;
    }

    return ngx_http_legal_render_notice(r, page->notices[i],
                                        page->languages[i],
                                        page->seen->encoding,
                                        &page->markups[i]);
}


/* Adds to length what will be inserted at places that are known. */

ngx_int_t
ngx_http_legal_to_come(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    off_t *length)
{
    ngx_uint_t       i;
    ln_placement_t  *placement;

    for (i = page->nput; i < page->nplacements; i++) {
        placement = &page->placements[i];

        if (ngx_http_legal_markup(r, page, placement->notice) != NGX_OK) {
            return NGX_ERROR;
        }

        *length += page->markups[placement->notice].len;

        if (placement->closer.len) {
            *length += ln_charset_write(page->seen->encoding,
                                        placement->closer, NULL);
        }
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
