/* legal_client: by what a reader is located. */

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf_client.h"


static ngx_int_t ngx_http_legal_client_country(ngx_conf_t *cf,
    ngx_http_legal_client_t *client);


char *
ngx_http_legal_client(ngx_conf_t *cf, ngx_command_t *cmd, void *conf)
{
    ngx_http_legal_loc_conf_t *llcf = conf;

    ngx_str_t                         *value;
    ngx_http_legal_client_t           *client;
    ngx_http_compile_complex_value_t   ccv;

    if (llcf->client != NGX_CONF_UNSET_PTR) {
        return "is duplicate";
    }

    value = cf->args->elts;

    client = ngx_pcalloc(cf->pool, sizeof(ngx_http_legal_client_t));
    if (client == NULL) {
        return NGX_CONF_ERROR;
    }

    if (ngx_strlchr(value[1].data, value[1].data + value[1].len, '$')
        == NULL)
    {
        return ngx_http_legal_conf_invalid(cf, &value[1],
                                           "a variable is expected");
    }

    if (cf->args->nelts == 3
        && ngx_http_legal_client_country(cf, client) != NGX_OK)
    {
        return NGX_CONF_ERROR;
    }

    client->value = ngx_palloc(cf->pool, sizeof(ngx_http_complex_value_t));
    if (client->value == NULL) {
        return NGX_CONF_ERROR;
    }

    ngx_memzero(&ccv, sizeof(ngx_http_compile_complex_value_t));

    ccv.cf = cf;
    ccv.value = &value[1];
    ccv.complex_value = client->value;

    if (ngx_http_compile_complex_value(&ccv) != NGX_OK) {
        return NGX_CONF_ERROR;
    }

    llcf->client = client;

    return NGX_CONF_OK;
}


/* The parameter `country`: the value is a code, and needs no database. */

static ngx_int_t
ngx_http_legal_client_country(ngx_conf_t *cf, ngx_http_legal_client_t *client)
{
    ngx_str_t                   *value;
    ngx_http_legal_main_conf_t  *lmcf;

    value = cf->args->elts;

    if (ngx_strcmp(value[2].data, "country") != 0) {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "invalid parameter \"%V\" in \"%V\" directive, "
                           "\"country\" is allowed", &value[2], &value[0]);
        return NGX_ERROR;
    }

    lmcf = ngx_http_conf_get_module_main_conf(cf, ngx_http_legal_notice_module);

    lmcf->country_client = 1;
    client->country = 1;

    return NGX_OK;
}
