/* The buffers of a page on their way to the filters below. */

#ifndef NGX_HTTP_LEGAL_OUTPUT_H
#define NGX_HTTP_LEGAL_OUTPUT_H

#include <ngx_config.h>

#include "http/input/ngx_http_legal_queue.h"
#include "http/input/ngx_http_legal_source.h"


/* The `num` of a buffer of ours that holds what the page itself does not. */
#define NGX_HTTP_LEGAL_INSERTED  1


typedef struct {
    ngx_chain_t                *out;              /* to be sent */
    ngx_chain_t               **last_out;
    ngx_buf_t                  *tail;             /* out's last, if ours */
    ngx_chain_t                *busy;             /* ours, below */
    ngx_chain_t               **last_busy;
    ngx_chain_t                *free;

    ngx_buf_t                  *says[8];          /* without bytes, by flags */

    ngx_http_legal_queue_t      held;             /* bytes: not decided yet */
    ngx_http_legal_source_t    *source;
} ngx_http_legal_output_t;


/* Readies output, which is zeroed. */
void ngx_http_legal_output_init(ngx_http_legal_output_t *output,
    ngx_http_legal_source_t *source);

/* Adds a buffer of ours, which is zeroed.  NULL: there is no memory. */
ngx_buf_t *ngx_http_legal_output_buf(ngx_http_request_t *r,
    ngx_http_legal_output_t *output);

/* Adds an incoming buffer, as it is.  NGX_ERROR: there is no memory. */
ngx_int_t ngx_http_legal_output_as_is(ngx_http_request_t *r,
    ngx_http_legal_output_t *output, ngx_buf_t *b);

/*
 * Adds a buffer without bytes that says what b says: a flush, an end.  It is
 * the same one each time, and is never used for bytes: nothing shows whether a
 * filter below still has it, as gzip and TLS have something until the page's
 * end.  NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_output_says(ngx_http_request_t *r,
    ngx_http_legal_output_t *output, ngx_buf_t *b);

/* Adds the first size bytes of those held.  NGX_ERROR: there is no memory. */
ngx_int_t ngx_http_legal_output_held(ngx_http_request_t *r,
    ngx_http_legal_output_t *output, size_t size);

/*
 * Passes a chain on: output->out or, where that is empty, what came.  Returns
 * what the filters below return.
 */
ngx_int_t ngx_http_legal_output_send(ngx_http_request_t *r,
    ngx_http_legal_output_t *output, ngx_chain_t *out);

/* Takes notices that were inserted out of what has not been sent. */
void ngx_http_legal_output_undo(ngx_http_legal_output_t *output);

/* Drops the buffers that have not been sent: no body is sent. */
void ngx_http_legal_output_drop(ngx_http_request_t *r,
    ngx_http_legal_output_t *output);

/* Whether nothing is to be sent: the write filter takes no empty chain. */
ngx_uint_t ngx_http_legal_output_idle(ngx_http_request_t *r,
    ngx_http_legal_output_t *output);

/* Whether filters below still have buffers of ours, or files to be read. */
ngx_uint_t ngx_http_legal_output_busy(ngx_http_legal_output_t *output);

/*
 * Called when the header has been sent: a filter below may have said that it
 * wants all bytes in memory.  NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_output_to_memory(ngx_http_request_t *r,
    ngx_http_legal_output_t *output);

/* Sends what the kernel keeps for the end of a page of several parts. */
void ngx_http_legal_output_push(ngx_http_request_t *r);


#endif
