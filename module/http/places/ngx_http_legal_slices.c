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

/* A longer file is not laid out. */
#define NGX_HTTP_LEGAL_LAYOUT_MAX  1048576

/* What a gap of a layout may take, in a page that is compressed four times. */
#define NGX_HTTP_LEGAL_LAYOUT_GAP  8192


/* The parts that are made, and what of. */
typedef struct {
    ngx_http_legal_places_t    *places;
    ngx_buf_t                  *b;
    ln_layout_t                *layout;
    u_char                     *coded;            /* all of b, or NULL */
} ngx_http_legal_slicing_t;


static ngx_http_legal_slices_t *ngx_http_legal_slices_of(
    ngx_http_request_t *r, ngx_http_legal_slices_cache_t *cache,
    ngx_http_legal_places_t *places, ngx_buf_t *b,
    ngx_http_legal_version_t *version, ngx_http_legal_kept_t *kept);
static ngx_int_t ngx_http_legal_slices_lay_out(ngx_http_request_t *r,
    ngx_http_legal_slicing_t *slicing, ngx_http_legal_kept_t *kept);
static ngx_http_legal_slices_t *ngx_http_legal_slices_made(
    ngx_http_request_t *r, ngx_http_legal_slices_cache_t *cache,
    ngx_http_legal_slicing_t *slicing);
static void ngx_http_legal_slices_sent(void *data);
static size_t ngx_http_legal_slice_size(ngx_http_legal_slicing_t *slicing,
    ngx_uint_t i, off_t *at);
static ngx_int_t ngx_http_legal_slices_read(ngx_http_request_t *r,
    ngx_http_legal_slicing_t *slicing, ngx_http_legal_slices_t *slices);
static ssize_t ngx_http_legal_slice_read(ngx_http_request_t *r,
    ngx_buf_t *b, u_char *data, size_t size, off_t at);
static void ngx_http_legal_slices_free(ngx_http_legal_slices_t *slices);


void
ngx_http_legal_slices(ngx_http_request_t *r,
    ngx_http_legal_slices_cache_t *cache, ngx_http_legal_places_t *places,
    ngx_buf_t *b, ngx_http_legal_version_t *version,
    ngx_http_legal_kept_t *kept)
{
    ngx_http_legal_slices_t  *slices;

    slices = kept->slices;

    if (slices && slices->read + NGX_HTTP_LEGAL_SLICES_VALID <= ngx_time()) {
        ngx_http_legal_slices_drop(slices);
        slices = NULL;
    }

    if (places->slices || b->file->directio) {
        return;
    }

    if (slices == NULL) {
        slices = ngx_http_legal_slices_of(r, cache, places, b, version, kept);
        if (slices == NULL) {
            return;
        }

        slices->kept = kept;
        kept->slices = slices;
        ngx_queue_insert_head(&cache->queue, &slices->queue);
    }

    if (ngx_http_legal_slices_use(r, cache, slices) == NGX_OK) {
        ngx_http_legal_count(r, NGX_HTTP_LEGAL_CACHE_MEMORY);
        ngx_http_legal_slices_take(places, slices);
    }
}


ngx_uint_t
ngx_http_legal_is_odd(ngx_http_legal_kept_t *kept)
{
    return kept->odd && ngx_time() - kept->odd < NGX_HTTP_LEGAL_SLICES_VALID;
}


ngx_int_t
ngx_http_legal_slices_use(ngx_http_request_t *r,
    ngx_http_legal_slices_cache_t *cache, ngx_http_legal_slices_t *slices)
{
    ngx_pool_cleanup_t  *cln;

    cln = ngx_pool_cleanup_add(r->pool, 0);
    if (cln == NULL) {
        return NGX_ERROR;
    }

    ngx_queue_remove(&slices->queue);
    ngx_queue_insert_head(&cache->queue, &slices->queue);

    slices->used = ngx_current_msec;
    slices->refs++;

    cln->handler = ngx_http_legal_slices_sent;
    cln->data = slices;

    return NGX_OK;
}


/* Those of b's file, read now; NULL where that cannot be. */

static ngx_http_legal_slices_t *
ngx_http_legal_slices_of(ngx_http_request_t *r,
    ngx_http_legal_slices_cache_t *cache, ngx_http_legal_places_t *places,
    ngx_buf_t *b, ngx_http_legal_version_t *version,
    ngx_http_legal_kept_t *kept)
{
    time_t                     changed;
    ngx_http_legal_slices_t   *slices;
    ngx_http_legal_version_t   now;
    ngx_http_legal_slicing_t   slicing;

    slicing.places = places;
    slicing.b = b;
    slicing.layout = NULL;
    slicing.coded = NULL;

    /* a HEAD has the tag of the last GET: weak where that was spliced */

    if (places->coded
        && (ngx_http_legal_is_odd(kept) || r->method == NGX_HTTP_HEAD
            || b->file_last - b->file_pos > NGX_HTTP_LEGAL_LAYOUT_MAX
            || ngx_http_legal_slices_room(cache, b->file_last - b->file_pos
                                          + places->nfound
                                            * NGX_HTTP_LEGAL_LAYOUT_GAP)
               != NGX_OK
            || ngx_http_legal_slices_lay_out(r, &slicing, kept) != NGX_OK))
    {
        ngx_free(slicing.coded);
        return NULL;
    }

    slices = ngx_http_legal_slices_made(r, cache, &slicing);
    ngx_free(slicing.coded);

    if (slices == NULL) {
        ngx_free(slicing.layout);
        return NULL;
    }

    if (ngx_http_legal_version(b, version->reading, &now, &changed) != NGX_OK
        || !ngx_http_legal_version_eq(&now, version))
    {
        ngx_http_legal_slices_free(slices);
        return NULL;
    }

    return slices;
}


/* The gaps of a compressed page, at the placements that were found. */

static ngx_int_t
ngx_http_legal_slices_lay_out(ngx_http_request_t *r,
    ngx_http_legal_slicing_t *slicing, ngx_http_legal_kept_t *kept)
{
    int         rc;
    size_t      size;
    uint64_t   *offsets;
    ln_str_t    coded;
    ngx_buf_t  *b;
    ngx_uint_t  i;

    b = slicing->b;
    size = b->file_last - b->file_pos;

    slicing->coded = ngx_alloc(size + LN_LAYOUT_SLACK, ngx_cycle->log);
    offsets = ngx_palloc(r->pool, slicing->places->nfound * sizeof(uint64_t));

    if (slicing->coded == NULL || offsets == NULL
        || ngx_http_legal_slice_read(r, b, slicing->coded, size, b->file_pos)
           != (ssize_t) size)
    {
        return NGX_ERROR;
    }

    for (i = 0; i < slicing->places->nfound; i++) {
        offsets[i] = slicing->places->found[i].offset;
    }

    ngx_memzero(slicing->coded + size, LN_LAYOUT_SLACK);

    coded.data = slicing->coded;
    coded.len = size;

    rc = ln_layout_make(&slicing->layout,
                        ngx_http_legal_ln(slicing->places->coding), coded,
                        offsets, slicing->places->nfound);

    kept->odd = (rc == LN_DECLINED) ? ngx_time() : 0;

    return rc == LN_OK ? NGX_OK : NGX_ERROR;
}


static ngx_http_legal_slices_t *
ngx_http_legal_slices_made(ngx_http_request_t *r,
    ngx_http_legal_slices_cache_t *cache, ngx_http_legal_slicing_t *slicing)
{
    off_t                     at;
    size_t                    size, layout;
    ngx_uint_t                i, n;
    ngx_http_legal_slices_t  *slices;

    size = 0;
    n = slicing->places->nfound;
    layout = slicing->layout ? slicing->layout->size : 0;

    for (i = 0; i <= n; i++) {
        size += ngx_http_legal_slice_size(slicing, i, &at);
    }

    if (size == 0 && layout == 0) {
        return NULL;
    }

    slices = ngx_http_legal_slices_create(cache,
                                          sizeof(ngx_http_legal_slices_t)
                                          + (n + 1) * sizeof(u_char *) + size,
                                          layout);

    if (slices && ngx_http_legal_slices_read(r, slicing, slices) != NGX_OK) {
        ngx_http_legal_slices_free(slices);
        return NULL;
    }

    if (slices) {
        slices->layout = slicing->layout;
    }

    return slices;
}


void
ngx_http_legal_slices_take(ngx_http_legal_places_t *places,
    ngx_http_legal_slices_t *slices)
{
    ngx_uint_t  i;

    places->slices = slices;
    places->layout = slices->layout;

    for (i = 0; places->layout && i < places->nfound; i++) {
        places->found[i].offset = places->layout->gaps[i].at;
    }
}


void
ngx_http_legal_slices_drop(ngx_http_legal_slices_t *slices)
{
    /* clang takes those dropped before for the last of the queue still */
    /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
    ngx_queue_remove(&slices->queue);

    slices->kept->slices = NULL;
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

ngx_int_t
ngx_http_legal_slices_room(ngx_http_legal_slices_cache_t *cache, size_t size)
{
    ngx_queue_t              *q;
    ngx_http_legal_slices_t  *slices;

    if (size > cache->max) {
        return NGX_DECLINED;
    }

    while (cache->used + size > cache->max) {

        if (ngx_queue_empty(&cache->queue)) {
            return NGX_DECLINED;
        }

        q = ngx_queue_last(&cache->queue);
        slices = ngx_queue_data(q, ngx_http_legal_slices_t, queue);

        if (ngx_current_msec - slices->used < NGX_HTTP_LEGAL_SLICES_BUSY) {
            return NGX_DECLINED;
        }

        ngx_http_legal_slices_drop(slices);
    }

    return NGX_OK;
}


/* With so many bytes of a layout, which is set when nothing can fail more. */

ngx_http_legal_slices_t *
ngx_http_legal_slices_create(ngx_http_legal_slices_cache_t *cache, size_t size,
    size_t layout)
{
    ngx_http_legal_slices_t  *slices;

    if (ngx_http_legal_slices_room(cache, size + layout) != NGX_OK) {
        return NULL;
    }

    slices = ngx_alloc(size, ngx_cycle->log);
    if (slices == NULL) {
        return NULL;
    }

    cache->used += size + layout;

    slices->cache = cache;
    slices->kept = NULL;
    slices->refs = 0;
    slices->coded = 0;
    slices->repeats = 0;
    slices->size = size + layout;
    slices->read = ngx_time();
    slices->layout = NULL;

    return slices;
}


static void
ngx_http_legal_slices_free(ngx_http_legal_slices_t *slices)
{
    slices->cache->used -= slices->size;

    /* what an upstream has sent may be somebody's */

    if (slices->coded) {
        ln_wipe(slices->data[0], slices->coded);
        ln_wipe(slices->layout, slices->layout->size);
    }

    ngx_free(slices->layout);
    ngx_free(slices);
}


/* The size of the i-th part, and where in b it is; 0 for a long one. */

static size_t
ngx_http_legal_slice_size(ngx_http_legal_slicing_t *slicing, ngx_uint_t i,
    off_t *at)
{
    off_t            to;
    ngx_buf_t       *b;
    ngx_uint_t       n;
    ln_layout_t     *layout;
    ln_placement_t  *found;

    b = slicing->b;
    n = slicing->places->nfound;
    found = slicing->places->found;
    layout = slicing->layout;

    if (layout) {
        *at = i ? (off_t) layout->gaps[i - 1].resume : 0;
        to = i < n ? (off_t) layout->gaps[i].at : (off_t) layout->end;

    } else {
        *at = i ? (off_t) found[i - 1].offset : 0;
        to = i < n ? (off_t) found[i].offset : b->file_last - b->file_pos;
    }

    return to - *at <= NGX_HTTP_LEGAL_SLICE ? to - *at : 0;
}


static ngx_int_t
ngx_http_legal_slices_read(ngx_http_request_t *r,
    ngx_http_legal_slicing_t *slicing, ngx_http_legal_slices_t *slices)
{
    off_t        at;
    size_t       size;
    u_char      *p;
    ngx_buf_t   *b;
    ngx_uint_t   i, n;

    b = slicing->b;
    n = slicing->places->nfound;
    p = (u_char *) &slices->data[n + 1];

    for (i = 0; i <= n; i++) {
        size = ngx_http_legal_slice_size(slicing, i, &at);

        slices->data[i] = size ? p : NULL;

        if (size && slicing->coded) {
            ngx_memcpy(p, slicing->coded + at, size);

        } else if (size
                   && ngx_http_legal_slice_read(r, b, p, size,
                                                b->file_pos + at)
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
