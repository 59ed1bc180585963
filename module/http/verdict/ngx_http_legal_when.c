/* `when`: a rule is due by the values of variables. */

#include <ngx_config.h>

#include "http/verdict/ngx_http_legal_remembered.h"
#include "http/verdict/ngx_http_legal_when.h"


static ngx_uint_t ngx_http_legal_when_holds(ngx_http_request_t *r,
    ngx_http_legal_when_t *when);


ngx_uint_t
ngx_http_legal_when_request(ngx_http_request_t *r, ngx_http_legal_rule_t *rule)
{
    ngx_uint_t              i;
    ngx_http_legal_when_t  *when;

    when = rule->whens.elts;

    for (i = 0; i < rule->whens.nelts; i++) {
        if (when[i].known == LN_VARIABLE_REQUEST
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
    ngx_http_legal_remembered_t  saved;

    if (ngx_http_legal_remember_variables(r, &saved) != NGX_OK) {
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

    ngx_http_legal_restore_variables(r, &saved);

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
