/* The variables of a request as they were before something asked for them. */

#include <ngx_config.h>

#include "http/verdict/ngx_http_legal_remembered.h"


/*
 * All of them, as one may be made of others.  A regular expression of a `map`
 * takes the captures over, which `proxy_pass` may still need.
 */

ngx_int_t
ngx_http_legal_remember_variables(ngx_http_request_t *r,
    ngx_http_legal_remembered_t *saved)
{
    ngx_http_core_main_conf_t  *cmcf;

    cmcf = ngx_http_get_module_main_conf(r, ngx_http_core_module);

    saved->size = cmcf->variables.nelts * sizeof(ngx_http_variable_value_t);

    saved->values = ngx_palloc(r->pool, saved->size);
    if (saved->values == NULL) {
        return NGX_ERROR;
    }

    ngx_memcpy(saved->values, r->variables, saved->size);

    ngx_http_legal_remember_captures(r, saved);

    return NGX_OK;
}


void
ngx_http_legal_remember_captures(ngx_http_request_t *r,
    ngx_http_legal_remembered_t *saved)
{
#if (NGX_PCRE)
    saved->ncaptures = r->ncaptures;
    saved->captures = r->captures;
    saved->captures_data = r->captures_data;
    saved->realloc_captures = r->realloc_captures;

    r->realloc_captures = 1;
#endif
}


void
ngx_http_legal_restore_variables(ngx_http_request_t *r,
    ngx_http_legal_remembered_t *saved)
{
    ngx_memcpy(r->variables, saved->values, saved->size);
    ngx_pfree(r->pool, saved->values);

    ngx_http_legal_restore_captures(r, saved);
}


void
ngx_http_legal_restore_captures(ngx_http_request_t *r,
    ngx_http_legal_remembered_t *saved)
{
#if (NGX_PCRE)
    r->ncaptures = saved->ncaptures;
    r->captures = saved->captures;
    r->captures_data = saved->captures_data;
    r->realloc_captures = saved->realloc_captures;
#endif
}
