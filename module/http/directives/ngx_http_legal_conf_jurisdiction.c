/* legal_jurisdiction: a block of terms. */

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf_jurisdiction.h"


static char *ngx_http_legal_jurisdiction_term(ngx_conf_t *cf,
    ngx_command_t *dummy, void *conf);


char *
ngx_http_legal_jurisdiction(ngx_conf_t *cf, ngx_command_t *cmd, void *conf)
{
    ngx_http_legal_main_conf_t *lmcf = conf;

    char                        *rv;
    ngx_str_t                   *value;
    ln_error_t                   err;
    ln_jurisdiction_t           *j;
    ngx_http_legal_reference_t   where;

    value = cf->args->elts;

    ngx_memzero(&err, sizeof(ln_error_t));
    ngx_http_legal_conf_here(cf, &where);

    j = ln_jurisdiction_add(lmcf->jurisdictions, ngx_http_legal_ln(value[1]),
                            &err);
    if (j == NULL) {
        return ngx_http_legal_conf_failed(cf, &err);
    }

    rv = ngx_http_legal_conf_block(cf, j, ngx_http_legal_jurisdiction_term);
    if (rv != NGX_CONF_OK) {
        return rv;
    }

    if (ln_jurisdiction_end(j, &err) != LN_OK) {
        ngx_http_legal_conf_error_at(cf, &where, err.text);
        return NGX_CONF_ERROR;
    }

    return NGX_CONF_OK;
}


static char *
ngx_http_legal_jurisdiction_term(ngx_conf_t *cf, ngx_command_t *dummy,
    void *conf)
{
    ln_jurisdiction_t *j = conf;

    ln_str_t                    *words;
    ngx_str_t                   *value;
    ngx_uint_t                   i;
    ln_error_t                   err;
    ngx_http_legal_reference_t   here;

    if (ngx_http_legal_conf_unmarked(cf) != NGX_OK) {
        return NGX_CONF_ERROR;
    }

    value = cf->args->elts;

    if (cf->args->nelts == 2 && ngx_strcmp(value[0].data, "include") == 0) {
        return ngx_conf_include(cf, dummy, conf);
    }

    words = ngx_palloc(cf->pool, cf->args->nelts * sizeof(ln_str_t));
    if (words == NULL) {
        return NGX_CONF_ERROR;
    }

    for (i = 0; i < cf->args->nelts; i++) {
        words[i] = ngx_http_legal_ln(value[i]);
    }

    ngx_memzero(&err, sizeof(ln_error_t));
    ngx_http_legal_conf_here(cf, &here);

    if (ln_jurisdiction_term(j, words, cf->args->nelts, (char *) here.file,
                             here.line, &err)
        != LN_OK)
    {
        return ngx_http_legal_conf_failed(cf, &err);
    }

    return NGX_CONF_OK;
}
