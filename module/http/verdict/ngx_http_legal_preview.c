/* legal_preview: who may be answered as a reader in another place. */

#include "http/ngx_http_legal_notice.h"


char *
ngx_http_legal_preview(ngx_conf_t *cf, ngx_command_t *cmd, void *conf)
{
    ngx_http_legal_loc_conf_t *llcf = conf;

    ngx_str_t     *value;
    ngx_uint_t     i;
    ln_error_t     err;
    ln_network_t  *network;

    if (llcf->preview != NGX_CONF_UNSET_PTR) {
        return "is duplicate";
    }

    value = cf->args->elts;
    llcf->preview = NULL;

    if (cf->args->nelts == 2 && ngx_strcmp(value[1].data, "off") == 0) {
        return NGX_CONF_OK;
    }

    llcf->preview = ngx_array_create(cf->pool, cf->args->nelts - 1,
                                     sizeof(ln_network_t));
    if (llcf->preview == NULL) {
        return NGX_CONF_ERROR;
    }

    for (i = 1; i < cf->args->nelts; i++) {
        network = ngx_array_push(llcf->preview);
        if (network == NULL) {
            return NGX_CONF_ERROR;
        }

        ngx_memzero(&err, sizeof(ln_error_t));

        if (ln_network_parse(ngx_http_legal_ln(value[i]), network, &err)
            != LN_OK)
        {
            return ngx_http_legal_conf_failed(cf, &err);
        }
    }

    llcf->preview->nelts = ln_network_sort(llcf->preview->elts,
                                           llcf->preview->nelts);
    return NGX_CONF_OK;
}


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
