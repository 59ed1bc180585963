/*
 * The bytes that are not decided yet: a queue of small blocks, which are used
 * again once what they held has been sent.  However small the pieces are that
 * a page comes in, there are no more blocks than the bytes that are held or on
 * their way at one time take.
 */

#include "http/ngx_http_legal_notice.h"


#define NGX_HTTP_LEGAL_BLOCK  1024


static ngx_http_legal_block_t *ngx_http_legal_hold_block(ngx_http_request_t *r,
    ngx_http_legal_page_t *page);


/* Its address marks the buffers of held bytes. */
ngx_uint_t  ngx_http_legal_held_tag;


/* Adds bytes to those held. */

ngx_int_t
ngx_http_legal_hold(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    u_char *data, size_t size)
{
    size_t                   n;
    ngx_http_legal_block_t  *block;

    for ( /* void */ ; size; data += n, size -= n) {

        block = ngx_http_legal_hold_block(r, page);
        if (block == NULL) {
            return NGX_ERROR;
        }

        n = ngx_min(size, (size_t) (block->end - block->last));
        block->last = ngx_cpymem(block->last, data, n);
    }

    return NGX_OK;
}


/* The last block, with room in it. */

static ngx_http_legal_block_t *
ngx_http_legal_hold_block(ngx_http_request_t *r, ngx_http_legal_page_t *page)
{
    ngx_http_legal_block_t  *block, *last;

    last = page->held_last;

    if (page->held && last->last < last->end) {
        return last;
    }

    block = page->held_free;

    if (block) {
        page->held_free = block->next;

    } else {
        block = ngx_palloc(r->pool, NGX_HTTP_LEGAL_BLOCK);
        if (block == NULL) {
            return NULL;
        }

        block->start = (u_char *) block + sizeof(ngx_http_legal_block_t);
        block->end = (u_char *) block + NGX_HTTP_LEGAL_BLOCK;
        block->refs = 0;
    }

    block->pos = block->start;
    block->last = block->start;
    block->next = NULL;

    if (page->held) {
        last->next = block;

    } else {
        page->held = block;
    }

    page->held_last = block;

    return block;
}


/* Passes on the first size bytes of those held. */

ngx_int_t
ngx_http_legal_hold_pass(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    size_t size)
{
    size_t                   n;
    ngx_buf_t               *out;
    ngx_http_legal_block_t  *block;

    for ( /* void */ ; size; size -= n) {

        block = page->held;

        out = ngx_http_legal_out(r, page);
        if (out == NULL) {
            return NGX_ERROR;
        }

        n = ngx_min(size, (size_t) (block->last - block->pos));

        out->tag = (ngx_buf_tag_t) &ngx_http_legal_held_tag;
        out->start = (u_char *) block;
        out->pos = block->pos;
        out->last = block->pos + n;
        out->memory = 1;

        block->pos += n;
        block->refs++;
        page->passed += n;

        if (block->pos == block->end) {

            /* nothing more goes in: it is let go when it has been sent */

            page->held = block->next;
        }
    }

    return NGX_OK;
}


/* A buffer of held bytes has been sent. */

void
ngx_http_legal_hold_sent(ngx_http_legal_page_t *page, ngx_buf_t *b)
{
    ngx_http_legal_block_t  *block;

    block = (ngx_http_legal_block_t *) b->start;

    if (--block->refs) {
        return;
    }

    if (block->pos == block->end) {
        block->next = page->held_free;
        page->held_free = block;

    } else if (block->pos == block->last) {
        block->pos = block->start;
        block->last = block->start;
    }
}
