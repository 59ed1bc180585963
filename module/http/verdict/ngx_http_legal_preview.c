/* Whether a reader may be answered as one in another place. */

#include <ngx_config.h>

#include "geo/address/ln_network.h"
#include "geo/location/ln_location.h"
#include "http/headers/ngx_http_legal_fields.h"
#include "http/verdict/ngx_http_legal_preview.h"
#include "ln_wipe.h"


ngx_uint_t
ngx_http_legal_previews(ngx_http_request_t *r,
    ngx_http_legal_loc_conf_t *llcf, ngx_str_t *value)
{
    ngx_uint_t    may;
    ln_address_t  address;

    if (llcf->preview == NULL) {
        return 0;
    }

    ln_address_from_sockaddr(r->connection->sockaddr, &address);

    may = ln_network_find(llcf->preview->elts, llcf->preview->nelts, &address);

    ln_wipe(&address, sizeof(ln_address_t));
    ln_wipe_stack();

    return may && ngx_http_legal_preview_asked(r, value);
}


ngx_uint_t
ngx_http_legal_preview_asked(ngx_http_request_t *r, ngx_str_t *value)
{
    ngx_uint_t               valid;
    ln_address_t             address;
    ln_location_t            location;
    ngx_http_legal_fields_t  fields;

    static ngx_str_t  name = ngx_string("X-Legal-Preview");

    ngx_http_legal_request_fields(r, &fields);

    if (ngx_http_legal_field_join(r, &fields, &name, value) != NGX_OK) {
        return 0;
    }

    if (value->len == 0
        && ngx_http_arg(r, (u_char *) "legal_preview",
                        sizeof("legal_preview") - 1, value)
           != NGX_OK)
    {
        return 0;
    }

    valid = ln_location_from_code(ngx_http_legal_ln(*value), &location) == LN_OK
            || ln_address_parse(ngx_http_legal_ln(*value), &address) == LN_OK;

    ln_wipe(&address, sizeof(ln_address_t));
    ln_wipe_stack();

    return valid;
}
