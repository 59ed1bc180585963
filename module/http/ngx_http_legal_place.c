/* client -> location -> jurisdictions */

#include "ngx_http_legal_notice.h"


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

    if (place->answers == NULL) {
        place->answers = ngx_palloc(r->pool,
                              (ln_jurisdictions_count(lmcf->jurisdictions) + 1)
                              * sizeof(ln_certainty_t));
        if (place->answers == NULL) {
            return NULL;
        }
    }

    ngx_memzero(&place->address, sizeof(ln_address_t));

    if (client && client->country) {
        (void) ln_location_from_code(ngx_http_legal_ln(place->value),
                                     &place->location);

    } else {
        if (client) {
            (void) ln_address_parse(ngx_http_legal_ln(place->value),
                                    &place->address);
        } else {
            ln_address_from_sockaddr(place->sockaddr, &place->address);
        }

        ln_database_locate(lmcf->databases.elts, lmcf->databases.nelts,
                           &place->address, &place->location);
    }

    ln_jurisdictions_decide(lmcf->jurisdictions, &place->location,
                            &place->address, place->answers);

    return place;
}


/* NGX_OK: another client, noted in place; NGX_DECLINED: still the same. */

static ngx_int_t
ngx_http_legal_client_changed(ngx_http_request_t *r,
    ngx_http_legal_place_t *place, ngx_http_legal_client_t *client)
{
    ngx_str_t  value;

    if (client == NULL) {

        if (place->sockaddr == r->connection->sockaddr
            && place->client == NULL)
        {
            return NGX_DECLINED;
        }

        place->sockaddr = r->connection->sockaddr;
        place->client = NULL;

        return NGX_OK;
    }

    if (ngx_http_complex_value(r, client->value, &value) != NGX_OK) {
        return NGX_ERROR;
    }

    if (place->client == client && place->value.len == value.len
        && ngx_memcmp(place->value.data, value.data, value.len) == 0)
    {
        return NGX_DECLINED;
    }

    place->sockaddr = NULL;
    place->client = client;
    place->value = value;

    return NGX_OK;
}
