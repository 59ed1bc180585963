/*
 * What stands below the filter, in place of gzip, chunked and write: it takes
 * as much as it likes, keeps the rest as the write filter does, and holds
 * every buffer to nginx's rules.
 */

#include "filter.h"


static void fuzz_below_fields(fuzz_filter_t *f, ngx_list_part_t *part);
static ngx_uint_t fuzz_below_is(ngx_str_t *s, const char *name);
static void fuzz_below_check(fuzz_filter_t *f, ngx_chain_t *in);
static void fuzz_below_take(fuzz_filter_t *f, ngx_buf_t *b, size_t n);


ngx_int_t
fuzz_below_header(ngx_http_request_t *r)
{
    fuzz_filter_t  *f;

    f = &fuzz_filter;

    fuzz_assert(!f->header);
    fuzz_assert(f->out.len == 0);

    f->header = 1;
    f->said = r->headers_out.content_length_n;
    f->status = r->headers_out.status;
    fuzz_below_fields(f, &r->headers_out.headers.part);
    r->header_sent = 1;

    if (r->method == NGX_HTTP_HEAD) {
        r->header_only = 1;
    }

    if (f->in_memory) {
        r->main_filter_need_in_memory = 1;
    }

    return NGX_OK;
}


/* What the header says of the body. */

static void
fuzz_below_fields(fuzz_filter_t *f, ngx_list_part_t *part)
{
    ngx_uint_t        i;
    ngx_table_elt_t  *h;

    for ( /* void */ ; part != NULL; part = part->next) {
        h = part->elts;

        for (i = 0; i < part->nelts; i++) {
            if (h[i].hash == 0) {
                continue;
            }

            f->says_coding |= fuzz_below_is(&h[i].key, "Content-Encoding");
            f->says_notice |= fuzz_below_is(&h[i].key, "Legal-Notice");
            f->says_etag |= fuzz_below_is(&h[i].key, "ETag")
                            && fuzz_below_is(&h[i].value, FUZZ_ETAG);
        }
    }
}


static ngx_uint_t
fuzz_below_is(ngx_str_t *s, const char *name)
{
    return s->len == ngx_strlen(name)
           && ngx_memcmp(s->data, name, s->len) == 0;
}


/* As ngx_http_write_filter(), with r->out for what waits. */

ngx_int_t
fuzz_below_body(ngx_http_request_t *r, ngx_chain_t *in)
{
    size_t          n, budget;
    ngx_buf_t      *b;
    ngx_chain_t    *cl;
    fuzz_filter_t  *f;

    f = &fuzz_filter;

    fuzz_assert(f->header);
    fuzz_assert(in != NULL || r->out != NULL || r->connection->buffered);

    fuzz_below_check(f, in);

    if (f->fails && fuzz_filter_random(16) == 0) {
        f->failed = 1;
        return NGX_ERROR;
    }

    fuzz_assert(ngx_chain_add_copy(r->pool, &r->out, in) == NGX_OK);

    switch (fuzz_filter_random(4)) {
    case 0:
        budget = 0;
        break;
    case 1:
        budget = fuzz_filter_random(64);
        break;
    case 2:
        budget = fuzz_filter_random(70000);
        break;
    default:
        budget = NGX_MAX_SIZE_T_VALUE;
    }

    for (cl = r->out; cl != NULL; cl = r->out) {
        b = cl->buf;

        if (budget == 0 && (ngx_buf_size(b) || fuzz_filter_random(2))) {
            break;
        }

        n = ngx_min((size_t) ngx_buf_size(b), budget);
        fuzz_below_take(f, b, n);
        budget -= budget == NGX_MAX_SIZE_T_VALUE ? 0 : n;

        if (ngx_buf_size(b)) {
            break;
        }

        f->last |= b->last_buf;
        f->flushed += b->flush;

        r->out = cl->next;
        ngx_free_chain(r->pool, cl);
    }

    if (r->out) {
        r->connection->buffered |= NGX_HTTP_WRITE_BUFFERED;
        return NGX_AGAIN;
    }

    r->connection->buffered &= ~NGX_HTTP_WRITE_BUFFERED;

    return NGX_OK;
}


/*
 * All that say the same and have no bytes, such as flushes, are one buffer,
 * which never changes.
 */

static int
fuzz_below_says(ngx_buf_t *b)
{
    return ngx_buf_special(b) && b->start == NULL && !b->last_buf;
}


static void
fuzz_below_check(fuzz_filter_t *f, ngx_chain_t *in)
{
    ngx_buf_t             *b;
    ngx_uint_t             memory;
    ngx_chain_t           *cl, *other;
    ngx_http_legal_ctx_t  *ctx;

    /* where the header has not waited it is the copy filter that reads files */

    ctx = ngx_http_legal_ctx_find(f->request);
    memory = f->in_memory
             && (f->top
                 || (ctx && ctx->response && ctx->response->page
                     && ctx->response->page->plain.data == NULL));

    for (cl = in; cl != NULL; cl = cl->next) {
        b = cl->buf;

        /* what write calls "zero size buf in writer", and negative ones */

        fuzz_assert(ngx_buf_size(b) > 0
                    || (ngx_buf_size(b) == 0 && ngx_buf_special(b)));

        fuzz_assert(!f->last);
        fuzz_assert(!memory || ngx_buf_special(b) || ngx_buf_in_memory(b));

        for (other = f->request->out; other != NULL; other = other->next) {

            fuzz_assert(other->buf != b || fuzz_below_says(b));
            fuzz_assert(!other->buf->last_buf);
        }

        for (other = cl->next; other != NULL; other = other->next) {
            fuzz_assert(other->buf != b || fuzz_below_says(b));
            fuzz_assert(!b->last_buf);
        }
    }
}


/* In memory and in the file it must be the same. */

static void
fuzz_below_take(fuzz_filter_t *f, ngx_buf_t *b, size_t n)
{
    u_char  *p;

    if (n == 0) {
        return;
    }

    p = malloc(n);
    fuzz_assert(p != NULL);

    if (b->in_file) {
        fuzz_assert(pread(b->file->fd, p, n, b->file_pos) == (ssize_t) n);
        b->file_pos += n;
    }

    if (ngx_buf_in_memory(b)) {
        fuzz_assert(!b->in_file || ngx_memcmp(p, b->pos, n) == 0);
        fuzz_bytes_add(&f->out, b->pos, n);
        b->pos += n;

    } else {
        fuzz_bytes_add(&f->out, p, n);
    }

    free(p);
}
