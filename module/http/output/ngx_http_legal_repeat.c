/* A compressed body that comes again. */

#include <ngx_config.h>

#include "http/output/ngx_http_legal_repeat.h"


#define NGX_HTTP_LEGAL_REPEAT_ROOM  32768

/* For so many milliseconds the reader of a page that is the same may wait. */
#define NGX_HTTP_LEGAL_REPEAT_WAIT     75


typedef enum {
    NGX_HTTP_LEGAL_REPEAT_NOTE = 0,               /* that it has come */
    NGX_HTTP_LEGAL_REPEAT_COLLECT,
    NGX_HTTP_LEGAL_REPEAT_COMPARE,
    NGX_HTTP_LEGAL_REPEAT_DONE
} ngx_http_legal_repeat_state_t;


struct ngx_http_legal_repeat_s {
    ngx_http_legal_repeat_state_t  state;
    u_char                     *data;             /* to compare, or collected */
    size_t                      size;             /* of it */
    size_t                      at;               /* compared so far */
    size_t                      room;
    ngx_msec_t                  begun;
};


static ngx_int_t ngx_http_legal_repeat_differs(ngx_http_request_t *r,
    ngx_http_legal_repeat_t *repeat, ngx_chain_t **in);
static ngx_int_t ngx_http_legal_repeat_chain(ngx_http_request_t *r,
    u_char *data, size_t size, ngx_uint_t last, ngx_chain_t **in);


ngx_int_t
ngx_http_legal_repeat_start(ngx_http_request_t *r,
    ngx_http_legal_decode_t *decode, ngx_http_legal_places_t *places)
{
    ngx_int_t                 rc;
    ngx_http_legal_repeat_t  *repeat;

    rc = ngx_http_legal_stream_recall(r, places);

    if (rc == NGX_ABORT) {
        return NGX_OK;
    }

    repeat = ngx_pcalloc(r->pool, sizeof(ngx_http_legal_repeat_t));
    if (repeat == NULL) {
        return NGX_ERROR;
    }

    decode->repeat = repeat;

    if (rc == NGX_AGAIN) {
        repeat->state = NGX_HTTP_LEGAL_REPEAT_COLLECT;

    } else if (rc == NGX_OK) {
        repeat->state = NGX_HTTP_LEGAL_REPEAT_COMPARE;
        repeat->data = places->slices->data[0];
        repeat->size = places->slices->coded;
        repeat->begun = ngx_current_msec;
    }

    return NGX_OK;
}


ngx_uint_t
ngx_http_legal_repeat_compares(ngx_http_legal_decode_t *decode)
{
    return decode->repeat
           && decode->repeat->state == NGX_HTTP_LEGAL_REPEAT_COMPARE;
}


/*
 * A flush asks for what there is, as does a pause of the upstream; and a file
 * would have to be read.
 */

ngx_int_t
ngx_http_legal_repeat(ngx_http_request_t *r, ngx_http_legal_decode_t *decode,
    ngx_http_legal_places_t *places, ngx_chain_t **in)
{
    size_t                    n;
    ngx_buf_t                *b;
    ngx_uint_t                last;
    ngx_http_legal_repeat_t  *repeat;

    repeat = decode->repeat;

    for ( /* void */ ; *in; *in = (*in)->next) {
        b = (*in)->buf;
        last = b->last_buf;
        n = ngx_buf_in_memory(b) ? b->last - b->pos : 0;

        if (n > repeat->size - repeat->at
            || (n && ngx_memcmp(repeat->data + repeat->at, b->pos, n) != 0)
            || (last && repeat->at + n != repeat->size))
        {
            ngx_http_legal_stream_replaced(places);

            return ngx_http_legal_repeat_differs(r, repeat, in);
        }

        if (b->flush || (b->in_file && !ngx_buf_in_memory(b))
            || (!last && ngx_current_msec - repeat->begun
                         > NGX_HTTP_LEGAL_REPEAT_WAIT))
        {
            ngx_http_legal_stream_forget(places);

            return ngx_http_legal_repeat_differs(r, repeat, in);
        }

        ngx_http_legal_source_used(b, n);
        repeat->at += n;

        if (last) {
            ngx_http_legal_stream_take(places);
            repeat->state = NGX_HTTP_LEGAL_REPEAT_DONE;
            *in = NULL;

            return ngx_http_legal_repeat_chain(r, repeat->data, repeat->size,
                                               1, in);
        }
    }

    return NGX_AGAIN;
}


/* What was the same comes before *in. */

static ngx_int_t
ngx_http_legal_repeat_differs(ngx_http_request_t *r,
    ngx_http_legal_repeat_t *repeat, ngx_chain_t **in)
{
    repeat->state = NGX_HTTP_LEGAL_REPEAT_DONE;

    return ngx_http_legal_repeat_chain(r, repeat->data, repeat->at, 0, in)
           == NGX_OK ? NGX_DECLINED : NGX_ERROR;
}


/* Puts bytes before *in; they are kept as long as r. */

static ngx_int_t
ngx_http_legal_repeat_chain(ngx_http_request_t *r, u_char *data, size_t size,
    ngx_uint_t last, ngx_chain_t **in)
{
    ngx_buf_t    *b;
    ngx_chain_t  *cl;

    if (size == 0) {
        return NGX_OK;
    }

    b = ngx_calloc_buf(r->pool);
    cl = ngx_alloc_chain_link(r->pool);

    if (b == NULL || cl == NULL) {
        return NGX_ERROR;
    }

    b->start = data;
    b->pos = data;
    b->last = data + size;
    b->end = b->last;
    b->memory = 1;
    b->last_buf = last;
    b->last_in_chain = last;

    cl->buf = b;
    cl->next = *in;
    *in = cl;

    return NGX_OK;
}


void
ngx_http_legal_repeat_collect(ngx_http_request_t *r,
    ngx_http_legal_decode_t *decode, u_char *data, size_t size)
{
    size_t                    room;
    u_char                   *p;
    ngx_http_legal_repeat_t  *repeat;

    repeat = decode->repeat;

    if (repeat == NULL || repeat->state != NGX_HTTP_LEGAL_REPEAT_COLLECT) {
        return;
    }

    if (repeat->size + size > NGX_HTTP_LEGAL_STREAM_MAX) {
        repeat->state = NGX_HTTP_LEGAL_REPEAT_DONE;
        return;
    }

    room = repeat->room ? repeat->room : NGX_HTTP_LEGAL_REPEAT_ROOM;

    while (room < repeat->size + size + LN_LAYOUT_SLACK) {
        room *= 2;
    }

    if (room != repeat->room) {
        p = ngx_palloc(r->pool, room);
        if (p == NULL) {
            repeat->state = NGX_HTTP_LEGAL_REPEAT_DONE;
            return;
        }

        if (repeat->size) {
            ngx_memcpy(p, repeat->data, repeat->size);
            ngx_pfree(r->pool, repeat->data);
        }

        repeat->data = p;
        repeat->room = room;
    }

    ngx_memcpy(repeat->data + repeat->size, data, size);
    repeat->size += size;
}


void
ngx_http_legal_repeat_end(ngx_http_request_t *r,
    ngx_http_legal_decode_t *decode, ngx_http_legal_places_t *places)
{
    ngx_str_t                 coded;
    ngx_http_legal_repeat_t  *repeat;

    repeat = decode->repeat;

    if (repeat == NULL || places->nfound < places->n) {
        return;
    }

    if (repeat->state == NGX_HTTP_LEGAL_REPEAT_NOTE) {
        ngx_http_legal_stream_remember(r, places, NULL);

    } else if (repeat->state == NGX_HTTP_LEGAL_REPEAT_COLLECT && repeat->size) {
        ngx_memzero(repeat->data + repeat->size, LN_LAYOUT_SLACK);
        coded.data = repeat->data;
        coded.len = repeat->size;
        ngx_http_legal_stream_remember(r, places, &coded);
    }

    repeat->state = NGX_HTTP_LEGAL_REPEAT_DONE;
}
