/* legal_place_cache max=N [memory=SIZE] | off; */

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf_place_cache.h"


static ngx_int_t ngx_http_legal_place_cache_max(ngx_conf_t *cf,
    ngx_http_legal_main_conf_t *lmcf);
static ngx_int_t ngx_http_legal_place_cache_memory(ngx_conf_t *cf,
    ngx_http_legal_main_conf_t *lmcf);


char *
ngx_http_legal_place_cache(ngx_conf_t *cf, ngx_command_t *cmd, void *conf)
{
    ngx_http_legal_main_conf_t  *lmcf = conf;

    ngx_str_t  *value;

    value = cf->args->elts;

    if (lmcf->place_cache_max != NGX_CONF_UNSET_UINT) {
        return "is duplicate";
    }

    if (ngx_strcmp(value[1].data, "off") == 0 && cf->args->nelts == 2) {
        lmcf->place_cache_max = 0;
        return NGX_CONF_OK;
    }

    if (ngx_http_legal_place_cache_max(cf, lmcf) != NGX_OK) {
        return NGX_CONF_ERROR;
    }

    if (cf->args->nelts == 3
        && ngx_http_legal_place_cache_memory(cf, lmcf) != NGX_OK)
    {
        return NGX_CONF_ERROR;
    }

    return NGX_CONF_OK;
}


static ngx_int_t
ngx_http_legal_place_cache_max(ngx_conf_t *cf,
    ngx_http_legal_main_conf_t *lmcf)
{
    ngx_int_t   n;
    ngx_str_t  *value;

    value = cf->args->elts;
    n = NGX_ERROR;

    if (ngx_strncmp(value[1].data, "max=", 4) == 0) {
        n = ngx_atoi(value[1].data + 4, value[1].len - 4);
    }

    if (n < 1 || n > NGX_HTTP_LEGAL_PLACE_CACHE_MAX) {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "invalid value \"%V\" in \"%V\" directive, \"off\" "
                           "or \"max=NUMBER\" from 1 to %d is expected",
                           &value[1], &value[0],
                           NGX_HTTP_LEGAL_PLACE_CACHE_MAX);
        return NGX_ERROR;
    }

    lmcf->place_cache_max = n;

    return NGX_OK;
}


static ngx_int_t
ngx_http_legal_place_cache_memory(ngx_conf_t *cf,
    ngx_http_legal_main_conf_t *lmcf)
{
    ssize_t     size;
    ngx_str_t  *value, memory;

    value = cf->args->elts;
    size = NGX_ERROR;

    if (ngx_strncmp(value[2].data, "memory=", 7) == 0) {
        memory.data = value[2].data + 7;
        memory.len = value[2].len - 7;
        size = ngx_parse_size(&memory);
    }

    if (size == NGX_ERROR) {
        (void) ngx_http_legal_conf_invalid(cf, &value[2],
                                           "a size like \"memory=8m\" is "
                                           "expected");
        return NGX_ERROR;
    }

    lmcf->place_cache_memory = size;

    return NGX_OK;
}
