/* A page that is plain text: its notices are text too, and stand at its end. */

#include <ngx_config.h>

#include "http/page/ngx_http_legal_language.h"
#include "http/page/ngx_http_legal_plain.h"
#include "http/page/ngx_http_legal_render.h"
#include "notice/ln_plain.h"


static ngx_int_t ngx_http_legal_plain_text(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_uint_t i, ngx_str_t *out);


ngx_int_t
ngx_http_legal_plain_start(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_http_legal_type_t *type)
{
    u_char        *p;
    size_t         len;
    ngx_str_t     *texts;
    ngx_uint_t     i;
    ln_charset_t   charset;

    charset = type->charset.len ? page->places.charset : LN_CHARSET_UTF8;

    texts = ngx_palloc(r->pool, page->places.n * sizeof(ngx_str_t));

    if (texts == NULL || ngx_http_legal_languages(r, page) != NGX_OK) {
        return NGX_ERROR;
    }

    len = 0;

    for (i = 0; i < page->places.n; i++) {
        if (ngx_http_legal_plain_text(r, page, i, &texts[i]) != NGX_OK) {
            return NGX_ERROR;
        }

        if (!ln_plain_fits(charset, ngx_http_legal_ln(texts[i]))) {
            return NGX_DECLINED;
        }

        len += ln_charset_write(charset, ngx_http_legal_ln(texts[i]), NULL);
    }

    p = ngx_pnalloc(r->pool, len);
    if (p == NULL) {
        return NGX_ERROR;
    }

    page->plain.data = p;
    page->plain.len = len;

    for (i = 0; i < page->places.n; i++) {
        p += ln_charset_write(charset, ngx_http_legal_ln(texts[i]), p);
    }

    return NGX_OK;
}


static ngx_int_t
ngx_http_legal_plain_text(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_uint_t i, ngx_str_t *out)
{
    ngx_str_t  markup;

    if (ngx_http_legal_render_notice(r, page->places.notices[i]->rule,
                                     page->languages[i], LN_CHARSET_UTF8,
                                     &markup)
        != NGX_OK)
    {
        return NGX_ERROR;
    }

    out->data = ngx_pnalloc(r->pool, markup.len + 3);
    if (out->data == NULL) {
        return NGX_ERROR;
    }

    out->len = ln_plain_text(ngx_http_legal_ln(markup), out->data);

    return NGX_OK;
}


void
ngx_http_legal_plain_header(ngx_http_request_t *r,
    ngx_http_legal_type_t *type)
{
    if (type->charset.len == 0
        && r->headers_out.content_type.len == r->headers_out.content_type_len)
    {
        ngx_str_set(&r->headers_out.charset, "utf-8");
    }
}


/* As ngx_http_addition_filter_module: the last buffer is no more the last. */

ngx_int_t
ngx_http_legal_plain_body(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_chain_t *in)
{
    ngx_uint_t                i;
    ngx_buf_t                *b;
    ngx_http_legal_item_t    *item;
    ngx_http_legal_output_t  *output;

    output = &page->output;

    for ( /* void */ ; in; in = in->next) {

        if (ngx_http_legal_output_as_is(r, output, in->buf) != NGX_OK) {
            return NGX_ERROR;
        }

        if (!in->buf->last_buf) {
            continue;
        }

        in->buf->last_buf = 0;
        in->buf->last_in_chain = 0;
        in->buf->sync = 1;

        b = ngx_http_legal_output_buf(r, output);
        if (b == NULL) {
            return NGX_ERROR;
        }

        b->pos = page->plain.data;
        b->last = page->plain.data + page->plain.len;
        b->memory = 1;
        b->last_buf = 1;
        b->last_in_chain = 1;

        page->complete = 1;

        for (i = 0; i < page->places.n; i++) {
            item = page->places.notices[i];
            item->outcome = NGX_HTTP_LEGAL_SHOWN_END;
            item->sent = page->languages[i] + 1;
        }
    }

    return ngx_http_legal_output_send(r, output, output->out);
}
