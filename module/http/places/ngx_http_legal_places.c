/* Where the notices of a page go, by its bytes. */

#include <ngx_config.h>

#include "html/placer/ln_placer_release.h"
#include "http/places/ngx_http_legal_places.h"


static ngx_int_t ngx_http_legal_placer(ngx_http_request_t *r,
    ngx_http_legal_places_t *places);
static ngx_int_t ngx_http_legal_places_take(ngx_http_request_t *r,
    ngx_http_legal_places_t *places);
static void *ngx_http_legal_placer_alloc(void *arena, size_t size);


ngx_int_t
ngx_http_legal_places_init(ngx_http_request_t *r,
    ngx_http_legal_places_t *places, ngx_http_legal_item_t **notices,
    ngx_uint_t n, ngx_http_legal_type_t *type)
{
    ngx_uint_t              i;
    ngx_http_legal_rule_t  *rule;

    places->found = ngx_palloc(r->pool, n * (sizeof(ln_placement_t)
                                             + sizeof(ln_place_list_t)
                                             + sizeof(void *)));
    if (places->found == NULL) {
        return NGX_ERROR;
    }

    places->lists = (ln_place_list_t *) (places->found + n);
    places->notices = (ngx_http_legal_item_t **) (places->lists + n);

    for (i = 0; i < n; i++) {
        rule = notices[i]->rule;

        if (notices[i]->outcome == NGX_HTTP_LEGAL_PENDING) {
            places->lists[places->n].places = rule->places.elts;
            places->lists[places->n].nplaces = rule->places.nelts;
            places->notices[places->n++] = notices[i];
        }
    }

    places->xml = ln_media_type_is_xml(type);
    places->charset = LN_CHARSET_UNKNOWN;

    if (type->charset.len) {
        places->charset = ln_charset_find(type->charset);
    }

    return NGX_OK;
}


ngx_int_t
ngx_http_legal_places_feed(ngx_http_request_t *r,
    ngx_http_legal_places_t *places, u_char *data, size_t size,
    ngx_uint_t last)
{
    if (places->nfound == places->n || (size == 0 && !last)) {
        return NGX_OK;
    }

    if (places->placer == NULL && ngx_http_legal_placer(r, places) != NGX_OK) {
        return NGX_ERROR;
    }

    ln_placer_feed(places->placer, data, size, last);

    return ngx_http_legal_places_take(r, places);
}


ngx_int_t
ngx_http_legal_places_release(ngx_http_request_t *r,
    ngx_http_legal_places_t *places)
{
    if (places->placer == NULL) {
        return NGX_OK;
    }

    ln_placer_release(places->placer);

    return ngx_http_legal_places_take(r, places);
}


static ngx_int_t
ngx_http_legal_places_take(ngx_http_request_t *r,
    ngx_http_legal_places_t *places)
{
    u_char                *data;
    ln_placement_t        *to;
    const ln_placement_t  *placement;

    while ((placement = ln_placer_next(places->placer)) != NULL) {
        to = &places->found[places->nfound++];
        *to = *placement;

        if (to->closer.len) {
            data = ngx_pnalloc(r->pool, to->closer.len);
            if (data == NULL) {
                return NGX_ERROR;
            }

            ngx_memcpy(data, to->closer.data, to->closer.len);
            to->closer.data = data;
        }
    }

    return NGX_OK;
}


/* A page whose places are remembered does without a placer. */

static ngx_int_t
ngx_http_legal_placer(ngx_http_request_t *r, ngx_http_legal_places_t *places)
{
    ln_alloc_t              alloc;
    ngx_uint_t              i;
    ln_hydrated_t          *hydrated;
    ngx_http_legal_rule_t  *rule;

    alloc.alloc = ngx_http_legal_placer_alloc;
    alloc.arena = r->pool;

    hydrated = ngx_palloc(r->pool, places->n * sizeof(ln_hydrated_t));
    if (hydrated == NULL) {
        return NGX_ERROR;
    }

    for (i = 0; i < places->n; i++) {
        hydrated[i] = places->notices[i]->rule->hydrated;
    }

    places->placer = ln_placer_create_hydrated(&alloc, places->lists, hydrated,
                                               places->n);
    if (places->placer == NULL) {
        return NGX_ERROR;
    }

    if (places->charset != LN_CHARSET_UNKNOWN) {
        ln_placer_charset(places->placer, places->charset);
    }

    if (places->xml) {
        ln_placer_xml(places->placer);
    }

    ln_placer_judge(places->placer);

    for (i = 0; i < places->n; i++) {
        rule = places->notices[i]->rule;

        ln_placer_contains(places->placer, i, rule->contains);

        if (rule->no_fallback) {
            ln_placer_no_fallback(places->placer, i);
        }

        if (rule->is_script) {
            ln_placer_head(places->placer, i);
        }
    }

    places->seen = ln_placer_page(places->placer);

    return NGX_OK;
}


static void *
ngx_http_legal_placer_alloc(void *arena, size_t size)
{
    return ngx_palloc(arena, size);
}


uint64_t
ngx_http_legal_places_reading(ngx_http_legal_places_t *places)
{
    uint64_t  coding;

    coding = places->coded ? 1 + (ngx_tolower(places->coding.data[0]) == 'd')
                           : 0;

    return ((uint64_t) places->charset * 2 + places->xml) * 4 + coding;
}
