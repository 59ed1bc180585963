/* Whether a reader may be answered as one in another place. */

#include <ngx_config.h>

#include "geo/address/ln_network.h"
#include "geo/location/ln_location.h"
#include "http/headers/ngx_http_legal_fields.h"
#include "http/verdict/ngx_http_legal_preview.h"
#include "ln_wipe.h"


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
        && ngx_http_arg(r, (u_char *) "legal_preview",
                        sizeof("legal_preview") - 1, value)
           != NGX_OK)
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
