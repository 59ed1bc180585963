/* What legal_client says in a request, however early it is asked. */

#include <ngx_config.h>

#include "http/headers/ngx_http_legal_fields.h"
#include "http/verdict/ngx_http_legal_client_value.h"
#include "http/verdict/ngx_http_legal_remembered.h"


static ngx_int_t ngx_http_legal_client_value_early(ngx_http_request_t *r,
    ngx_http_legal_client_t *client, ngx_str_t *value);
static ngx_uint_t ngx_http_legal_client_is_list(ngx_http_request_t *r,
    ngx_http_legal_client_t *client);
static ngx_uint_t ngx_http_legal_client_reads(ngx_str_t *name,
    ngx_table_elt_t *h);


ngx_int_t
ngx_http_legal_client_value(ngx_http_request_t *r,
    ngx_http_legal_client_t *client, ngx_str_t *value)
{
    ngx_int_t                     rc;
    ngx_http_legal_main_conf_t   *lmcf;
    ngx_http_legal_remembered_t   saved;

    if (ngx_http_legal_client_is_list(r, client)) {
        ngx_str_null(value);
        return NGX_OK;
    }

    lmcf = ngx_http_get_module_main_conf(r, ngx_http_legal_notice_module);

    if (r->phase_handler < lmcf->last_look) {
        return ngx_http_legal_client_value_early(r, client, value);
    }

    ngx_http_legal_remember_captures(r, &saved);
    rc = ngx_http_complex_value(r, client->value, value);
    ngx_http_legal_restore_captures(r, &saved);

    return rc;
}


static ngx_int_t
ngx_http_legal_client_value_early(ngx_http_request_t *r,
    ngx_http_legal_client_t *client, ngx_str_t *value)
{
    ngx_int_t                    rc;
    ngx_http_legal_remembered_t  saved;

    if (ngx_http_legal_remember_variables(r, &saved) != NGX_OK) {
        return NGX_ERROR;
    }

    rc = ngx_http_complex_value(r, client->value, value);
    ngx_http_legal_restore_variables(r, &saved);

    return rc;
}


/* Of several lines, nginx before 1.23 has the first one in the variable. */

static ngx_uint_t
ngx_http_legal_client_is_list(ngx_http_request_t *r,
    ngx_http_legal_client_t *client)
{
    ngx_str_t                *names;
    ngx_uint_t                i, lines;
    ngx_table_elt_t          *h;
    ngx_http_legal_fields_t   fields;

    names = client->fields.elts;

    for (i = 0; i < client->fields.nelts; i++) {
        lines = 0;
        ngx_http_legal_request_fields(r, &fields);

        while ((h = ngx_http_legal_field_next(&fields, NULL)) != NULL) {
            lines += ngx_http_legal_client_reads(&names[i], h);
        }

        if (lines > 1) {
            return 1;
        }
    }

    return 0;
}


/*
 * Whether $http_NAME has the value of field h: a dash is an underscore there,
 * and under `underscores_in_headers` both may come.
 */

static ngx_uint_t
ngx_http_legal_client_reads(ngx_str_t *name, ngx_table_elt_t *h)
{
    u_char      c;
    ngx_uint_t  i;

    if (h->key.len != name->len) {
        return 0;
    }

    for (i = 0; i < name->len; i++) {
        c = h->key.data[i];

        if (name->data[i] != (c == '-' ? '_' : ln_lower(c))) {
            return 0;
        }
    }

    return 1;
}
