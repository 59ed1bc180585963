/* Bytes that are held, in small blocks. */

#include <ngx_config.h>

#include "http/input/ngx_http_legal_queue.h"


#define NGX_HTTP_LEGAL_BLOCK  1024


/* Bytes before pos have been taken, by refs buffers. */
struct ngx_http_legal_block_s {
    ngx_http_legal_block_t     *next;
    ngx_uint_t                  refs;
    u_char                     *start;
    u_char                     *pos;
    u_char                     *last;
    u_char                     *end;
};


static ngx_http_legal_block_t *ngx_http_legal_queue_block(
    ngx_http_request_t *r, ngx_http_legal_queue_t *queue);


/* Its address marks the buffers of held bytes. */
static ngx_uint_t  ngx_http_legal_queue_tag;


ngx_int_t
ngx_http_legal_queue_add(ngx_http_request_t *r, ngx_http_legal_queue_t *queue,
    u_char *data, size_t size)
{
    size_t                   n;
    ngx_http_legal_block_t  *block;

    queue->size += size;

    for ( /* void */ ; size; data += n, size -= n) {

        block = ngx_http_legal_queue_block(r, queue);
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
ngx_http_legal_queue_block(ngx_http_request_t *r,
    ngx_http_legal_queue_t *queue)
{
    size_t                   size;
    ngx_http_legal_block_t  *block;

    if (queue->first && queue->last->last < queue->last->end) {
        return queue->last;
    }

    block = queue->free;

    if (block) {
        queue->free = block->next;

    } else {
        size = queue->block ? queue->block : NGX_HTTP_LEGAL_BLOCK;

        block = ngx_palloc(r->pool, size);
        if (block == NULL) {
            return NULL;
        }

        block->start = (u_char *) block + sizeof(ngx_http_legal_block_t);
        block->end = (u_char *) block + size;
        block->refs = 0;
        queue->nblocks++;
    }

    block->pos = block->start;
    block->last = block->start;
    block->next = NULL;

    if (queue->first) {
        queue->last->next = block;

    } else {
        queue->first = block;
    }

    queue->last = block;

    return block;
}


void
ngx_http_legal_queue_take(ngx_http_legal_queue_t *queue, ngx_buf_t *b,
    size_t size)
{
    ngx_http_legal_block_t  *block;

    block = queue->first;
    size = ngx_min(size, (size_t) (block->last - block->pos));

    b->tag = (ngx_buf_tag_t) &ngx_http_legal_queue_tag;
    b->start = (u_char *) block;
    b->pos = block->pos;
    b->last = block->pos + size;
    b->memory = 1;

    block->pos += size;
    block->refs++;
    queue->size -= size;

    if (block->pos == block->end) {

        /* nothing more goes in: the block is free when it has been sent */

        queue->first = block->next;
    }
}


ngx_uint_t
ngx_http_legal_queue_is_of(ngx_buf_t *b)
{
    return b->tag == (ngx_buf_tag_t) &ngx_http_legal_queue_tag;
}


void
ngx_http_legal_queue_sent(ngx_http_legal_queue_t *queue, ngx_buf_t *b)
{
    ngx_http_legal_block_t  *block;

    block = (ngx_http_legal_block_t *) b->start;

    if (--block->refs) {
        return;
    }

    if (block->pos == block->end) {
        block->next = queue->free;
        queue->free = block;

    } else if (block->pos == block->last) {
        block->pos = block->start;
        block->last = block->start;
    }
}


ngx_int_t
ngx_http_legal_queue_prepend(ngx_http_request_t *r,
    ngx_http_legal_queue_t *queue, ngx_chain_t **in)
{
    ngx_buf_t    *b;
    ngx_chain_t  *cl, *rest;

    rest = *in;

    while (queue->size) {
        b = ngx_calloc_buf(r->pool);
        cl = ngx_alloc_chain_link(r->pool);

        if (b == NULL || cl == NULL) {
            return NGX_ERROR;
        }

        ngx_http_legal_queue_take(queue, b, queue->size);
        b->tag = NULL;

        cl->buf = b;
        cl->next = rest;
        *in = cl;
        in = &cl->next;
    }

    return NGX_OK;
}
