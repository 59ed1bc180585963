/* legal_preview: who may be answered as a reader in another location. */

#include <ngx_config.h>

#include "geo/address/ln_network.h"
#include "http/directives/ngx_http_legal_conf_preview.h"


static ngx_uint_t ngx_http_legal_preview_wide(ln_network_t *network);


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

        if (ln_network_carries(network)) {
            ngx_conf_log_error(NGX_LOG_WARN, cf, 0,
                               "\"legal_preview %V\" holds no reader: "
                               "addresses there carry an IPv4 address, which "
                               "counts in their place; name the IPv4 network, "
                               "or take it out", &value[i]);
        }

        if (ngx_http_legal_preview_wide(network)) {
            ngx_conf_log_error(NGX_LOG_WARN, cf, 0,
                               "\"legal_preview %V\" lets readers of many "
                               "networks choose their location, and so avoid "
                               "restrictions: name your own networks",
                               &value[i]);
        }
    }

    llcf->preview->nelts = ln_network_sort(llcf->preview->elts,
                                           llcf->preview->nelts);
    return NGX_CONF_OK;
}


/* Nobody's own: IPv4 wider than /8, IPv6 wider than fc00::/7. */

static ngx_uint_t
ngx_http_legal_preview_wide(ln_network_t *network)
{
    static u_char  ipv4[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };

    if (ngx_memcmp(network->first, ipv4, sizeof(ipv4)) == 0) {
        return network->first[12] != network->last[12];
    }

    return ((network->first[0] ^ network->last[0]) & 0xfe) != 0;
}
