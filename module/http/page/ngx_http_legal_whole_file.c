/*
 * A page that is a file, before nginx reads it: the filter at the top of the
 * chain sees the file's own buffer, in which the places are known or looked
 * for, so that the header has the exact length and nothing is read twice for
 * long where nginx reads the page into memory (no `sendfile`, TLS, gzip).
 */

#include "http/ngx_http_legal_notice.h"


/* What is longer is looked at as it comes, in turn with other requests. */
#define NGX_HTTP_LEGAL_AHEAD  1048576


static ngx_int_t ngx_http_legal_top_body_filter(ngx_http_request_t *r,
    ngx_chain_t *in);
static ngx_uint_t ngx_http_legal_is_file(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_chain_t *in);
static ngx_int_t ngx_http_legal_ahead(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_buf_t *b);


static ngx_http_output_body_filter_pt  ngx_http_legal_below_top;


/*
 * Filters take their place by the order of modules; the top is above all of
 * them, so it's taken when the others have been made.
 */

ngx_int_t
ngx_http_legal_ahead_init(ngx_cycle_t *cycle)
{
    ngx_http_legal_main_conf_t  *lmcf;

    if (ngx_get_conf(cycle->conf_ctx, ngx_http_module) == NULL) {
        return NGX_OK;
    }

    lmcf = ngx_http_cycle_get_module_main_conf(cycle,
                                               ngx_http_legal_notice_module);

    if (lmcf->applies.nelts) {
        ngx_http_legal_below_top = ngx_http_top_body_filter;
        ngx_http_top_body_filter = ngx_http_legal_top_body_filter;
    }

    return NGX_OK;
}


static ngx_int_t
ngx_http_legal_top_body_filter(ngx_http_request_t *r, ngx_chain_t *in)
{
    ngx_http_legal_ctx_t  *ctx;

    ctx = ngx_http_get_module_ctx(r, ngx_http_legal_notice_module);

    if (in && ctx && ctx->page && !ctx->page->looked
        && ngx_http_legal_is_file(r, ctx->page, in)
        && ngx_http_legal_ahead(r, ctx->page, in->buf) != NGX_OK)
    {
        return NGX_ERROR;
    }

    return ngx_http_legal_below_top(r, in);
}


/*
 * Whether in is a file, and its bytes are those that will come to the page: a
 * filter that changes them has taken the length off, or wants to see them, as
 * TLS does, too.
 */

static ngx_uint_t
ngx_http_legal_is_file(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_chain_t *in)
{
    ngx_buf_t  *b;

    b = in->buf;

    return in->next == NULL
           && b->last_buf && b->in_file && !ngx_buf_in_memory(b)
           && b->file_last - b->file_pos == page->length
           && page->plain.data == NULL
           && !r->filter_need_in_memory
           && (!r->main_filter_need_in_memory || r->connection->ssl);
}


/* Where reading could keep others waiting the file is only looked up. */

static ngx_int_t
ngx_http_legal_ahead(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_buf_t *b)
{
    ngx_uint_t                 reads;
#if (NGX_HAVE_FILE_AIO || NGX_THREADS)
    ngx_http_core_loc_conf_t  *clcf;
#endif

    reads = page->length <= NGX_HTTP_LEGAL_AHEAD && !b->file->directio;

#if (NGX_HAVE_FILE_AIO || NGX_THREADS)
    clcf = ngx_http_get_module_loc_conf(r, ngx_http_core_module);
    reads = reads && clcf->aio == NGX_HTTP_AIO_OFF;
#endif

    if (reads) {
        return ngx_http_legal_scan(r, page, b);
    }

    page->looked = 1;

    if (ngx_http_legal_known(r, page, b) == NGX_OK || page->version == NULL) {
        return NGX_OK;
    }

    page->file = ngx_palloc(r->pool, sizeof(ngx_buf_t));
    if (page->file == NULL) {
        return NGX_ERROR;
    }

    *page->file = *b;

    return NGX_OK;
}
