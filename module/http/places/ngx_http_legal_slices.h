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
    unsigned                    odd:1;            /* it cannot be laid out */
} ngx_http_legal_kept_t;


/* The parts of one version of a file; kept as long as they are being sent. */
struct ngx_http_legal_slices_s {
    ngx_queue_t                 queue;
    ngx_http_legal_slices_cache_t  *cache;
    ngx_http_legal_kept_t      *kept;             /* here, NULL: no more */
    ngx_uint_t                  refs;             /* requests that have it */
    size_t                      size;
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

/* Evicts slices from the cache; they are freed when no request sends them. */
void ngx_http_legal_slices_drop(ngx_http_legal_slices_t *slices);


#endif
