/*
 * legal_apply: which rules hold in a location block.  legal_notices: where
 * scripts ask for them.
 */

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf_apply.h"


static ngx_int_t ngx_http_legal_apply_name(ngx_conf_t *cf,
    ngx_array_t *names, ngx_uint_t i);


/* Names are resolved at the end: a rule may be defined below its use. */

char *
ngx_http_legal_apply(ngx_conf_t *cf, ngx_command_t *cmd, void *conf)
{
    ngx_http_legal_loc_conf_t *llcf = conf;

    ngx_str_t                    *value;
    ngx_uint_t                    i;
    ngx_http_legal_loc_conf_t   **apply;
    ngx_http_legal_main_conf_t   *lmcf;

    if (llcf->apply != NGX_CONF_UNSET_PTR) {
        return "is duplicate";
    }

    value = cf->args->elts;
    llcf->apply = NULL;

    if (cf->args->nelts == 2 && ngx_strcmp(value[1].data, "off") == 0) {
        return NGX_CONF_OK;
    }

    llcf->apply_names = ngx_array_create(cf->pool, cf->args->nelts - 1,
                                         sizeof(ngx_http_legal_reference_t));
    llcf->apply = ngx_array_create(cf->pool, cf->args->nelts - 1,
                                   sizeof(ngx_http_legal_rule_t *));

    if (llcf->apply_names == NULL || llcf->apply == NULL) {
        return NGX_CONF_ERROR;
    }

    for (i = 1; i < cf->args->nelts; i++) {
        if (ngx_http_legal_apply_name(cf, llcf->apply_names, i) != NGX_OK) {
            return NGX_CONF_ERROR;
        }
    }

    lmcf = ngx_http_conf_get_module_main_conf(cf, ngx_http_legal_notice_module);

    apply = ngx_array_push(&lmcf->applies);
    if (apply == NULL) {
        return NGX_CONF_ERROR;
    }

    *apply = llcf;

    return NGX_CONF_OK;
}


/* Adds the directive's word i to names, unless one before it is the same. */

static ngx_int_t
ngx_http_legal_apply_name(ngx_conf_t *cf, ngx_array_t *names, ngx_uint_t i)
{
    ngx_str_t                   *value;
    ngx_uint_t                   j;
    ngx_http_legal_reference_t  *ref;

    value = cf->args->elts;

    for (j = 1; j < i; j++) {
        if (ngx_http_legal_same(&value[i], &value[j])) {
            ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                               "duplicate name \"%V\" in \"%V\" directive",
                               &value[i], &value[0]);
            return NGX_ERROR;
        }
    }

    if (ngx_strcmp(value[i].data, "off") == 0) {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "\"off\" stands alone in \"%V\" directive",
                           &value[0]);
        return NGX_ERROR;
    }

    ref = ngx_array_push(names);
    if (ref == NULL) {
        return NGX_ERROR;
    }

    ref->name = value[i];
    ngx_http_legal_conf_here(cf, ref);

    return NGX_OK;
}
