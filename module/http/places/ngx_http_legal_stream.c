/* Compressed pages of upstreams that come again. */

#include <ngx_config.h>

#include "http/headers/ngx_http_legal_fields.h"
#include "http/places/ngx_http_legal_stream.h"
#include "ln_hash.h"


/* What no device is: such a version is of no file. */
#define NGX_HTTP_LEGAL_NO_DEVICE  UINT64_MAX


static ngx_uint_t ngx_http_legal_stream_may(ngx_http_request_t *r,
    ngx_http_legal_places_t *places);
static ngx_int_t ngx_http_legal_stream_version(ngx_http_request_t *r,
    ngx_http_legal_places_t *places);
static uint64_t ngx_http_legal_stream_hash(ngx_str_t *s);
static ngx_http_legal_slices_t *ngx_http_legal_stream_slices(
    ngx_http_request_t *r, ngx_http_legal_place_cache_t *cache,
    ngx_http_legal_places_t *places, ngx_http_legal_kept_t *kept,
    ngx_str_t *coded);


ngx_int_t
ngx_http_legal_stream_recall(ngx_http_request_t *r,
    ngx_http_legal_places_t *places)
{
    ngx_http_legal_kept_t         *kept;
    ngx_http_legal_main_conf_t    *lmcf;
    ngx_http_legal_place_cache_t  *cache;

    lmcf = ngx_http_get_module_main_conf(r, ngx_http_legal_notice_module);
    cache = lmcf->place_cache;

    if (cache->max == 0 || !ngx_http_legal_stream_may(r, places)
        || ngx_http_legal_stream_version(r, places) != NGX_OK)
    {
        return NGX_ABORT;
    }

    kept = ngx_http_legal_recall_version(r, places);

    if (kept == NULL) {
        return NGX_DECLINED;
    }

    if (kept->slices == NULL) {
        ngx_http_legal_stream_forget(places);
        return ngx_http_legal_is_odd(kept) ? NGX_ABORT : NGX_AGAIN;
    }

    if (ngx_http_legal_slices_use(r, &cache->slices, kept->slices) != NGX_OK) {
        ngx_http_legal_stream_forget(places);
        return NGX_ABORT;
    }

    places->slices = kept->slices;

    return NGX_OK;
}


/*
 * Whether the page may come again: it has a validator, and is not said to be
 * one reader's.
 */

static ngx_uint_t
ngx_http_legal_stream_may(ngx_http_request_t *r,
    ngx_http_legal_places_t *places)
{
    ngx_http_legal_fields_t  fields;

    static ngx_str_t  cookie = ngx_string("Set-Cookie");

    if (!places->coded || r->method != NGX_HTTP_GET || r->args.len
        || r->headers_in.authorization
        || r->headers_out.content_length_n > NGX_HTTP_LEGAL_STREAM_MAX
        || (r->headers_out.etag == NULL
            && r->headers_out.last_modified_time == -1))
    {
        return 0;
    }

    ngx_http_legal_response_fields(r, &fields);

    return ngx_http_legal_field_next(&fields, &cookie) == NULL;
}


static ngx_int_t
ngx_http_legal_stream_version(ngx_http_request_t *r,
    ngx_http_legal_places_t *places)
{
    ngx_http_legal_version_t  *version;

    version = ngx_pcalloc(r->pool, sizeof(ngx_http_legal_version_t));
    if (version == NULL) {
        return NGX_ERROR;
    }

    version->device = NGX_HTTP_LEGAL_NO_DEVICE;
    version->inode = ngx_http_legal_stream_hash(&r->unparsed_uri);
    version->modified = ngx_http_legal_stream_hash(&r->headers_in.server);
    version->size = (uintptr_t) r->loc_conf;
    version->reading = ngx_http_legal_places_reading(places);

    places->version = version;

    return NGX_OK;
}


/* Two strings with one hash are no fault: their bytes are compared. */

static uint64_t
ngx_http_legal_stream_hash(ngx_str_t *s)
{
    size_t    i;
    uint64_t  h;

    h = s->len;

    for (i = 0; i < s->len; i++) {
        h = ln_hash(h, s->data[i]);
    }

    return h;
}


void
ngx_http_legal_stream_remember(ngx_http_request_t *r,
    ngx_http_legal_places_t *places, ngx_str_t *coded)
{
    ngx_http_legal_kept_t         *kept;
    ngx_http_legal_main_conf_t    *lmcf;
    ngx_http_legal_place_cache_t  *cache;

    lmcf = ngx_http_get_module_main_conf(r, ngx_http_legal_notice_module);
    cache = lmcf->place_cache;

    kept = ngx_http_legal_remember_version(r, places);

    if (kept == NULL || coded == NULL || kept->slices) {
        return;
    }

    kept->slices = ngx_http_legal_stream_slices(r, cache, places, kept, coded);

    if (kept->slices) {
        kept->slices->kept = kept;
        ngx_queue_insert_head(&cache->slices.queue, &kept->slices->queue);
    }
}


static ngx_http_legal_slices_t *
ngx_http_legal_stream_slices(ngx_http_request_t *r,
    ngx_http_legal_place_cache_t *cache, ngx_http_legal_places_t *places,
    ngx_http_legal_kept_t *kept, ngx_str_t *coded)
{
    int                       rc;
    uint64_t                 *offsets;
    ngx_uint_t                i;
    ln_layout_t              *layout;
    ngx_http_legal_slices_t  *slices;

    offsets = ngx_palloc(r->pool, places->nfound * sizeof(uint64_t));

    if (offsets == NULL
        || ngx_http_legal_slices_room(&cache->slices, 2 * coded->len) != NGX_OK)
    {
        return NULL;
    }

    for (i = 0; i < places->nfound; i++) {
        offsets[i] = places->found[i].offset;
    }

    rc = ln_layout_make(&layout, ngx_http_legal_ln(places->coding),
                        ngx_http_legal_ln(*coded), offsets, places->nfound);

    if (rc != LN_OK) {
        kept->odd = (rc == LN_DECLINED) ? ngx_time() : 0;
        return NULL;
    }

    slices = ngx_http_legal_slices_create(&cache->slices,
                                          sizeof(ngx_http_legal_slices_t)
                                          + sizeof(u_char *) + coded->len,
                                          layout->size);
    if (slices == NULL) {
        ngx_free(layout);
        return NULL;
    }

    slices->layout = layout;
    slices->used = ngx_current_msec;
    slices->coded = coded->len;
    slices->data[0] = (u_char *) &slices->data[1];
    ngx_memcpy(slices->data[0], coded->data, coded->len);

    return slices;
}


void
ngx_http_legal_stream_take(ngx_http_legal_places_t *places)
{
    places->slices->repeats++;
    ngx_http_legal_slices_take(places, places->slices);
}


/* One that never came again is not tried for a while. */

void
ngx_http_legal_stream_replaced(ngx_http_legal_places_t *places)
{
    ngx_http_legal_kept_t  *kept;

    kept = places->slices->kept;

    if (kept) {
        kept->odd = places->slices->repeats ? 0 : ngx_time();
        ngx_http_legal_slices_drop(places->slices);
    }

    ngx_http_legal_stream_forget(places);
}


void
ngx_http_legal_stream_forget(ngx_http_legal_places_t *places)
{
    places->slices = NULL;
    places->seen = NULL;
    places->nfound = 0;
}
