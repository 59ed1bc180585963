/* Directives outside of notices and restrictions, and what all share. */

#include "http/directives/ngx_http_legal_conf_vary.h"


static char *ngx_http_legal_jurisdiction_term(ngx_conf_t *cf,
    ngx_command_t *dummy, void *conf);


void
ngx_http_legal_conf_here(ngx_conf_t *cf, ngx_http_legal_reference_t *ref)
{
    ref->file = cf->conf_file->file.name.data;
    ref->line = cf->conf_file->line;
}


/* Reports err for the directive being read, with its file and line. */

char *
ngx_http_legal_conf_failed(ngx_conf_t *cf, ln_error_t *err)
{
    ngx_str_t  *value;

    value = cf->args->elts;

    ngx_conf_log_error(NGX_LOG_EMERG, cf, 0, "\"%V\" directive: %s",
                       &value[0], err->text);

    return NGX_CONF_ERROR;
}


/* Reports what was found only after the directive at ref had been read. */

void
ngx_http_legal_conf_error_at(ngx_conf_t *cf, ngx_http_legal_reference_t *ref,
    const char *text)
{
    ngx_log_error(NGX_LOG_EMERG, cf->log, 0, "%s in %s:%ui", text, ref->file,
                  ref->line);
}


/*
 * Reads the block of the directive with handler, which gets object, as
 * ngx_http_map_module does with its own.
 */

char *
ngx_http_legal_conf_block(ngx_conf_t *cf, void *object,
    char *(*handler)(ngx_conf_t *, ngx_command_t *, void *))
{
    char        *rv;
    ngx_conf_t   save;

    save = *cf;
    cf->handler = handler;
    cf->handler_conf = object;

    rv = ngx_conf_parse(cf, NULL);

    *cf = save;

    return rv;
}


ngx_int_t
ngx_http_legal_conf_name(ngx_conf_t *cf, ngx_str_t *name)
{
    u_char      c;
    ngx_uint_t  i;

    for (i = 0; i < name->len; i++) {
        c = name->data[i];

        if (!((c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')
              || c == '_' || c == '-'))
        {
            break;
        }
    }

    if (name->len && i == name->len) {
        return NGX_OK;
    }

    ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                       "invalid name \"%V\", letters, digits, \"_\" and \"-\" "
                       "are allowed", name);

    return NGX_ERROR;
}


char *
ngx_http_legal_client(ngx_conf_t *cf, ngx_command_t *cmd, void *conf)
{
    ngx_http_legal_loc_conf_t *llcf = conf;

    ngx_str_t                         *value;
    ngx_http_legal_client_t           *client;
    ngx_http_legal_main_conf_t        *lmcf;
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
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "invalid value \"%V\" in \"%V\" directive, "
                           "a variable is expected", &value[1], &value[0]);
        return NGX_CONF_ERROR;
    }

    if (cf->args->nelts == 3) {
        if (ngx_strcmp(value[2].data, "country") != 0) {
            ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                               "invalid parameter \"%V\" in \"%V\" directive, "
                               "\"country\" is allowed", &value[2], &value[0]);
            return NGX_CONF_ERROR;
        }

        lmcf = ngx_http_conf_get_module_main_conf(cf,
                                                ngx_http_legal_notice_module);
        lmcf->country_client = 1;
        client->country = 1;
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


/* Names are resolved at the end: a rule may be defined below its use. */

char *
ngx_http_legal_apply(ngx_conf_t *cf, ngx_command_t *cmd, void *conf)
{
    ngx_http_legal_loc_conf_t *llcf = conf;

    ngx_str_t                    *value;
    ngx_uint_t                    i, j;
    ngx_http_legal_reference_t   *ref;
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

        for (j = 1; j < i; j++) {
            if (value[i].len == value[j].len
                && ngx_strcmp(value[i].data, value[j].data) == 0)
            {
                ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                                   "duplicate name \"%V\" in \"%V\" directive",
                                   &value[i], &value[0]);
                return NGX_CONF_ERROR;
            }
        }

        if (ngx_strcmp(value[i].data, "off") == 0) {
            ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                               "\"off\" stands alone in \"%V\" directive",
                               &value[0]);
            return NGX_CONF_ERROR;
        }

        ref = ngx_array_push(llcf->apply_names);
        if (ref == NULL) {
            return NGX_CONF_ERROR;
        }

        ref->name = value[i];
        ngx_http_legal_conf_here(cf, ref);
    }

    lmcf = ngx_http_conf_get_module_main_conf(cf, ngx_http_legal_notice_module);

    apply = ngx_array_push(&lmcf->applies);
    if (apply == NULL) {
        return NGX_CONF_ERROR;
    }

    *apply = llcf;

    return NGX_CONF_OK;
}


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
