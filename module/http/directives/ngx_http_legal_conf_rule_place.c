/* Where a notice goes: `place` and `hydrated` of legal_notice. */

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf_rule_place.h"


char *
ngx_http_legal_rule_place(ngx_conf_t *cf, ngx_http_legal_rule_t *rule)
{
    ln_str_t                    *words;
    ngx_str_t                   *value, *text;
    ngx_uint_t                   i;
    ln_error_t                   err;
    ln_place_t                  *place;
    ngx_http_legal_main_conf_t  *lmcf;

    value = cf->args->elts;

    place = ngx_array_push(&rule->places);
    if (place == NULL) {
        return NGX_CONF_ERROR;
    }

    /* the configuration's cleanup frees what it has */

    ngx_memzero(place, sizeof(ln_place_t));

    words = ngx_palloc(cf->pool, cf->args->nelts * sizeof(ln_str_t));
    text = ngx_array_push(&rule->place_texts);

    if (words == NULL || text == NULL
        || ngx_http_legal_join(cf->pool, &value[1], cf->args->nelts - 1, " ",
                               text)
           != NGX_OK)
    {
        return NGX_CONF_ERROR;
    }

    for (i = 1; i < cf->args->nelts; i++) {
        words[i - 1] = ngx_http_legal_ln(value[i]);
    }

    lmcf = ngx_http_conf_get_module_main_conf(cf, ngx_http_legal_notice_module);

    ngx_memzero(&err, sizeof(ln_error_t));

    if (ln_place_parse(&lmcf->alloc, words, cf->args->nelts - 1, place, &err)
        != LN_OK)
    {
        rule->places.nelts--;
        return ngx_http_legal_conf_failed(cf, &err);
    }

    if (ln_place_is_vain(place, &err)) {
        ngx_conf_log_error(NGX_LOG_WARN, cf, 0, "\"%V\" directive: \"%V\": %s",
                           &value[0], text, err.text);
    }

    return NGX_CONF_OK;
}


char *
ngx_http_legal_rule_hydrated(ngx_conf_t *cf, ngx_http_legal_rule_t *rule)
{
    ln_str_t                    *words;
    ngx_str_t                   *value;
    ngx_uint_t                   i;
    ln_error_t                   err;
    ngx_http_legal_main_conf_t  *lmcf;

    if (rule->hydrated_text.len) {
        return "is duplicate";
    }

    value = cf->args->elts;

    words = ngx_palloc(cf->pool, cf->args->nelts * sizeof(ln_str_t));

    if (words == NULL
        || ngx_http_legal_join(cf->pool, &value[1], cf->args->nelts - 1, " ",
                               &rule->hydrated_text)
           != NGX_OK)
    {
        return NGX_CONF_ERROR;
    }

    for (i = 1; i < cf->args->nelts; i++) {
        words[i - 1] = ngx_http_legal_ln(value[i]);
    }

    lmcf = ngx_http_conf_get_module_main_conf(cf, ngx_http_legal_notice_module);

    ngx_memzero(&err, sizeof(ln_error_t));

    if (ln_hydrated_parse(&lmcf->alloc, words, cf->args->nelts - 1,
                          &rule->hydrated, &err)
        != LN_OK)
    {
        return ngx_http_legal_conf_failed(cf, &err);
    }

    return NGX_CONF_OK;
}
