/* The header fields of a request or a response, by their names. */

#ifndef NGX_HTTP_LEGAL_FIELDS_H
#define NGX_HTTP_LEGAL_FIELDS_H

#include <ngx_config.h>

#include "http/context/ngx_http_legal_context.h"
#include "ln_ascii.h"


/* A walk over a list of fields. */
typedef struct {
    ngx_list_part_t            *part;
    ngx_uint_t                  i;
    unsigned                    all:1;            /* cleared ones, too */
} ngx_http_legal_fields_t;


/* Begins a walk over the request's fields. */
void ngx_http_legal_request_fields(ngx_http_request_t *r,
    ngx_http_legal_fields_t *fields);

/* Begins a walk over the response's fields; cleared ones are skipped. */
void ngx_http_legal_response_fields(ngx_http_request_t *r,
    ngx_http_legal_fields_t *fields);

/*
 * Notes in ctx where the response's fields end now: what comes behind was added
 * by filters, as add_header is one.
 */
void ngx_http_legal_fields_mark(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);

/*
 * Begins the response's header anew, as ngx_http_clean_header() does, but keeps
 * the fields that were added behind the mark, unless they speak of the body.
 * NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_fields_restart(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);

/* Whether the field has the name, in any case. */
static ngx_inline ngx_uint_t
ngx_http_legal_field_is(ngx_table_elt_t *h, ngx_str_t *name)
{
    return h->key.len == name->len
           && ln_caseless_eq(h->key.data, name->data, name->len);
}


/*
 * The next field of the walk that has the name; or NULL.  With name NULL: the
 * next field.
 */
ngx_table_elt_t *ngx_http_legal_field_next(ngx_http_legal_fields_t *fields,
    ngx_str_t *name);

/*
 * The values of the walk's fields that have the name, joined by ", " as RFC
 * 9110, 5.3, has it.  Value is empty where there is no such field.  One field
 * alone is not copied.  NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_field_join(ngx_http_request_t *r,
    ngx_http_legal_fields_t *fields, ngx_str_t *name, ngx_str_t *value);

/* Joins the request's Accept-Language fields, as above. */
ngx_int_t ngx_http_legal_accept_language(ngx_http_request_t *r,
    ngx_str_t *value);

/* The response's first field of that name; or NULL. */
ngx_table_elt_t *ngx_http_legal_response_field(ngx_http_request_t *r,
    ngx_str_t *name);

/* Clears the response's fields of that name. */
void ngx_http_legal_field_clear(ngx_http_request_t *r, ngx_str_t *name);

/* Clears the fields of a list that have one of the names; an empty one ends. */
void ngx_http_legal_fields_clear(ngx_list_t *list, ngx_str_t *names);

/*
 * Adds a field to the response.  Value's bytes are not copied.  NGX_ERROR:
 * there is no memory.
 */
ngx_int_t ngx_http_legal_field_add(ngx_http_request_t *r, const char *name,
    ngx_str_t *value);


#endif
