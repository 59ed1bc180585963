/* client -> location -> jurisdictions */

#include "http/ngx_http_legal_notice.h"


/* Where an address is, kept for the next request of its connection. */
typedef struct {
    ngx_http_legal_main_conf_t  *conf;
    ngx_uint_t                   generation;
    ln_address_t                 address;
    ln_location_t                location;
    size_t                       size;
    ln_certainty_t               answers[];
} ngx_http_legal_located_t;


static ngx_http_legal_place_t *ngx_http_legal_locate_address(
    ngx_http_request_t *r, ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_place_t *place);
static void ngx_http_legal_located_cleanup(void *data);
static ngx_int_t ngx_http_legal_client_changed(ngx_http_request_t *r,
    ngx_http_legal_place_t *place, ngx_http_legal_client_t *client);


/*
 * Where the requester of r is, as this location's legal_client says.  Worked
 * out anew when the client has become another one: realip may run between a
 * variable's first use and the verdict.  NULL when there is no memory.
 */

ngx_http_legal_place_t *
ngx_http_legal_locate(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ngx_int_t                    rc;
    ngx_http_legal_place_t      *place;
    ngx_http_legal_client_t     *client;
    ngx_http_legal_loc_conf_t   *llcf;
    ngx_http_legal_main_conf_t  *lmcf;

    llcf = ngx_http_get_module_loc_conf(r, ngx_http_legal_notice_module);
    lmcf = ngx_http_get_module_main_conf(r, ngx_http_legal_notice_module);

    place = &ctx->place;
    client = llcf->client;

    rc = ngx_http_legal_client_changed(r, place, client);

    if (rc == NGX_ERROR) {
        return NULL;
    }

    if (rc == NGX_DECLINED) {
        return place;
    }

    place->moved = 1;

    if (place->answers == NULL) {
        place->nanswers = ln_jurisdictions_count(lmcf->jurisdictions) + 1;

        place->answers = ngx_palloc(r->pool,
                                    place->nanswers * sizeof(ln_certainty_t));
        if (place->answers == NULL) {
            return NULL;
        }
    }

    ngx_memzero(&place->address, sizeof(ln_address_t));

    if ((place->preview || (client && client->country))
        && ln_location_from_code(ngx_http_legal_ln(place->value),
                                 &place->location)
           == LN_OK)
    {
        /* the place is known without a database */

    } else if (client && client->country && !place->preview) {
        ngx_memzero(&place->location, sizeof(ln_location_t));

    } else {
        if (place->preview || client) {
            (void) ln_address_parse(ngx_http_legal_ln(place->value),
                                    &place->address);
        } else {
            ln_address_from_sockaddr(place->sockaddr, &place->address);
        }

        return ngx_http_legal_locate_address(r, lmcf, place);
    }

    ln_jurisdictions_decide(lmcf->jurisdictions, &place->location,
                            &place->address, place->answers);

    return place;
}


/*
 * A connection mostly has one address: where that is, is kept with it until a
 * database is swapped, or grows old.
 */

static ngx_http_legal_place_t *
ngx_http_legal_locate_address(ngx_http_request_t *r,
    ngx_http_legal_main_conf_t *lmcf, ngx_http_legal_place_t *place)
{
    size_t                       size;
    ngx_pool_cleanup_t          *cln;
    ngx_http_legal_located_t    *located;

    size = ln_jurisdictions_count(lmcf->jurisdictions)
           * sizeof(ln_certainty_t);

    ngx_http_legal_database_age(lmcf);

    for (cln = r->connection->pool->cleanup; cln; cln = cln->next) {

        if (cln->handler == ngx_http_legal_located_cleanup) {
            located = cln->data;

            if (located->conf == lmcf
                && located->generation == ngx_http_legal_lookup_generation(lmcf)
                && ngx_memcmp(&located->address, &place->address,
                              sizeof(ln_address_t)) == 0)
            {
                place->location = located->location;
                ngx_memcpy(place->answers, located->answers, size);
                return place;
            }

            break;
        }
    }

    ngx_http_legal_lookup(lmcf, &place->address, &place->location,
                          place->answers);

    if (cln == NULL) {
        cln = ngx_pool_cleanup_add(r->connection->pool,
                                   sizeof(ngx_http_legal_located_t) + size);
        if (cln == NULL) {
            return NULL;
        }

        cln->handler = ngx_http_legal_located_cleanup;
        located = cln->data;
        located->conf = NULL;
        located->size = size;
    }

    located = cln->data;

    if (located->size == size) {
        located->conf = lmcf;
        located->generation = ngx_http_legal_lookup_generation(lmcf);
        located->address = place->address;
        located->location = place->location;
        ngx_memcpy(located->answers, place->answers, size);
    }

    return place;
}


/* It also marks what was located.  The pool's memory is freed as it is. */

static void
ngx_http_legal_located_cleanup(void *data)
{
    ngx_http_legal_located_t  *located = data;

    ngx_explicit_memzero(located,
                         sizeof(ngx_http_legal_located_t) + located->size);
}


/* Nothing of where a reader was outlives its request. */

void
ngx_http_legal_place_wipe(ngx_http_legal_place_t *place)
{
    if (place->answers) {
        ngx_explicit_memzero(place->answers,
                             place->nanswers * sizeof(ln_certainty_t));
    }

    ngx_explicit_memzero(place, sizeof(ngx_http_legal_place_t));
}


/* NGX_OK: another client, noted in place; NGX_DECLINED: still the same. */

static ngx_int_t
ngx_http_legal_client_changed(ngx_http_request_t *r,
    ngx_http_legal_place_t *place, ngx_http_legal_client_t *client)
{
    ngx_str_t                   value;
    ngx_uint_t                  preview;
    ngx_http_legal_loc_conf_t  *llcf;

    llcf = ngx_http_get_module_loc_conf(r, ngx_http_legal_notice_module);

    preview = ngx_http_legal_previews(r, llcf, &value);

    if (!preview && client == NULL) {

        if (place->sockaddr == r->connection->sockaddr
            && place->client == NULL && !place->preview)
        {
            return NGX_DECLINED;
        }

        place->preview = 0;
        place->sockaddr = r->connection->sockaddr;
        place->client = NULL;

        return NGX_OK;
    }

    if (!preview
        && ngx_http_complex_value(r, client->value, &value) != NGX_OK)
    {
        return NGX_ERROR;
    }

    if (place->client == client && place->preview == preview
        && place->sockaddr == NULL && place->answers != NULL
        && place->value.len == value.len
        && ngx_memcmp(place->value.data, value.data, value.len) == 0)
    {
        return NGX_DECLINED;
    }

    place->preview = preview;
    place->sockaddr = NULL;
    place->client = client;
    place->value = value;

    return NGX_OK;
}
