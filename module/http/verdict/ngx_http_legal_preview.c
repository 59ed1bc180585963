/* Whether a reader may be answered as one in another place. */

#include <ngx_config.h>

#include "geo/address/ln_network.h"
#include "geo/location/ln_location.h"
#include "http/headers/ngx_http_legal_fields.h"
#include "http/verdict/ngx_http_legal_asked.h"
#include "http/verdict/ngx_http_legal_preview.h"
#include "ln_wipe.h"


static ngx_int_t ngx_http_legal_preview_argument(ngx_http_request_t *r,
    ngx_str_t *value);


static ngx_str_t  ngx_http_legal_preview_field = ngx_string("X-Legal-Preview");


ngx_http_legal_preview_t
ngx_http_legal_previews(ngx_http_request_t *r,
    ngx_http_legal_loc_conf_t *llcf, ngx_str_t *value)
{
    ngx_uint_t    may;
    ln_address_t  address;

    if (llcf->preview == NULL) {
        return NGX_HTTP_LEGAL_PREVIEW_NONE;
    }

    ln_address_from_sockaddr(r->connection->sockaddr, &address);

    may = ln_network_find(llcf->preview->elts, llcf->preview->nelts, &address);

    ln_wipe(&address, sizeof(ln_address_t));
    ln_wipe_stack();

    return may ? ngx_http_legal_preview_asked(r, value)
               : NGX_HTTP_LEGAL_PREVIEW_NONE;
}


/* The field counts before the argument, unless it is empty. */

ngx_http_legal_preview_t
ngx_http_legal_preview_asked(ngx_http_request_t *r, ngx_str_t *value)
{
    ngx_uint_t               valid;
    ln_address_t             address;
    ln_location_t            location;
    ngx_http_legal_fields_t  fields;

    ngx_http_legal_request_fields(r, &fields);

    if (ngx_http_legal_field_join(r, &fields, &ngx_http_legal_preview_field,
                                  value)
        != NGX_OK)
    {
        return NGX_HTTP_LEGAL_PREVIEW_NONE;
    }

    if (value->len == 0
        && ngx_http_legal_preview_argument(r, value) != NGX_OK)
    {
        return NGX_HTTP_LEGAL_PREVIEW_NONE;
    }

    valid = ln_location_from_code(ngx_http_legal_ln(*value), &location) == LN_OK
            || ln_address_parse(ngx_http_legal_ln(*value), &address) == LN_OK;

    ln_wipe(&address, sizeof(ln_address_t));
    ln_wipe_stack();

    return valid ? NGX_HTTP_LEGAL_PREVIEW_GIVEN
                 : NGX_HTTP_LEGAL_PREVIEW_MISTYPED;
}


/*
 * That of r, or that of the page that an outlet is asked about: whoever
 * previews a page has its scripts ask for the same.
 */

static ngx_int_t
ngx_http_legal_preview_argument(ngx_http_request_t *r, ngx_str_t *value)
{
    ngx_int_t                   rc;
    ngx_str_t                   own;
    ngx_http_legal_ctx_t       *ctx;
    ngx_http_legal_asked_t     *asked;
    ngx_http_legal_loc_conf_t  *llcf;

    static u_char  name[] = "legal_preview";

    rc = ngx_http_arg(r, name, sizeof(name) - 1, value);

    if (rc == NGX_OK) {
        return NGX_OK;
    }

    ctx = ngx_http_legal_ctx_find(r);
    llcf = ngx_http_get_module_loc_conf(r, ngx_http_legal_notice_module);

    if (!llcf->outlet || ctx == NULL) {
        return NGX_DECLINED;
    }

    /* r's arguments may be those of the page by now */

    asked = ctx->asked ? ctx->asked : ngx_http_legal_asked(r, ctx);

    if (asked == NULL) {
        return NGX_DECLINED;
    }

    own = r->args;
    r->args = asked->args;

    rc = ngx_http_arg(r, name, sizeof(name) - 1, value);

    r->args = own;

    return rc;
}


ngx_int_t
ngx_http_legal_preview_name(ngx_http_request_t *r, ngx_str_t *value,
    ngx_str_t *name)
{
    ngx_uint_t     i;
    ln_location_t  location;

    name->len = value->len;
    name->data = ngx_pnalloc(r->pool, value->len);
    if (name->data == NULL) {
        return NGX_ERROR;
    }

    ngx_memcpy(name->data, value->data, value->len);

    if (ln_location_from_code(ngx_http_legal_ln(*value), &location) == LN_OK) {
        for (i = 0; i < name->len; i++) {
            name->data[i] = ngx_toupper(name->data[i]);
        }
    }

    return NGX_OK;
}
