/* Whether a reader may be answered as one in another place. */

#include "http/ngx_http_legal_notice.h"
#include "geo/address/ln_network.h"


/*
 * Whether r asks, from where it may, for another place than its own: value is
 * the country, region or address asked for, in r's own memory.  A value that
 * is none of them is ignored, as is every one from elsewhere.
 */

ngx_uint_t
ngx_http_legal_previews(ngx_http_request_t *r,
    ngx_http_legal_loc_conf_t *llcf, ngx_str_t *value)
{
    ln_address_t  address;

    if (llcf->preview == NULL) {
        return 0;
    }

    ln_address_from_sockaddr(r->connection->sockaddr, &address);

    if (!ln_network_find(llcf->preview->elts, llcf->preview->nelts, &address)) {
        return 0;
    }

    return ngx_http_legal_preview_asked(r, value);
}


/* The same, wherever r comes from. */

ngx_uint_t
ngx_http_legal_preview_asked(ngx_http_request_t *r, ngx_str_t *value)
{
    ngx_uint_t        i;
    ln_address_t      address;
    ln_location_t     location;
    ngx_list_part_t  *part;
    ngx_table_elt_t  *h;

    static ngx_str_t  name = ngx_string("x-legal-preview");

    ngx_str_null(value);

    for (part = &r->headers_in.headers.part; part; part = part->next) {
        h = part->elts;

        for (i = 0; i < part->nelts; i++) {
            if (h[i].key.len == name.len
                && ngx_strncmp(h[i].lowcase_key, name.data, name.len) == 0)
            {
                *value = h[i].value;
            }
        }
    }

    if (value->len == 0
        && ngx_http_arg(r, (u_char *) "legal_preview",
                        sizeof("legal_preview") - 1, value)
           != NGX_OK)
    {
        return 0;
    }

    return ln_location_from_code(ngx_http_legal_ln(*value), &location) == LN_OK
           || ln_address_parse(ngx_http_legal_ln(*value), &address) == LN_OK;
}
