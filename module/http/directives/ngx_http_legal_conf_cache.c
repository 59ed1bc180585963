/* legal_cache: which caches may keep a page that has notices. */

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf_cache.h"
#include "http/directives/ngx_http_legal_conf_vary.h"


char *
ngx_http_legal_cache(ngx_conf_t *cf, ngx_command_t *cmd, void *conf)
{
    ngx_http_legal_loc_conf_t *llcf = conf;

    ngx_str_t        *value;
    ngx_conf_enum_t  *e;

    static ngx_conf_enum_t  policies[] = {
        { ngx_string("private"), NGX_HTTP_LEGAL_CACHE_PRIVATE },
        { ngx_string("no-store"), NGX_HTTP_LEGAL_CACHE_NO_STORE },
        { ngx_string("vary"), NGX_HTTP_LEGAL_CACHE_VARY },
        { ngx_string("off"), NGX_HTTP_LEGAL_CACHE_OFF },
        { ngx_null_string, 0 }
    };

    if (llcf->cache != NGX_CONF_UNSET_UINT) {
        return "is duplicate";
    }

    value = cf->args->elts;

    for (e = policies; e->name.len; e++) {
        if (ngx_http_legal_same(&value[1], &e->name)) {
            llcf->cache = e->value;
        }
    }

    if (llcf->cache == NGX_CONF_UNSET_UINT) {
        return ngx_http_legal_conf_invalid(cf, &value[1],
                                           "\"private\", \"no-store\", "
                                           "\"vary\" and \"off\" are allowed");
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
