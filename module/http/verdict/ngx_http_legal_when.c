/* `when`: a rule is due by the values of variables. */

#include <ngx_config.h>

#include "http/verdict/ngx_http_legal_when.h"


/* What working out variables leaves behind in a request. */
typedef struct {
    ngx_http_variable_value_t  *values;
    size_t                      size;
    ngx_uint_t                  ncaptures;
    int                        *captures;
    u_char                     *captures_data;
    unsigned                    realloc_captures:1;
} ngx_http_legal_variables_t;


static ngx_uint_t ngx_http_legal_when_holds(ngx_http_request_t *r,
    ngx_http_legal_when_t *when);
static ngx_int_t ngx_http_legal_variables_save(ngx_http_request_t *r,
    ngx_http_legal_variables_t *saved);
static void ngx_http_legal_variables_restore(ngx_http_request_t *r,
    ngx_http_legal_variables_t *saved);


ngx_uint_t
ngx_http_legal_when_request(ngx_http_request_t *r, ngx_http_legal_rule_t *rule)
{
    ngx_uint_t              i;
    ngx_http_legal_when_t  *when;

    when = rule->whens.elts;

    for (i = 0; i < rule->whens.nelts; i++) {
        if ((when[i].known == LN_VARIABLE_REQUEST || rule->restriction)
            && !ngx_http_legal_when_holds(r, &when[i]))
        {
            return 0;
        }
    }

    return 1;
}


ngx_int_t
ngx_http_legal_when(ngx_http_request_t *r, ngx_http_legal_rule_t *rule,
    ln_variable_t known)
{
    ngx_int_t                    holds;
    ngx_uint_t                   i;
    ngx_http_legal_when_t       *when;
    ngx_http_variable_value_t   *v;
    ngx_http_legal_variables_t   saved;

    if (ngx_http_legal_variables_save(r, &saved) != NGX_OK) {
        return NGX_ERROR;
    }

    holds = 1;
    when = rule->whens.elts;

    for (i = 0; i < rule->whens.nelts && holds; i++) {

        if (when[i].known == LN_VARIABLE_REQUEST
            || (known == LN_VARIABLE_UNKNOWN
                && when[i].known != LN_VARIABLE_UNKNOWN))
        {
            continue;
        }

        if (when[i].known == LN_VARIABLE_RESPONSE) {

            /* somebody may have asked before there was one */

            v = &r->variables[when[i].index];
            v->valid = 0;
            v->not_found = 0;
        }

        holds = ngx_http_legal_when_holds(r, &when[i]);
    }

    ngx_http_legal_variables_restore(r, &saved);

    return holds;
}


static ngx_uint_t
ngx_http_legal_when_holds(ngx_http_request_t *r, ngx_http_legal_when_t *when)
{
    ngx_http_variable_value_t  *v;

    v = ngx_http_get_flushed_variable(r, when->index);

    return v && !v->not_found && v->len
           && !(v->len == 1 && v->data[0] == '0');
}


/*
 * All of them, as one may be made of others.  A regular expression of a `map`
 * takes the captures over, which `proxy_pass` may still need.
 */

static ngx_int_t
ngx_http_legal_variables_save(ngx_http_request_t *r,
    ngx_http_legal_variables_t *saved)
{
    ngx_http_core_main_conf_t  *cmcf;

    cmcf = ngx_http_get_module_main_conf(r, ngx_http_core_module);

    saved->size = cmcf->variables.nelts * sizeof(ngx_http_variable_value_t);

    saved->values = ngx_palloc(r->pool, saved->size);
    if (saved->values == NULL) {
        return NGX_ERROR;
    }

    ngx_memcpy(saved->values, r->variables, saved->size);

#if (NGX_PCRE)
    saved->ncaptures = r->ncaptures;
    saved->captures = r->captures;
    saved->captures_data = r->captures_data;
    saved->realloc_captures = r->realloc_captures;

    r->realloc_captures = 1;
#endif

    return NGX_OK;
}


static void
ngx_http_legal_variables_restore(ngx_http_request_t *r,
    ngx_http_legal_variables_t *saved)
{
    ngx_memcpy(r->variables, saved->values, saved->size);
    ngx_pfree(r->pool, saved->values);

#if (NGX_PCRE)
    r->ncaptures = saved->ncaptures;
    r->captures = saved->captures;
    r->captures_data = saved->captures_data;
    r->realloc_captures = saved->realloc_captures;
#endif
}
