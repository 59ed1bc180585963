/* legal_cache: which caches may keep a page that has notices. */

#include "http/directives/ngx_http_legal_conf_cache.h"
#include "http/directives/ngx_http_legal_conf_vary.h"


char *
ngx_http_legal_cache(ngx_conf_t *cf, ngx_command_t *cmd, void *conf)
{
    ngx_http_legal_loc_conf_t *llcf = conf;

    ngx_str_t   *value;
    ngx_uint_t   i;

    static ngx_str_t  names[] = {
        ngx_string("private"),
        ngx_string("no-store"),
        ngx_string("vary"),
        ngx_string("off")
    };

    if (llcf->cache != NGX_CONF_UNSET_UINT) {
        return "is duplicate";
    }

    value = cf->args->elts;

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (value[1].len == names[i].len
            && ngx_strcmp(value[1].data, names[i].data) == 0)
        {
            llcf->cache = i;
        }
    }

    if (llcf->cache == NGX_CONF_UNSET_UINT) {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "invalid value \"%V\" in \"%V\" directive, "
                           "\"private\", \"no-store\", \"vary\" and \"off\" "
                           "are allowed", &value[1], &value[0]);
        return NGX_CONF_ERROR;
    }

    if ((llcf->cache == NGX_HTTP_LEGAL_CACHE_VARY) != (cf->args->nelts > 2)) {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "invalid number of arguments in \"%V\" directive, "
                           "header names go with \"vary\" and only there",
                           &value[0]);
        return NGX_CONF_ERROR;
    }

    ngx_http_legal_conf_here(cf, &llcf->cache_where);

    return ngx_http_legal_conf_vary(cf, llcf);
}
