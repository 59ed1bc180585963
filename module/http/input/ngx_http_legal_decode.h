/*
 * A response that comes with a Content-Encoding: its bytes are decoded, a few
 * at a time, so that a page that swells to many times its size is streamed and
 * not held.
 */

#ifndef NGX_HTTP_LEGAL_DECODE_H
#define NGX_HTTP_LEGAL_DECODE_H

#include <ngx_config.h>

#include "html/coding/ln_decoder.h"
#include "html/deflate/ln_splicer.h"
#include "http/input/ngx_http_legal_queue.h"
#include "http/input/ngx_http_legal_source.h"


/* At most so many coded bytes are kept, for ngx_http_legal_decode_undo(). */
#define NGX_HTTP_LEGAL_CODED_MAX  (160 * 1024)


/* Why a page that comes compressed does not stay so. */
typedef enum {
    NGX_HTTP_LEGAL_DECODED_CODING = 0,            /* no splicer for it */
    NGX_HTTP_LEGAL_DECODED_MANY,                  /* nor for so many notices */
    NGX_HTTP_LEGAL_DECODED_UNACCEPTED,            /* by the client */
    NGX_HTTP_LEGAL_DECODED_TEXT                   /* it is plain text */
} ngx_http_legal_decoded_why_t;


/* See repeat.h. */
typedef struct ngx_http_legal_repeat_s  ngx_http_legal_repeat_t;


/* Zeroed, there is no coding. */
typedef struct {
    ln_decoder_t               *decoder;
    ln_splicer_t               *splicer;          /* NULL: not needed yet */
    void                       *compressed;       /* .. what has it */
    off_t                       written;          /* .. by the splicer */
    ngx_chain_t                *piece;            /* .. for what it reads */
    ngx_http_legal_repeat_t    *repeat;           /* NULL: it is not kept */
    ngx_str_t                   codings;          /* as they came */
    ngx_http_legal_decoded_why_t  why;            /* .. if they are undone */
    ngx_chain_t                *buffers;          /* all of its own */
    ngx_uint_t                  nbuffers;
    ngx_chain_t                *links;            /* for one step */
    ngx_buf_t                  *flushes;          /* a flush without bytes */

    ngx_http_legal_queue_t      coded;            /* what it was made of */
    unsigned                    keep:1;           /* .. is kept */
    unsigned                    last:1;           /* the end has come */
    unsigned                    none:1;           /* none is known, or needed */
    unsigned                    flush:1;          /* was asked for */
    unsigned                    negotiated:1;     /* the client says whether */
    unsigned                    stays:1;          /* it stays compressed .. */
    unsigned                    splices:1;        /* .. by a splicer */
    unsigned                    spliced:1;        /* all is put in */
    unsigned                    slow:1;           /* .. the reader is */
} ngx_http_legal_decode_t;


/* Whether the page comes with a coding that is undone, for sending or not. */
static ngx_inline ngx_uint_t
ngx_http_legal_is_coded(ngx_http_legal_decode_t *decode)
{
    return decode->decoder != NULL || decode->splices;
}

/*
 * The value of all the response's Content-Encoding fields, empty without them.
 * NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_codings(ngx_http_request_t *r, ngx_str_t *codings);

/*
 * A decoder for the codings, which is freed with r.  NULL: it cannot be made;
 * err says why, and is empty where there is no memory.
 */
ln_decoder_t *ngx_http_legal_decoder(ngx_http_request_t *r,
    ngx_str_t *codings, ln_error_t *err);

/*
 * Decodes a part of *in into *out, and moves *in on.  *in is NULL when all of
 * it is decoded; until then, call again.  NGX_AGAIN: a file is being read, *in
 * waits.  NGX_DECLINED: the body is corrupt or cut.  NGX_ERROR: there is no
 * memory, or the reader is too slow.
 */
ngx_int_t ngx_http_legal_decode(ngx_http_request_t *r,
    ngx_http_legal_decode_t *decode, ngx_http_legal_source_t *source,
    ngx_chain_t **in, ngx_chain_t **out);

/*
 * Puts the coded bytes that were kept before *in: as they came.  NGX_DECLINED:
 * they were too many to be kept.  NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_decode_undo(ngx_http_request_t *r,
    ngx_http_legal_decode_t *decode, ngx_chain_t **in);

/*
 * Keeps a copy of coded bytes, as long as they are not too many.  NGX_ERROR:
 * there is no memory.
 */
ngx_int_t ngx_http_legal_decode_keep(ngx_http_request_t *r,
    ngx_http_legal_decode_t *decode, u_char *data, size_t size);

/* Logs that what the reader has not taken of a coded page is too much. */
void ngx_http_legal_decode_slow(ngx_http_request_t *r);

/* Keeps no more coded bytes: the page can no longer be sent as it came. */
void ngx_http_legal_decode_forget(ngx_http_legal_decode_t *decode);


#endif
