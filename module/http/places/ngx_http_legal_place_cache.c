/*
 * Where the notices go in a version of a file, kept in each worker, so that
 * the file is read once and then sent without being looked at.
 *
 * A version is what fstat() says of the open file that is about to be sent,
 * never a path.  What was found is kept only if the file has not changed
 * meanwhile, nor so lately that its next change could have the same time.
 */

#include "http/ngx_http_legal_notice.h"


/* Times of files are as coarse as this, on any file system. */
#define NGX_HTTP_LEGAL_SETTLED  2

#define ngx_http_legal_ns(t)                                                  \
    ((uint64_t) (t).tv_sec * 1000000000 + (uint64_t) (t).tv_nsec)


typedef struct ngx_http_legal_known_s  ngx_http_legal_known_t;

struct ngx_http_legal_known_s {
    ngx_queue_t                 queue;
    ngx_http_legal_known_t     *next;             /* of the bucket */
    ngx_http_legal_known_t    **prev;
    uint32_t                    hash;
    ngx_http_legal_version_t    version;
    ln_page_t                   page;
    ngx_uint_t                  n;
    ngx_http_legal_rule_t     **rules;            /* the places asked for */
    ln_placement_t             *placements;
    ngx_http_legal_slices_t    *slices;           /* NULL: none in memory */
};


static uint32_t ngx_http_legal_version_hash(ngx_http_legal_page_t *page,
    ngx_http_legal_version_t *version);
static ngx_http_legal_known_t *ngx_http_legal_known_find(
    ngx_http_legal_place_cache_t *cache, ngx_http_legal_page_t *page,
    ngx_http_legal_version_t *version, uint32_t hash);
static ngx_int_t ngx_http_legal_known_use(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_http_legal_known_t *known);
static ngx_http_legal_known_t *ngx_http_legal_known_create(
    ngx_http_legal_page_t *page, ngx_log_t *log);
static u_char *ngx_http_legal_known_text(u_char *p, ln_str_t *text);
static void ngx_http_legal_known_drop(ngx_http_legal_place_cache_t *cache,
    ngx_http_legal_known_t *known);
static void ngx_http_legal_place_cache_free(void *data);


/*
 * Whether the places in b's file are known: NGX_OK, page has them then.
 * NGX_DECLINED: they are not; where they may be remembered, page->version is
 * what to remember them by.
 */

ngx_int_t
ngx_http_legal_known(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_buf_t *b)
{
    time_t                         changed;
    uint32_t                       hash;
    ngx_http_legal_known_t        *known;
    ngx_http_legal_version_t       version;
    ngx_http_legal_main_conf_t    *lmcf;
    ngx_http_legal_place_cache_t  *cache;

    lmcf = ngx_http_get_module_main_conf(r, ngx_http_legal_notice_module);
    cache = lmcf->place_cache;

    if (cache->max == 0
        || ngx_http_legal_version(page, b, &version, &changed) != NGX_OK)
    {
        return NGX_DECLINED;
    }

    hash = ngx_http_legal_version_hash(page, &version);
    known = ngx_http_legal_known_find(cache, page, &version, hash);

    if (known) {
        ngx_queue_remove(&known->queue);
        ngx_queue_insert_head(&cache->queue, &known->queue);

        ngx_http_legal_count(r, NULL, NGX_HTTP_LEGAL_CACHE_HITS);

        if (ngx_http_legal_known_use(r, page, known) != NGX_OK) {
            return NGX_DECLINED;
        }

        ngx_http_legal_slices(r, page, b, &version, &known->slices);

        return NGX_OK;
    }

    ngx_http_legal_count(r, NULL, NGX_HTTP_LEGAL_CACHE_MISSES);

    page->version = ngx_palloc(r->pool, sizeof(ngx_http_legal_version_t));

    if (page->version) {
        *page->version = version;
    }

    return NGX_DECLINED;
}


/* Remembers the places that were found in b's file. */

void
ngx_http_legal_remember(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_buf_t *b)
{
    time_t                          changed;
    ngx_uint_t                      n;
    ngx_queue_t                    *q;
    ngx_http_legal_known_t         *known, **bucket;
    ngx_http_legal_version_t        version;
    ngx_http_legal_main_conf_t     *lmcf;
    ngx_http_legal_place_cache_t   *cache;

    lmcf = ngx_http_get_module_main_conf(r, ngx_http_legal_notice_module);
    cache = lmcf->place_cache;

    if (ngx_http_legal_version(page, b, &version, &changed) != NGX_OK
        || ngx_memcmp(&version, page->version,
                      sizeof(ngx_http_legal_version_t)) != 0
        || changed + NGX_HTTP_LEGAL_SETTLED >= ngx_time())
    {
        return;
    }

    if (cache->buckets == NULL) {

        for (n = 1; n < cache->max; n <<= 1) { /* void */ }

        cache->buckets = ngx_calloc(n * sizeof(ngx_http_legal_known_t *),
                                    ngx_cycle->log);
        if (cache->buckets == NULL) {
            return;
        }

        cache->mask = n - 1;
        ngx_queue_init(&cache->queue);
        ngx_queue_init(&cache->slices);
    }

    known = ngx_http_legal_known_create(page, ngx_cycle->log);
    if (known == NULL) {
        return;
    }

    if (cache->n == cache->max) {
        q = ngx_queue_last(&cache->queue);
        ngx_http_legal_known_drop(cache,
                           ngx_queue_data(q, ngx_http_legal_known_t, queue));
    }

    bucket = &cache->buckets[known->hash & cache->mask];

    known->next = *bucket;
    known->prev = bucket;

    if (known->next) {
        known->next->prev = &known->next;
    }

    *bucket = known;
    ngx_queue_insert_head(&cache->queue, &known->queue);
    cache->n++;
}


/* As it's now; changed is when it became so, in seconds. */

ngx_int_t
ngx_http_legal_version(ngx_http_legal_page_t *page, ngx_buf_t *b,
    ngx_http_legal_version_t *version, time_t *changed)
{
    ngx_file_info_t  fi;

    /* what is wrong with it is told when it is read */

    if (ngx_fd_info(b->file->fd, &fi) == NGX_FILE_ERROR) {
        return NGX_DECLINED;
    }

    /* a file that has become shorter is not the one that is announced */

    if (ngx_file_size(&fi) < b->file_last) {
        return NGX_DECLINED;
    }

    version->device = fi.st_dev;
    version->inode = fi.st_ino;
    version->modified = ngx_http_legal_ns(fi.st_mtim);
    version->changed = ngx_http_legal_ns(fi.st_ctim);
    version->size = ngx_file_size(&fi);
    version->first = b->file_pos;
    version->last = b->file_last;
    version->reading = page->charset * 2 + page->xml;

    *changed = ngx_max(fi.st_mtime, fi.st_ctime);

    return NGX_OK;
}


static uint32_t
ngx_http_legal_version_hash(ngx_http_legal_page_t *page,
    ngx_http_legal_version_t *version)
{
    uint64_t    h;
    ngx_uint_t  i;

    h = version->inode ^ (version->device << 32);
    h = (h ^ version->modified) * 0x9e3779b97f4a7c15;
    h = (h ^ (h >> 29) ^ version->size) * 0x9e3779b97f4a7c15;

    for (i = 0; i < page->nnotices; i++) {
        h = (h ^ (h >> 29) ^ (uintptr_t) page->notices[i]->placed_as)
            * 0x9e3779b97f4a7c15;
    }

    return (uint32_t) (h >> 32);
}


static ngx_http_legal_known_t *
ngx_http_legal_known_find(ngx_http_legal_place_cache_t *cache,
    ngx_http_legal_page_t *page, ngx_http_legal_version_t *version,
    uint32_t hash)
{
    ngx_uint_t               i;
    ngx_http_legal_known_t  *known;

    if (cache->buckets == NULL) {
        return NULL;
    }

    known = cache->buckets[hash & cache->mask];

    for ( /* void */ ; known; known = known->next) {

        if (known->hash != hash
            || ngx_memcmp(&known->version, version,
                          sizeof(ngx_http_legal_version_t)) != 0
            || known->n != page->nnotices)
        {
            continue;
        }

        for (i = 0; i < known->n; i++) {
            if (known->rules[i] != page->notices[i]->placed_as) {
                break;
            }
        }

        if (i == known->n) {
            return known;
        }
    }

    return NULL;
}


/* What is known may be dropped before the request is over: page has copies. */

static ngx_int_t
ngx_http_legal_known_use(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_http_legal_known_t *known)
{
    u_char      *p;
    size_t       len;
    ln_page_t   *seen;
    ngx_uint_t   i;

    len = known->page.lang.len + known->page.charset.len;

    for (i = 0; i < known->n; i++) {
        len += known->placements[i].closer.len;
    }

    seen = ngx_palloc(r->pool, sizeof(ln_page_t) + len);
    if (seen == NULL) {
        return NGX_DECLINED;
    }

    *seen = known->page;
    p = (u_char *) seen + sizeof(ln_page_t);

    p = ngx_http_legal_known_text(p, &seen->lang);
    p = ngx_http_legal_known_text(p, &seen->charset);

    for (i = 0; i < known->n; i++) {
        page->placements[i] = known->placements[i];
        p = ngx_http_legal_known_text(p, &page->placements[i].closer);
    }

    page->seen = seen;
    page->nplacements = known->n;

    return NGX_OK;
}


/* Moves text to p. */

static u_char *
ngx_http_legal_known_text(u_char *p, ln_str_t *text)
{
    u_char  *start;

    start = p;

    if (text->len) {
        p = ngx_cpymem(p, text->data, text->len);
    }

    text->data = start;

    return p;
}


static ngx_http_legal_known_t *
ngx_http_legal_known_create(ngx_http_legal_page_t *page, ngx_log_t *log)
{
    u_char                  *p;
    size_t                   len;
    ngx_uint_t               i, n;
    ngx_http_legal_known_t  *known;

    n = page->nnotices;
    len = page->seen->lang.len + page->seen->charset.len;

    for (i = 0; i < n; i++) {
        len += page->placements[i].closer.len;
    }

    known = ngx_alloc(sizeof(ngx_http_legal_known_t)
                      + n * (sizeof(ln_placement_t)
                             + sizeof(ngx_http_legal_rule_t *))
                      + len, log);
    if (known == NULL) {
        return NULL;
    }

    known->slices = NULL;
    known->version = *page->version;
    known->hash = ngx_http_legal_version_hash(page, page->version);
    known->page = *page->seen;
    known->n = n;

    known->placements = (ln_placement_t *) (known + 1);
    ngx_memcpy(known->placements, page->placements,
               n * sizeof(ln_placement_t));

    known->rules = (ngx_http_legal_rule_t **) (known->placements + n);

    for (i = 0; i < n; i++) {
        known->rules[i] = page->notices[i]->placed_as;
    }

    p = (u_char *) (known->rules + n);
    p = ngx_http_legal_known_text(p, &known->page.lang);
    p = ngx_http_legal_known_text(p, &known->page.charset);

    for (i = 0; i < n; i++) {
        p = ngx_http_legal_known_text(p, &known->placements[i].closer);
    }

    return known;
}


static void
ngx_http_legal_known_drop(ngx_http_legal_place_cache_t *cache,
    ngx_http_legal_known_t *known)
{
    ngx_queue_remove(&known->queue);

    if (known->slices) {
        ngx_http_legal_slices_drop(known->slices);
    }

    *known->prev = known->next;

    if (known->next) {
        known->next->prev = known->prev;
    }

    ngx_free(known);
    cache->n--;
}


/* For one configuration, and freed with it. */

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
    cache->memory = memory;
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
        ngx_http_legal_known_drop(cache,
                           ngx_queue_data(q, ngx_http_legal_known_t, queue));
    }

    ngx_free(cache->buckets);
    cache->buckets = NULL;
}
