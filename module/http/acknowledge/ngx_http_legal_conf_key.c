/* legal_key: the secrets that sign acknowledgements. */

#include <ngx_config.h>

#include "http/acknowledge/ngx_http_legal_conf_key.h"


static void ngx_http_legal_keys_free(void *data);


char *
ngx_http_legal_key(ngx_conf_t *cf, ngx_command_t *cmd, void *conf)
{
    ngx_http_legal_main_conf_t *lmcf = conf;

    ngx_str_t           *value, path;
    ngx_uint_t           i;
    ln_error_t           err;
    ngx_pool_cleanup_t  *cln;

    if (lmcf->keys.n) {
        return "is duplicate";
    }

    value = cf->args->elts;

    if (cf->args->nelts - 1 > LN_ACKNOWLEDGEMENT_KEYS) {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "more than %d files in \"%V\" directive, take out "
                           "those that sign nothing any more",
                           LN_ACKNOWLEDGEMENT_KEYS, &value[0]);
        return NGX_CONF_ERROR;
    }

    cln = ngx_pool_cleanup_add(cf->pool, 0);
    if (cln == NULL) {
        return NGX_CONF_ERROR;
    }

    cln->handler = ngx_http_legal_keys_free;
    cln->data = lmcf;

    for (i = 1; i < cf->args->nelts; i++) {
        path = value[i];

        if (ngx_conf_full_name(cf->cycle, &path, 1) != NGX_OK) {
            return NGX_CONF_ERROR;
        }

        ngx_memzero(&err, sizeof(ln_error_t));

        lmcf->keys.keys[i - 1] = ln_key_load((char *) path.data, &err);
        if (lmcf->keys.keys[i - 1] == NULL) {
            return ngx_http_legal_conf_failed(cf, &err);
        }

        lmcf->keys.n = i;
    }

    return NGX_CONF_OK;
}


static void
ngx_http_legal_keys_free(void *data)
{
    ngx_http_legal_main_conf_t  *lmcf = data;

    ngx_uint_t  i;

    for (i = 0; i < lmcf->keys.n; i++) {
        ln_key_free(lmcf->keys.keys[i]);
    }

    lmcf->keys.n = 0;
}
