/* The values of a text's placeholders. */

#include <ngx_config.h>

#include "http/verdict/ngx_http_legal_values.h"


static void ngx_http_legal_values_forget(ngx_http_request_t *r,
    ngx_array_t *indices, ngx_uint_t all);


ngx_int_t
ngx_http_legal_values(ngx_http_request_t *r, ngx_int_t *variables,
    ngx_uint_t n, ln_str_t **values)
{
    ngx_uint_t                  i, valuing;
    ngx_http_legal_ctx_t       *ctx;
    ngx_http_variable_value_t  *v;

    *values = NULL;

    if (n == 0) {
        return NGX_OK;
    }

    *values = ngx_palloc(r->pool, n * sizeof(ln_str_t));
    if (*values == NULL) {
        return NGX_ERROR;
    }

    /* one that is made of the key, which is made of the values, has no end */

    ctx = ngx_http_legal_ctx_get(r->main);
    if (ctx == NULL) {
        return NGX_ERROR;
    }

    valuing = ctx->valuing;
    ctx->valuing = 1;

    for (i = 0; i < n; i++) {
        v = ngx_http_get_indexed_variable(r, variables[i]);

        if (v == NULL || v->not_found) {
            (*values)[i].len = 0;
            (*values)[i].data = NULL;
            continue;
        }

        (*values)[i].len = v->len;
        (*values)[i].data = v->data;
    }

    ctx->valuing = valuing;

    return NGX_OK;
}


void
ngx_http_legal_values_renew(ngx_http_request_t *r,
    ngx_http_legal_verdict_t *verdict)
{
    ngx_uint_t              i;
    ngx_http_legal_rule_t  *rule;

    for (i = 0; i < verdict->nnotices; i++) {
        rule = verdict->notices[i]->rule;

        ngx_http_legal_values_forget(r, &rule->all_variables, 0);
        ngx_http_legal_values_forget(r, &rule->response_variables, 1);
    }
}


/* Those that nginx does not keep, or all. */

static void
ngx_http_legal_values_forget(ngx_http_request_t *r, ngx_array_t *indices,
    ngx_uint_t all)
{
    ngx_int_t                  *index;
    ngx_uint_t                  i;
    ngx_http_variable_value_t  *v;

    index = indices->elts;

    for (i = 0; i < indices->nelts; i++) {
        v = &r->variables[index[i]];

        if (all || v->no_cacheable) {
            v->valid = 0;
            v->not_found = 0;
        }
    }
}
