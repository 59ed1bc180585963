/* What a response is by its first bytes, where its header does not say it. */

#include <ngx_config.h>

#include "http/headers/ngx_http_legal_fields.h"
#include "http/input/ngx_http_legal_sniff.h"
#include "ln_ascii.h"


/*
 * So much is kept until it is known what it is.  A block of zstd, which may be
 * of 128 KB (RFC 8878, 3.1.1.2.3), gives nothing before all of it is there.
 */
#define NGX_HTTP_LEGAL_SNIFFED_MAX  NGX_HTTP_LEGAL_CODED_MAX


static ngx_int_t ngx_http_legal_sniff_buf(ngx_http_request_t *r,
    ngx_http_legal_sniff_t *sniff, ngx_http_legal_source_t *source,
    ngx_buf_t *b);
static ngx_int_t ngx_http_legal_sniff_piece(ngx_http_legal_sniff_t *sniff,
    u_char *data, size_t size);
static ngx_int_t ngx_http_legal_sniffed(ngx_http_legal_sniff_t *sniff,
    ngx_uint_t last);
static ngx_int_t ngx_http_legal_sniff_end(ngx_http_request_t *r,
    ngx_http_legal_sniff_t *sniff, ngx_chain_t **in);


/* By the MIME Sniffing Standard, 7. */

ngx_uint_t
ngx_http_legal_is_sniffed(ngx_http_request_t *r, ngx_http_legal_type_t *type)
{
    ngx_table_elt_t  *h;

    static ngx_str_t  options = ngx_string("X-Content-Type-Options");

    if (!ln_media_type_is_unknown(type)) {
        return 0;
    }

    h = ngx_http_legal_response_field(r, &options);

    return h == NULL || !ln_str_caseless_eq(ngx_http_legal_ln(h->value),
                                            ln_str("nosniff"));
}


/* Where a coding is not known, browsers take the bytes as they are. */

ngx_http_legal_sniff_t *
ngx_http_legal_sniff_create(ngx_http_request_t *r,
    ngx_http_legal_sniff_for_t what)
{
    ngx_str_t                codings;
    ln_error_t               err;
    ngx_http_legal_sniff_t  *sniff;

    static ngx_str_t  none = ngx_string("identity");

    sniff = ngx_pcalloc(r->pool, sizeof(ngx_http_legal_sniff_t));

    if (sniff == NULL || ngx_http_legal_codings(r, &codings) != NGX_OK) {
        return NULL;
    }

    sniff->what = what;
    sniff->raw = !ln_codings_known(ngx_http_legal_ln(codings));

    if (!sniff->raw) {
        sniff->decoder = ngx_http_legal_decoder(r, &codings, &err);
    }

    if (sniff->decoder == NULL) {
        sniff->decoder = ngx_http_legal_decoder(r, &none, &err);
    }

    return sniff->decoder ? sniff : NULL;
}


ngx_int_t
ngx_http_legal_sniff(ngx_http_request_t *r, ngx_http_legal_sniff_t *sniff,
    ngx_http_legal_source_t *source, ngx_chain_t **in)
{
    ngx_int_t   rc;
    ngx_buf_t  *b;

    for ( /* void */ ; *in; *in = (*in)->next) {
        b = (*in)->buf;

        rc = ngx_http_legal_sniff_buf(r, sniff, source, b);

        if (rc == NGX_ERROR) {
            return NGX_ERROR;
        }

        if (rc == NGX_AGAIN && ngx_buf_size(b)) {
            return NGX_AGAIN;
        }

        if (rc == NGX_AGAIN
            && (b->last_buf || ngx_http_legal_is_broken_off(r, b)))
        {
            rc = ngx_http_legal_sniffed(sniff, 1);
        }

        if (rc != NGX_AGAIN) {
            sniff->found = (rc == NGX_OK);

            return ngx_http_legal_sniff_end(r, sniff, in) == NGX_OK
                   ? rc : NGX_ERROR;
        }

        sniff->flush |= b->flush;
    }

    return NGX_AGAIN;
}


/* NGX_AGAIN: b says nothing; where bytes of it are left, a file is read. */

static ngx_int_t
ngx_http_legal_sniff_buf(ngx_http_request_t *r, ngx_http_legal_sniff_t *sniff,
    ngx_http_legal_source_t *source, ngx_buf_t *b)
{
    u_char     *data;
    ssize_t     n;
    ngx_int_t   rc;

    while (ngx_buf_size(b) > 0) {

        n = ngx_http_legal_source_read(r, source, b, 0, &data);

        if (n == NGX_AGAIN || n == NGX_ERROR) {
            return n;
        }

        /* no more is copied than what is needed to tell */

        n = ngx_min(n, NGX_HTTP_LEGAL_PIECE);

        if (ngx_http_legal_queue_add(r, &sniff->kept, data, n) != NGX_OK) {
            return NGX_ERROR;
        }

        rc = ngx_http_legal_sniff_piece(sniff, data, n);

        ngx_http_legal_source_used(b, n);

        if (rc == NGX_AGAIN && sniff->kept.size > NGX_HTTP_LEGAL_SNIFFED_MAX) {

            /* what says nothing for so long may be a page */

            rc = sniff->len ? ngx_http_legal_sniffed(sniff, 1) : NGX_OK;
        }

        if (rc != NGX_AGAIN) {
            return rc;
        }
    }

    return NGX_AGAIN;
}


/* What is corrupt is no page. */

static ngx_int_t
ngx_http_legal_sniff_piece(ngx_http_legal_sniff_t *sniff, u_char *data,
    size_t size)
{
    ln_decoder_io_t  io;

    io.in = data;
    io.in_size = size;
    io.out = sniff->first + sniff->len;
    io.out_size = LN_SNIFF_BYTES - sniff->len;

    if (ln_decoder_run(sniff->decoder, &io) != LN_OK) {
        return NGX_DECLINED;
    }

    sniff->len = LN_SNIFF_BYTES - io.out_size;

    return ngx_http_legal_sniffed(sniff, 0);
}


static ngx_int_t
ngx_http_legal_sniffed(ngx_http_legal_sniff_t *sniff, ngx_uint_t last)
{
    int  rc;

    rc = sniff->what == NGX_HTTP_LEGAL_SNIFF_HTML
         ? ln_sniff_html(sniff->first, sniff->len, last)
         : ln_sniff_text(sniff->first, sniff->len, last);

    switch (rc) {

    case LN_OK:
        return NGX_OK;

    case LN_ERROR:
        return NGX_AGAIN;

    default:
        return NGX_DECLINED;
    }
}


/* All that has come, as it came; the upstream may wait for a flush. */

static ngx_int_t
ngx_http_legal_sniff_end(ngx_http_request_t *r, ngx_http_legal_sniff_t *sniff,
    ngx_chain_t **in)
{
    if (ngx_http_legal_source_trim(r, in) != NGX_OK
        || ngx_http_legal_queue_prepend(r, &sniff->kept, in) != NGX_OK)
    {
        return NGX_ERROR;
    }

    if (*in) {
        (*in)->buf->flush |= sniff->flush;
    }

    return NGX_OK;
}
