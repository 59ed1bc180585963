/* From the client to its location, and to the answers of jurisdictions. */

#include <ngx_config.h>

#include "http/database/ngx_http_legal_database.h"
#include "http/database/ngx_http_legal_lookup.h"
#include "http/verdict/ngx_http_legal_client_value.h"
#include "http/verdict/ngx_http_legal_location.h"
#include "http/verdict/ngx_http_legal_preview.h"
#include "ln_wipe.h"


static ngx_http_legal_location_t *ngx_http_legal_location_create(
    ngx_http_request_t *r, ngx_http_legal_main_conf_t *lmcf);
static void ngx_http_legal_location_cleanup(void *data);
static ngx_int_t ngx_http_legal_client_changed(ngx_http_request_t *r,
    ngx_http_legal_location_t *loc, ngx_http_legal_client_t *client);
static void ngx_http_legal_locate_client(
    ngx_http_legal_main_conf_t *lmcf, ngx_http_legal_location_t *loc);


ngx_http_legal_location_t *
ngx_http_legal_locate(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ngx_int_t                    rc;
    ngx_http_legal_location_t   *loc;
    ngx_http_legal_loc_conf_t   *llcf;
    ngx_http_legal_main_conf_t  *lmcf;

    llcf = ngx_http_get_module_loc_conf(r, ngx_http_legal_notice_module);
    lmcf = ngx_http_get_module_main_conf(r, ngx_http_legal_notice_module);

    if (ctx->location == NULL) {
        ctx->location = ngx_http_legal_location_create(r, lmcf);
        if (ctx->location == NULL) {
            return NULL;
        }
    }

    loc = ctx->location;

    rc = ngx_http_legal_client_changed(r, loc, llcf->client);

    if (rc == NGX_ERROR) {
        return NULL;
    }

    if (rc == NGX_OK) {
        loc->moved = 1;
        ngx_http_legal_locate_client(lmcf, loc);
        ln_wipe_stack();
    }

    return loc;
}


ngx_uint_t
ngx_http_legal_is_preview(ngx_http_request_t *r)
{
    ngx_http_legal_ctx_t  *ctx;

    ctx = ngx_http_get_module_ctx(r, ngx_http_legal_notice_module);

    return ctx && ctx->location && ctx->location->preview;
}


static ngx_http_legal_location_t *
ngx_http_legal_location_create(ngx_http_request_t *r,
    ngx_http_legal_main_conf_t *lmcf)
{
    size_t                      size;
    ngx_uint_t                  n;
    ngx_pool_cleanup_t         *cln;
    ngx_http_legal_location_t  *loc;

    n = ln_jurisdictions_count(lmcf->jurisdictions);
    size = sizeof(ngx_http_legal_location_t) + n * sizeof(ln_certainty_t);

    cln = ngx_pool_cleanup_add(r->pool, size);
    if (cln == NULL) {
        return NULL;
    }

    cln->handler = ngx_http_legal_location_cleanup;

    loc = cln->data;
    ngx_memzero(loc, sizeof(ngx_http_legal_location_t));

    loc->answers = (ln_certainty_t *) (loc + 1);
    loc->nanswers = n;

    return loc;
}


/* Nothing of where a reader was outlives its request. */

static void
ngx_http_legal_location_cleanup(void *data)
{
    ngx_http_legal_location_t  *loc = data;

    ngx_explicit_memzero(loc, sizeof(ngx_http_legal_location_t)
                              + loc->nanswers * sizeof(ln_certainty_t));
}


/* NGX_OK: another client, noted in loc; NGX_DECLINED: still the same. */

static ngx_int_t
ngx_http_legal_client_changed(ngx_http_request_t *r,
    ngx_http_legal_location_t *loc, ngx_http_legal_client_t *client)
{
    ngx_str_t                   value;
    ngx_uint_t                  preview;
    ngx_http_legal_preview_t    asked;
    ngx_http_legal_loc_conf_t  *llcf;

    llcf = ngx_http_get_module_loc_conf(r, ngx_http_legal_notice_module);

    asked = ngx_http_legal_previews(r, llcf, &value);
    preview = (asked == NGX_HTTP_LEGAL_PREVIEW_GIVEN);
    loc->mistyped = (asked == NGX_HTTP_LEGAL_PREVIEW_MISTYPED);

    if (!preview && client == NULL) {

        if (loc->sockaddr == r->connection->sockaddr && loc->client == NULL
            && !loc->preview)
        {
            return NGX_DECLINED;
        }

        loc->preview = 0;
        loc->sockaddr = r->connection->sockaddr;
        loc->client = NULL;

        return NGX_OK;
    }

    if (!preview
        && ngx_http_legal_client_value(r, client, &value) != NGX_OK)
    {
        return NGX_ERROR;
    }

    if (loc->client == client && loc->preview == preview
        && loc->sockaddr == NULL && loc->value.len == value.len
        && ngx_memcmp(loc->value.data, value.data, value.len) == 0)
    {
        return NGX_DECLINED;
    }

    loc->preview = preview;
    loc->sockaddr = NULL;
    loc->client = client;
    loc->value = value;

    return NGX_OK;
}


/* Not inlined: what it leaves on the stack is wiped by its caller. */

__attribute__((noinline))
static void
ngx_http_legal_locate_client(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_location_t *loc)
{
    ngx_int_t   rc;
    ngx_uint_t  country;

    country = loc->client && loc->client->country;

    ngx_memzero(&loc->address, sizeof(ln_address_t));
    ngx_memzero(&loc->conflicts, sizeof(ln_conflicts_t));

    if (loc->preview || country) {

        /* a code says the location without a database */

        rc = ln_location_from_code(ngx_http_legal_ln(loc->value),
                                   &loc->location);

        if (rc == LN_OK || !loc->preview) {
            ln_jurisdictions_decide(lmcf->jurisdictions, &loc->location,
                                    &loc->address, loc->answers);
            return;
        }
    }

    if (loc->preview || loc->client) {
        (void) ln_address_parse(ngx_http_legal_ln(loc->value), &loc->address);

    } else {
        ln_address_from_sockaddr(loc->sockaddr, &loc->address);
    }

    ngx_http_legal_database_age(lmcf);
    ngx_http_legal_lookup(lmcf, &loc->address, &loc->location, loc->answers,
                          &loc->conflicts);
}
