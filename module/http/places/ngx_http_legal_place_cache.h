/*
 * The placements of notices in versions of files, remembered in each worker: a
 * file is parsed once, and then sent without being read.
 */

#ifndef NGX_HTTP_LEGAL_PLACE_CACHE_H
#define NGX_HTTP_LEGAL_PLACE_CACHE_H

#include <ngx_config.h>

#include "http/places/ngx_http_legal_places.h"
#include "http/places/ngx_http_legal_slices.h"


struct ngx_http_legal_place_cache_s {
    ngx_uint_t                  max;              /* entries; 0: off */
    ngx_uint_t                  n;
    ngx_uint_t                  mask;
    struct ngx_http_legal_entry_s  **buckets;
    ngx_queue_t                 queue;            /* the last used first */
    ngx_http_legal_slices_cache_t  slices;
};


/*
 * The cache of one configuration: for max files, and memory bytes of their
 * short parts.  It is freed with the pool.  NULL: there is no memory.
 */
ngx_http_legal_place_cache_t *ngx_http_legal_place_cache_create(
    ngx_pool_t *pool, ngx_uint_t max, size_t memory);

/*
 * Recalls the placements in b's file, which is the whole page.  NGX_OK: places
 * has them.  NGX_DECLINED: they are not known.  If they may be remembered,
 * places->version is set: the key for ngx_http_legal_remember().
 */
ngx_int_t ngx_http_legal_recall(ngx_http_request_t *r,
    ngx_http_legal_places_t *places, ngx_buf_t *b);

/* Remembers the placements in b's file, by places->version. */
void ngx_http_legal_remember(ngx_http_request_t *r,
    ngx_http_legal_places_t *places, ngx_buf_t *b);

/*
 * The same by places->version alone, of what is no file.  What is kept of it is
 * valid until the next call of a function of the cache.  NULL: it is not known,
 * or there is no memory.
 */
ngx_http_legal_kept_t *ngx_http_legal_recall_version(ngx_http_request_t *r,
    ngx_http_legal_places_t *places);
ngx_http_legal_kept_t *ngx_http_legal_remember_version(ngx_http_request_t *r,
    ngx_http_legal_places_t *places);


#endif
