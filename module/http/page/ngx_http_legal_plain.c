/* A page that is plain text: its notices are text too, and stand at its end. */

#include "http/ngx_http_legal_notice.h"


static ngx_int_t ngx_http_legal_plain_render(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_uint_t i, ngx_str_t *out);


/*
 * Readies page->plain, what is added.  A text that says no charset is taken
 * for UTF-8 and says so from now on, for the notice to be read.  NGX_DECLINED:
 * the notice has characters that the page's charset can't be given.
 */

ngx_int_t
ngx_http_legal_plain_start(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_http_legal_type_t *type)
{
    u_char        *p;
    size_t         len;
    ngx_str_t     *texts;
    ngx_uint_t     i;
    ln_charset_t   charset;

    charset = LN_CHARSET_UTF8;

    if (type->charset.len) {
        charset = ln_charset_find(ngx_http_legal_ln(type->charset));
    }

    texts = ngx_palloc(r->pool, page->nnotices * sizeof(ngx_str_t));
    if (texts == NULL) {
        return NGX_ERROR;
    }

    ngx_http_legal_page_languages(r, page);
    len = 0;

    for (i = 0; i < page->nnotices; i++) {
        if (ngx_http_legal_plain_render(r, page, i, &texts[i]) != NGX_OK) {
            return NGX_ERROR;
        }

        if (charset != LN_CHARSET_UTF8 && charset != LN_CHARSET_UTF16LE
            && charset != LN_CHARSET_UTF16BE
            && ln_markup_ascii(ngx_http_legal_ln(texts[i]), NULL)
               != texts[i].len)
        {
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

    for (i = 0; i < page->nnotices; i++) {
        p += ln_charset_write(charset, ngx_http_legal_ln(texts[i]), p);
    }

    if (type->charset.len == 0
        && r->headers_out.content_type.len == r->headers_out.content_type_len)
    {
        ngx_str_set(&r->headers_out.charset, "utf-8");
    }

    return NGX_OK;
}


static ngx_int_t
ngx_http_legal_plain_render(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_uint_t i, ngx_str_t *out)
{
    ngx_str_t  markup;

    if (ngx_http_legal_render_notice(r, page->notices[i], page->languages[i],
                                     LN_CHARSET_UTF8, &markup)
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


/* As ngx_http_addition_filter_module: the last buffer is no more the last. */

ngx_int_t
ngx_http_legal_plain_body(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_chain_t *in)
{
    ngx_buf_t    *b;
    ngx_chain_t  *cl, *out, **last;

    out = NULL;
    last = &out;

    for ( /* void */ ; in; in = in->next) {
        cl = ngx_alloc_chain_link(r->pool);
        if (cl == NULL) {
            return NGX_ERROR;
        }

        cl->buf = in->buf;
        cl->next = NULL;
        *last = cl;
        last = &cl->next;

        if (!in->buf->last_buf) {
            continue;
        }

        b = ngx_calloc_buf(r->pool);
        cl = ngx_alloc_chain_link(r->pool);

        if (b == NULL || cl == NULL) {
            return NGX_ERROR;
        }

        in->buf->last_buf = 0;
        in->buf->last_in_chain = 0;
        in->buf->sync = 1;

        b->pos = page->plain.data;
        b->last = page->plain.data + page->plain.len;
        b->memory = 1;
        b->last_buf = 1;
        b->last_in_chain = 1;

        cl->buf = b;
        cl->next = NULL;
        *last = cl;
        last = &cl->next;
    }

    return ngx_http_legal_next_body_filter(r, out);
}
