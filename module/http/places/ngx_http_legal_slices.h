/*
 * The short parts of a page whose placements are remembered, kept in memory.  A
 * part in a file takes a system call of its own.  Parts in memory go in one
 * call, together with the header.  With those of a compressed page goes its
 * layout.
 */

#ifndef NGX_HTTP_LEGAL_SLICES_H
#define NGX_HTTP_LEGAL_SLICES_H

#include <ngx_config.h>

#include "http/places/ngx_http_legal_places.h"


/* A worker's slices. */
typedef struct {
    size_t                      max;              /* bytes */
    size_t                      used;
    ngx_queue_t                 queue;            /* the last used first */
} ngx_http_legal_slices_cache_t;


/* Where those of a version are kept. */
typedef struct {
    ngx_http_legal_slices_t    *slices;           /* NULL: none in memory */
    time_t                      odd;              /* when it could not be laid
                                                     out, or 0 */
} ngx_http_legal_kept_t;


/* The parts of one version of a file; kept as long as they are being sent. */
struct ngx_http_legal_slices_s {
    ngx_queue_t                 queue;
    ngx_http_legal_slices_cache_t  *cache;
    ngx_http_legal_kept_t      *kept;             /* here, NULL: no more */
    ngx_uint_t                  refs;             /* requests that have it */
    size_t                      size;
    size_t                      coded;            /* of a stream: its bytes, */
    ngx_uint_t                  repeats;          /* .. and how often they came
                                                     again */
    time_t                      read;             /* when */
    ngx_msec_t                  used;             /* last, ngx_current_msec */
    ln_layout_t                *layout;           /* NULL: not compressed */
    u_char                     *data[];           /* before each notice and
                                                     at the end, or NULL */
};


/*
 * Has a page take its short parts from *kept, which are those of that version.
 * They are read from b's file now if need be.  If that fails, the whole page
 * goes from the file; a compressed one then has no layout.
 */
void ngx_http_legal_slices(ngx_http_request_t *r,
    ngx_http_legal_slices_cache_t *cache, ngx_http_legal_places_t *places,
    ngx_buf_t *b, ngx_http_legal_version_t *version,
    ngx_http_legal_kept_t *kept);

/* Whether laying it out was tried of late, in vain. */
ngx_uint_t ngx_http_legal_is_odd(ngx_http_legal_kept_t *kept);

/*
 * Room for size bytes, others' if need be.  NGX_DECLINED: there is none.
 */
ngx_int_t ngx_http_legal_slices_room(ngx_http_legal_slices_cache_t *cache,
    size_t size);

/*
 * New slices of size bytes, without an entry, which have so many bytes of a
 * layout.  NULL: there is no room, or no memory.
 */
ngx_http_legal_slices_t *ngx_http_legal_slices_create(
    ngx_http_legal_slices_cache_t *cache, size_t size, size_t layout);

/*
 * r uses slices, which are kept as long as it lasts.  NGX_ERROR: there is no
 * memory.
 */
ngx_int_t ngx_http_legal_slices_use(ngx_http_request_t *r,
    ngx_http_legal_slices_cache_t *cache, ngx_http_legal_slices_t *slices);

/* A page is sent with slices: its places are those of the bytes in the file. */
void ngx_http_legal_slices_take(ngx_http_legal_places_t *places,
    ngx_http_legal_slices_t *slices);

/* Evicts slices from the cache; they are freed when no request sends them. */
void ngx_http_legal_slices_drop(ngx_http_legal_slices_t *slices);


#endif
