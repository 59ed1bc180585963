/*
 * Held bytes, in small blocks.  A block is used again once its bytes have been
 * sent.  So the number of blocks depends on the bytes that are held, or on
 * their way, at one time.  It does not depend on the pieces that the page comes
 * in.
 */

#ifndef NGX_HTTP_LEGAL_QUEUE_H
#define NGX_HTTP_LEGAL_QUEUE_H

#include <ngx_config.h>
#include <ngx_core.h>
#include <ngx_http.h>


typedef struct ngx_http_legal_block_s  ngx_http_legal_block_t;


/* Zeroed, a queue is empty. */
typedef struct {
    ngx_http_legal_block_t     *first;
    ngx_http_legal_block_t     *last;             /* if first is not NULL */
    ngx_http_legal_block_t     *free;
    size_t                      size;             /* bytes that are held */
    size_t                      block;            /* of a block; 0: 1 KB */
    ngx_uint_t                  nblocks;          /* that were made */
} ngx_http_legal_queue_t;


/* Copies bytes to the end of the queue.  NGX_ERROR: there is no memory. */
ngx_int_t ngx_http_legal_queue_add(ngx_http_request_t *r,
    ngx_http_legal_queue_t *queue, u_char *data, size_t size);

/*
 * Moves the first bytes of the queue, which is not empty, to b, which is
 * zeroed: at most size bytes, and at most those of one block.
 */
void ngx_http_legal_queue_take(ngx_http_legal_queue_t *queue, ngx_buf_t *b,
    size_t size);

/* Whether b was made by ngx_http_legal_queue_take(). */
ngx_uint_t ngx_http_legal_queue_is_of(ngx_buf_t *b);

/* The bytes of such a buffer have been sent: their block may be used again. */
void ngx_http_legal_queue_sent(ngx_http_legal_queue_t *queue, ngx_buf_t *b);

/*
 * Puts buffers with all bytes of the queue before *in.  Their blocks are not
 * used again.  NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_queue_prepend(ngx_http_request_t *r,
    ngx_http_legal_queue_t *queue, ngx_chain_t **in);


#endif
