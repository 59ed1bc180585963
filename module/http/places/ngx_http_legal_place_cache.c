/*
 * Where the notices go in a version of a file, kept in each worker, so that
 * the file is read once and then sent without being looked at.
 *
 * A version is what fstat() says of the open file that is about to be sent,
 * never a path.  What was found is kept only if the file has not changed
 * meanwhile, nor so lately that its next change could have the same time.
 */

#include <ngx_config.h>

#include "html/placer/ln_placer_text.h"
#include "http/places/ngx_http_legal_place_cache.h"
#include "http/places/ngx_http_legal_slices.h"
#include "http/verdict/ngx_http_legal_count.h"
#include "ln_hash.h"


/* Times of files are as coarse as this, on any file system. */
#define NGX_HTTP_LEGAL_SETTLED  2


typedef struct ngx_http_legal_entry_s  ngx_http_legal_entry_t;

struct ngx_http_legal_entry_s {
    ngx_queue_t                 queue;
    ngx_http_legal_entry_t     *next;             /* of the bucket */
    ngx_http_legal_entry_t    **prev;
    uint32_t                    hash;
    ngx_http_legal_version_t    version;
    ln_page_t                   page;
    ngx_uint_t                  n;
    ngx_http_legal_rule_t     **rules;            /* the places asked for */
    ln_placement_t             *placements;
    ngx_http_legal_kept_t       kept;             /* of it in memory */
};


static ngx_int_t ngx_http_legal_buckets_create(
    ngx_http_legal_place_cache_t *cache);
static void ngx_http_legal_entry_insert(ngx_http_legal_place_cache_t *cache,
    ngx_http_legal_entry_t *entry);
static uint32_t ngx_http_legal_version_hash(ngx_http_legal_places_t *places,
    ngx_http_legal_version_t *version);
static ngx_http_legal_entry_t *ngx_http_legal_entry_find(
    ngx_http_legal_place_cache_t *cache, ngx_http_legal_places_t *places,
    ngx_http_legal_version_t *version, uint32_t hash);
static ngx_int_t ngx_http_legal_entry_use(ngx_http_request_t *r,
    ngx_http_legal_places_t *places, ngx_http_legal_entry_t *entry);
static ngx_http_legal_entry_t *ngx_http_legal_entry_create(
    ngx_http_legal_places_t *places, ngx_log_t *log);
static void ngx_http_legal_entry_drop(ngx_http_legal_place_cache_t *cache,
    ngx_http_legal_entry_t *entry);
static void ngx_http_legal_place_cache_free(void *data);


ngx_int_t
ngx_http_legal_recall(ngx_http_request_t *r, ngx_http_legal_places_t *places,
    ngx_buf_t *b)
{
    time_t                         changed;
    uint32_t                       hash;
    ngx_http_legal_entry_t        *entry;
    ngx_http_legal_version_t       version;
    ngx_http_legal_main_conf_t    *lmcf;
    ngx_http_legal_place_cache_t  *cache;

    lmcf = ngx_http_get_module_main_conf(r, ngx_http_legal_notice_module);
    cache = lmcf->place_cache;

    if (cache->max == 0
        || ngx_http_legal_version(b, ngx_http_legal_places_reading(places),
                                  &version, &changed)
           != NGX_OK)
    {
        return NGX_DECLINED;
    }

    hash = ngx_http_legal_version_hash(places, &version);
    entry = ngx_http_legal_entry_find(cache, places, &version, hash);

    if (entry) {
        ngx_queue_remove(&entry->queue);
        ngx_queue_insert_head(&cache->queue, &entry->queue);

        ngx_http_legal_count(r, NGX_HTTP_LEGAL_CACHE_HITS);

        if (ngx_http_legal_entry_use(r, places, entry) != NGX_OK) {
            return NGX_DECLINED;
        }

        ngx_http_legal_slices(r, &cache->slices, places, b, &version,
                              &entry->kept);

        return NGX_OK;
    }

    ngx_http_legal_count(r, NGX_HTTP_LEGAL_CACHE_MISSES);

    places->version = ngx_palloc(r->pool, sizeof(ngx_http_legal_version_t));

    if (places->version) {
        *places->version = version;
    }

    return NGX_DECLINED;
}


void
ngx_http_legal_remember(ngx_http_request_t *r, ngx_http_legal_places_t *places,
    ngx_buf_t *b)
{
    time_t                         changed;
    ngx_http_legal_entry_t        *entry;
    ngx_http_legal_version_t       version;
    ngx_http_legal_main_conf_t    *lmcf;
    ngx_http_legal_place_cache_t  *cache;

    lmcf = ngx_http_get_module_main_conf(r, ngx_http_legal_notice_module);
    cache = lmcf->place_cache;

    if (ngx_http_legal_version(b, ngx_http_legal_places_reading(places),
                               &version, &changed)
        != NGX_OK
        || !ngx_http_legal_version_eq(&version, places->version)
        || changed + NGX_HTTP_LEGAL_SETTLED >= ngx_time())
    {
        return;
    }

    if (ngx_http_legal_buckets_create(cache) != NGX_OK) {
        return;
    }

    entry = ngx_http_legal_entry_create(places, ngx_cycle->log);

    if (entry) {
        ngx_http_legal_entry_insert(cache, entry);
    }
}


ngx_http_legal_kept_t *
ngx_http_legal_recall_version(ngx_http_request_t *r,
    ngx_http_legal_places_t *places)
{
    ngx_http_legal_entry_t        *entry;
    ngx_http_legal_main_conf_t    *lmcf;
    ngx_http_legal_place_cache_t  *cache;

    lmcf = ngx_http_get_module_main_conf(r, ngx_http_legal_notice_module);
    cache = lmcf->place_cache;

    entry = ngx_http_legal_entry_find(cache, places, places->version,
                                      ngx_http_legal_version_hash(places,
                                                            places->version));
    if (entry == NULL) {
        return NULL;
    }

    ngx_queue_remove(&entry->queue);
    ngx_queue_insert_head(&cache->queue, &entry->queue);

    return ngx_http_legal_entry_use(r, places, entry) == NGX_OK
           ? &entry->kept : NULL;
}


ngx_http_legal_kept_t *
ngx_http_legal_remember_version(ngx_http_request_t *r,
    ngx_http_legal_places_t *places)
{
    uint32_t                       hash;
    ngx_http_legal_entry_t        *entry;
    ngx_http_legal_main_conf_t    *lmcf;
    ngx_http_legal_place_cache_t  *cache;

    lmcf = ngx_http_get_module_main_conf(r, ngx_http_legal_notice_module);
    cache = lmcf->place_cache;

    if (ngx_http_legal_buckets_create(cache) != NGX_OK) {
        return NULL;
    }

    hash = ngx_http_legal_version_hash(places, places->version);
    entry = ngx_http_legal_entry_find(cache, places, places->version, hash);

    if (entry && entry->kept.slices) {
        return &entry->kept;
    }

    if (entry) {

        /* its placements are those of another page under the same key */

        ngx_http_legal_entry_drop(cache, entry);
    }

    entry = ngx_http_legal_entry_create(places, ngx_cycle->log);

    if (entry == NULL) {
        return NULL;
    }

    ngx_http_legal_entry_insert(cache, entry);

    return &entry->kept;
}


/* At the first entry: many workers have none. */

static ngx_int_t
ngx_http_legal_buckets_create(ngx_http_legal_place_cache_t *cache)
{
    ngx_uint_t  n;

    if (cache->buckets) {
        return NGX_OK;
    }

    for (n = 1; n < cache->max; n <<= 1) { /* void */ }

    cache->buckets = ngx_calloc(n * sizeof(ngx_http_legal_entry_t *),
                                ngx_cycle->log);
    if (cache->buckets == NULL) {
        return NGX_ERROR;
    }

    cache->mask = n - 1;
    ngx_queue_init(&cache->queue);
    ngx_queue_init(&cache->slices.queue);

    return NGX_OK;
}


/* In the place of the one that was used longest ago, if the cache is full. */

static void
ngx_http_legal_entry_insert(ngx_http_legal_place_cache_t *cache,
    ngx_http_legal_entry_t *entry)
{
    ngx_queue_t              *q;
    ngx_http_legal_entry_t  **bucket;

    if (cache->n == cache->max) {
        q = ngx_queue_last(&cache->queue);
        ngx_http_legal_entry_drop(cache,
                           ngx_queue_data(q, ngx_http_legal_entry_t, queue));
    }

    bucket = &cache->buckets[entry->hash & cache->mask];

    entry->next = *bucket;
    entry->prev = bucket;

    if (entry->next) {
        entry->next->prev = &entry->next;
    }

    *bucket = entry;
    ngx_queue_insert_head(&cache->queue, &entry->queue);
    cache->n++;
}


static uint32_t
ngx_http_legal_version_hash(ngx_http_legal_places_t *places,
    ngx_http_legal_version_t *version)
{
    uint64_t    h;
    ngx_uint_t  i;

    h = ln_hash(0, version->inode);
    h = ln_hash(h, version->device);
    h = ln_hash(h, version->modified);
    h = ln_hash(h, version->size);

    for (i = 0; i < places->n; i++) {
        h = ln_hash(h, (uintptr_t) places->notices[i]->rule->placed_as);
    }

    return (uint32_t) (h >> 32);
}


static ngx_http_legal_entry_t *
ngx_http_legal_entry_find(ngx_http_legal_place_cache_t *cache,
    ngx_http_legal_places_t *places, ngx_http_legal_version_t *version,
    uint32_t hash)
{
    ngx_uint_t               i;
    ngx_http_legal_entry_t  *entry;

    if (cache->buckets == NULL) {
        return NULL;
    }

    entry = cache->buckets[hash & cache->mask];

    for ( /* void */ ; entry; entry = entry->next) {

        if (entry->hash != hash
            || !ngx_http_legal_version_eq(&entry->version, version)
            || entry->n != places->n)
        {
            continue;
        }

        for (i = 0; i < entry->n; i++) {
            if (entry->rules[i] != places->notices[i]->rule->placed_as) {
                break;
            }
        }

        if (i == entry->n) {
            return entry;
        }
    }

    return NULL;
}


/* The entry may be dropped before the request is over: places has copies. */

static ngx_int_t
ngx_http_legal_entry_use(ngx_http_request_t *r,
    ngx_http_legal_places_t *places, ngx_http_legal_entry_t *entry)
{
    ln_page_t  *seen;

    seen = ngx_palloc(r->pool, sizeof(ln_page_t)
                               + ln_placer_text_size(&entry->page,
                                                     entry->placements,
                                                     entry->n));
    if (seen == NULL) {
        return NGX_DECLINED;
    }

    *seen = entry->page;
    ngx_memcpy(places->found, entry->placements,
               entry->n * sizeof(ln_placement_t));
    ln_placer_text_move(seen, places->found, entry->n, (u_char *) (seen + 1));

    places->seen = seen;
    places->nfound = entry->n;

    return NGX_OK;
}


static ngx_http_legal_entry_t *
ngx_http_legal_entry_create(ngx_http_legal_places_t *places, ngx_log_t *log)
{
    ngx_uint_t               i, n;
    ngx_http_legal_entry_t  *entry;

    n = places->n;

    entry = ngx_alloc(sizeof(ngx_http_legal_entry_t)
                      + n * (sizeof(ln_placement_t)
                             + sizeof(ngx_http_legal_rule_t *))
                      + ln_placer_text_size(places->seen, places->found, n),
                      log);
    if (entry == NULL) {
        return NULL;
    }

    ngx_memzero(&entry->kept, sizeof(ngx_http_legal_kept_t));
    entry->version = *places->version;
    entry->hash = ngx_http_legal_version_hash(places, places->version);
    entry->page = *places->seen;
    entry->n = n;

    entry->placements = (ln_placement_t *) (entry + 1);
    ngx_memcpy(entry->placements, places->found,
               n * sizeof(ln_placement_t));

    entry->rules = (ngx_http_legal_rule_t **) (entry->placements + n);

    for (i = 0; i < n; i++) {
        entry->rules[i] = places->notices[i]->rule->placed_as;
    }

    ln_placer_text_move(&entry->page, entry->placements, n,
                        (u_char *) (entry->rules + n));

    return entry;
}


static void
ngx_http_legal_entry_drop(ngx_http_legal_place_cache_t *cache,
    ngx_http_legal_entry_t *entry)
{
    ngx_queue_remove(&entry->queue);

    if (entry->kept.slices) {
        ngx_http_legal_slices_drop(entry->kept.slices);
    }

    *entry->prev = entry->next;

    if (entry->next) {
        entry->next->prev = entry->prev;
    }

    ngx_free(entry);
    cache->n--;
}


ngx_http_legal_place_cache_t *
ngx_http_legal_place_cache_create(ngx_pool_t *pool, ngx_uint_t max,
    size_t memory)
{
    ngx_pool_cleanup_t            *cln;
    ngx_http_legal_place_cache_t  *cache;

    cln = ngx_pool_cleanup_add(pool, sizeof(ngx_http_legal_place_cache_t));
    if (cln == NULL) {
        return NULL;
    }

    cache = cln->data;
    ngx_memzero(cache, sizeof(ngx_http_legal_place_cache_t));

    cache->max = max;
    cache->slices.max = memory;
    cln->handler = ngx_http_legal_place_cache_free;

    return cache;
}


static void
ngx_http_legal_place_cache_free(void *data)
{
    ngx_http_legal_place_cache_t  *cache = data;

    ngx_queue_t  *q;

    if (cache->buckets == NULL) {
        return;
    }

    while (!ngx_queue_empty(&cache->queue)) {
        q = ngx_queue_head(&cache->queue);
        ngx_http_legal_entry_drop(cache,
                           ngx_queue_data(q, ngx_http_legal_entry_t, queue));
    }

    ngx_free(cache->buckets);
    cache->buckets = NULL;
}
