/*
 * The short parts of a page whose places are remembered, in memory: what is
 * sent from a file costs system calls of its own, all in memory go in one, with
 * the header.  They are read when the page is asked for again, are used for the
 * version of the file that they are of, and are read anew from time to time,
 * as a write through mmap() may not show in a file's times.
 */

#include <ngx_config.h>

#include "http/places/ngx_http_legal_slices.h"
#include "http/verdict/ngx_http_legal_count.h"

#include <sys/uio.h>


/* A longer part costs more to copy than to send from its file. */
#define NGX_HTTP_LEGAL_SLICE  65536

/*
 * What was used within so many milliseconds does not make room for others:
 * where more pages are asked for than there is memory for, each would be read
 * for the next one to drop it.
 */
#define NGX_HTTP_LEGAL_SLICES_BUSY  1000

/* Read anew after so many seconds. */
#define NGX_HTTP_LEGAL_SLICES_VALID  60


static ngx_http_legal_slices_t *ngx_http_legal_slices_of(
    ngx_http_request_t *r, ngx_http_legal_slices_cache_t *cache,
    ngx_http_legal_places_t *places, ngx_buf_t *b,
    ngx_http_legal_version_t *version);
static void ngx_http_legal_slices_sent(void *data);
static ngx_http_legal_slices_t *ngx_http_legal_slices_create(
    ngx_http_legal_slices_cache_t *cache, size_t size);
static size_t ngx_http_legal_slice_size(ngx_http_legal_places_t *places,
    ngx_buf_t *b, ngx_uint_t i, off_t *at);
static ngx_int_t ngx_http_legal_slices_read(ngx_http_request_t *r,
    ngx_http_legal_places_t *places, ngx_buf_t *b,
    ngx_http_legal_slices_t *slices);
static ssize_t ngx_http_legal_slice_read(ngx_http_request_t *r,
    ngx_buf_t *b, u_char *data, size_t size, off_t at);
static void ngx_http_legal_slices_free(ngx_http_legal_slices_t *slices);


void
ngx_http_legal_slices(ngx_http_request_t *r,
    ngx_http_legal_slices_cache_t *cache, ngx_http_legal_places_t *places,
    ngx_buf_t *b, ngx_http_legal_version_t *version,
    ngx_http_legal_slices_t **kept)
{
    ngx_pool_cleanup_t       *cln;
    ngx_http_legal_slices_t  *slices;

    slices = *kept;

    if (slices && slices->read + NGX_HTTP_LEGAL_SLICES_VALID <= ngx_time()) {
        ngx_http_legal_slices_drop(slices);
        slices = NULL;
    }

    if (places->slices || b->file->directio) {
        return;
    }

    cln = ngx_pool_cleanup_add(r->pool, 0);
    if (cln == NULL) {
        return;
    }

    if (slices == NULL) {
        slices = ngx_http_legal_slices_of(r, cache, places, b, version);
        if (slices == NULL) {
            return;
        }

        slices->kept = kept;
        *kept = slices;

    } else {
        ngx_queue_remove(&slices->queue);
    }

    ngx_queue_insert_head(&cache->queue, &slices->queue);

    ngx_http_legal_count(r, NGX_HTTP_LEGAL_CACHE_MEMORY);

    slices->used = ngx_current_msec;
    slices->refs++;
    places->slices = slices;

    cln->handler = ngx_http_legal_slices_sent;
    cln->data = slices;
}


/* Those of b's file, read now; NULL where that cannot be. */

static ngx_http_legal_slices_t *
ngx_http_legal_slices_of(ngx_http_request_t *r,
    ngx_http_legal_slices_cache_t *cache, ngx_http_legal_places_t *places,
    ngx_buf_t *b, ngx_http_legal_version_t *version)
{
    off_t                      at;
    size_t                     size;
    time_t                     changed;
    ngx_uint_t                 i;
    ngx_http_legal_slices_t   *slices;
    ngx_http_legal_version_t   now;

    size = 0;

    for (i = 0; i <= places->nfound; i++) {
        size += ngx_http_legal_slice_size(places, b, i, &at);
    }

    if (size == 0) {
        return NULL;
    }

    slices = ngx_http_legal_slices_create(cache,
                                          sizeof(ngx_http_legal_slices_t)
                                          + (places->nfound + 1)
                                            * sizeof(u_char *)
                                          + size);
    if (slices == NULL) {
        return NULL;
    }

    if (ngx_http_legal_slices_read(r, places, b, slices) != NGX_OK
        || ngx_http_legal_version(b, version->reading, &now, &changed) != NGX_OK
        || !ngx_http_legal_version_eq(&now, version))
    {
        ngx_http_legal_slices_free(slices);
        return NULL;
    }

    return slices;
}


void
ngx_http_legal_slices_drop(ngx_http_legal_slices_t *slices)
{
    /* clang takes those dropped before for the last of the queue still */
    /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
    ngx_queue_remove(&slices->queue);

    *slices->kept = NULL;
    slices->kept = NULL;

    if (slices->refs == 0) {
        ngx_http_legal_slices_free(slices);
    }
}


/* A request that had them is over. */

static void
ngx_http_legal_slices_sent(void *data)
{
    ngx_http_legal_slices_t  *slices = data;

    if (--slices->refs == 0 && slices->kept == NULL) {
        ngx_http_legal_slices_free(slices);
    }
}


/*
 * Memory for them, others' if need be; but what is being sent stays, and what
 * was sent a moment ago.
 */

static ngx_http_legal_slices_t *
ngx_http_legal_slices_create(ngx_http_legal_slices_cache_t *cache, size_t size)
{
    ngx_queue_t              *q;
    ngx_http_legal_slices_t  *slices;

    if (size > cache->max) {
        return NULL;
    }

    while (cache->used + size > cache->max) {

        if (ngx_queue_empty(&cache->queue)) {
            return NULL;
        }

        q = ngx_queue_last(&cache->queue);
        slices = ngx_queue_data(q, ngx_http_legal_slices_t, queue);

        if (ngx_current_msec - slices->used < NGX_HTTP_LEGAL_SLICES_BUSY) {
            return NULL;
        }

        ngx_http_legal_slices_drop(slices);
    }

    slices = ngx_alloc(size, ngx_cycle->log);
    if (slices == NULL) {
        return NULL;
    }

    cache->used += size;

    slices->cache = cache;
    slices->kept = NULL;
    slices->refs = 0;
    slices->size = size;
    slices->read = ngx_time();

    return slices;
}


static void
ngx_http_legal_slices_free(ngx_http_legal_slices_t *slices)
{
    slices->cache->used -= slices->size;
    ngx_free(slices);
}


/* The size of the i-th part, and where in b it is; 0 for a long one. */

static size_t
ngx_http_legal_slice_size(ngx_http_legal_places_t *places, ngx_buf_t *b,
    ngx_uint_t i, off_t *at)
{
    off_t  to;

    *at = i ? (off_t) places->found[i - 1].offset : 0;
    to = i < places->nfound ? (off_t) places->found[i].offset
                               : b->file_last - b->file_pos;

    return to - *at <= NGX_HTTP_LEGAL_SLICE ? to - *at : 0;
}


static ngx_int_t
ngx_http_legal_slices_read(ngx_http_request_t *r,
    ngx_http_legal_places_t *places, ngx_buf_t *b,
    ngx_http_legal_slices_t *slices)
{
    off_t        at;
    size_t       size;
    u_char      *p;
    ngx_uint_t   i;

    p = (u_char *) &slices->data[places->nfound + 1];

    for (i = 0; i <= places->nfound; i++) {
        size = ngx_http_legal_slice_size(places, b, i, &at);

        slices->data[i] = size ? p : NULL;

        if (size
            && ngx_http_legal_slice_read(r, b, p, size, b->file_pos + at)
               != (ssize_t) size)
        {
            return NGX_ERROR;
        }

        p += size;
    }

    return NGX_OK;
}


/* Where threads read files, this takes only what the system has in memory. */

static ssize_t
ngx_http_legal_slice_read(ngx_http_request_t *r, ngx_buf_t *b, u_char *data,
    size_t size, off_t at)
{
#if (NGX_THREADS)
    ngx_http_core_loc_conf_t  *clcf;

    /* the copy filter, which would say so in b->file, may not have seen it */

    clcf = ngx_http_get_module_loc_conf(r, ngx_http_core_module);

    if (clcf->aio == NGX_HTTP_AIO_THREADS) {
#ifdef RWF_NOWAIT
        struct iovec  iov;

        iov.iov_base = data;
        iov.iov_len = size;

        return preadv2(b->file->fd, &iov, 1, at, RWF_NOWAIT);
#else
        return NGX_ERROR;
#endif
    }
#endif

    return pread(b->file->fd, data, size, at);
}
