/*
 * The bytes of a response as they come: in memory, or in a file, which is read
 * in a thread where `aio threads` is on.
 */

#ifndef NGX_HTTP_LEGAL_SOURCE_H
#define NGX_HTTP_LEGAL_SOURCE_H

#include <ngx_config.h>

#include "http/context/ngx_http_legal_context.h"


/* A bit of c->buffered that nginx has no use for. */
#define NGX_HTTP_LEGAL_BUFFERED   0x40

/* A file's bytes come in pieces of at most this size. */
#define NGX_HTTP_LEGAL_PIECE  32768


/* Zeroed, a source has nothing. */
struct ngx_http_legal_source_s {
    ngx_buf_t                   taken;            /* of waiting: has no bytes */
    ngx_chain_t                *waiting;          /* for a read, in order */
    unsigned                    own:1;            /* its links are ours */
    unsigned                    sync:1;           /* no thread reads */
    unsigned                    turn:1;           /* it is others' */
    unsigned                    broken_off:1;     /* nothing comes any more */
    unsigned                    in_memory:1;      /* a filter below wants it */

    ngx_file_t                 *file;             /* that a thread reads .. */
    u_char                     *data;             /* .. into this */
#if (NGX_THREADS)
    ngx_int_t                 (*thread_handler)(ngx_thread_task_t *task,
                                                ngx_file_t *file);
    void                       *thread_ctx;
#endif
    ngx_output_chain_ctx_t     *reader;           /* for filters below */
};


/*
 * Puts the buffers that waited for a read before *in.  NGX_ERROR: there is no
 * memory.
 */
ngx_int_t ngx_http_legal_source_take(ngx_http_request_t *r,
    ngx_http_legal_source_t *source, ngx_chain_t **in);

/* Keeps in until a read is done.  NGX_ERROR: there is no memory. */
ngx_int_t ngx_http_legal_source_wait(ngx_http_request_t *r,
    ngx_http_legal_source_t *source, ngx_chain_t *in);

/* Notes whether threads read b's file, which a reader will have to know. */
void ngx_http_legal_source_learn(ngx_http_legal_source_t *source,
    ngx_file_t *file);

/*
 * Reads bytes of b, from offset at on.  Returns how many, which is not 0 where
 * b has some; *data points to them, and is valid until the next call.
 * NGX_AGAIN: a thread reads them; call again with the same arguments when r is
 * woken.  NGX_ERROR: the file cannot be read, or ends before b does; this is
 * logged.
 */
ssize_t ngx_http_legal_source_read(ngx_http_request_t *r,
    ngx_http_legal_source_t *source, ngx_buf_t *b, off_t at, u_char **data);

/*
 * Has the source's reader, which is nginx's own output chain, read the files of
 * r's page in the same threads.
 */
void ngx_http_legal_source_threads(ngx_http_request_t *r,
    ngx_http_legal_source_t *source);

/* The first n bytes of b have been used. */
void ngx_http_legal_source_used(ngx_buf_t *b, off_t n);

/*
 * Takes a buffer whose bytes have all been used off the front of *in; what it
 * says besides them stays.  NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_source_trim(ngx_http_request_t *r, ngx_chain_t **in);

/* All bytes of a chain have been used. */
void ngx_http_legal_source_drop(ngx_chain_t *in);

/* Tells nginx whether r still has bytes that wait (c->buffered). */
void ngx_http_legal_source_buffered(ngx_http_request_t *r,
    ngx_http_legal_source_t *source);

/* Whether the upstream has broken off, as b tells, and nothing follows. */
ngx_uint_t ngx_http_legal_is_broken_off(ngx_http_request_t *r, ngx_buf_t *b);


#endif
