/* The one walk over header fields, and what is done with them by name. */

#include <ngx_config.h>

#include "http/context/ngx_http_legal_compat.h"
#include "http/headers/ngx_http_legal_fields.h"


/* Fields of the one body that are of no other. */

static ngx_str_t  ngx_http_legal_of_body[] = {
    ngx_string("Accept-Ranges"),
    ngx_string("Content-Digest"),
    ngx_string("Content-Disposition"),
    ngx_string("Content-Encoding"),
    ngx_string("Content-Language"),
    ngx_string("Content-Length"),
    ngx_string("Content-Location"),
    ngx_string("Content-MD5"),
    ngx_string("Content-Range"),
    ngx_string("Content-Type"),
    ngx_string("Digest"),
    ngx_string("ETag"),
    ngx_string("Last-Modified"),
    ngx_string("Location"),
    ngx_string("Refresh"),
    ngx_string("Repr-Digest"),
    ngx_string("Signature"),
    ngx_string("Signature-Input"),
    ngx_null_string
};


static void ngx_http_legal_fields_of(ngx_list_t *list,
    ngx_http_legal_fields_t *fields);
static ngx_int_t ngx_http_legal_field_note(ngx_http_request_t *r,
    ngx_table_elt_t *h);


static void
ngx_http_legal_fields_of(ngx_list_t *list, ngx_http_legal_fields_t *fields)
{
    fields->part = &list->part;
    fields->i = 0;
    fields->all = 0;
}


void
ngx_http_legal_request_fields(ngx_http_request_t *r,
    ngx_http_legal_fields_t *fields)
{
    ngx_http_legal_fields_of(&r->headers_in.headers, fields);

    /* the hash of a request's field may happen to be 0 */

    fields->all = 1;
}


void
ngx_http_legal_response_fields(ngx_http_request_t *r,
    ngx_http_legal_fields_t *fields)
{
    ngx_http_legal_fields_of(&r->headers_out.headers, fields);
}


ngx_table_elt_t *
ngx_http_legal_field_next(ngx_http_legal_fields_t *fields, ngx_str_t *name)
{
    ngx_table_elt_t  *h;

    for ( /* void */ ; fields->part; fields->part = fields->part->next) {
        while (fields->i < fields->part->nelts) {
            h = (ngx_table_elt_t *) fields->part->elts + fields->i++;

            if ((h->hash || fields->all)
                && (name == NULL || ngx_http_legal_field_is(h, name)))
            {
                return h;
            }
        }

        fields->i = 0;
    }

    return NULL;
}


void
ngx_http_legal_fields_mark(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ctx->added_part = r->headers_out.headers.last;
    ctx->added_i = ctx->added_part->nelts;
}


ngx_int_t
ngx_http_legal_fields_restart(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ngx_uint_t                i;
    ngx_array_t               kept;
    ngx_table_elt_t          *h, *to;
    ngx_http_legal_fields_t   fields;

    if (ngx_array_init(&kept, r->pool, 4, sizeof(ngx_table_elt_t)) != NGX_OK) {
        return NGX_ERROR;
    }

    ngx_http_legal_fields_clear(&r->headers_out.headers,
                                ngx_http_legal_of_body);

    fields.part = ctx->added_part;
    fields.i = ctx->added_i;
    fields.all = 0;

    while ((h = ngx_http_legal_field_next(&fields, NULL)) != NULL) {
        to = ngx_array_push(&kept);
        if (to == NULL) {
            return NGX_ERROR;
        }

        *to = *h;
    }

    ngx_http_clean_header(r);

    h = kept.elts;

    for (i = 0; i < kept.nelts; i++) {
        to = ngx_list_push(&r->headers_out.headers);
        if (to == NULL) {
            return NGX_ERROR;
        }

        *to = h[i];
        ngx_http_legal_end_header(to);
    }

    return NGX_OK;
}


ngx_int_t
ngx_http_legal_field_join(ngx_http_request_t *r,
    ngx_http_legal_fields_t *fields, ngx_str_t *name, ngx_str_t *value)
{
    u_char                   *p;
    size_t                    len;
    ngx_table_elt_t          *h, *first;
    ngx_http_legal_fields_t   rest;

    ngx_str_null(value);

    first = ngx_http_legal_field_next(fields, name);
    if (first == NULL) {
        return NGX_OK;
    }

    len = first->value.len;
    rest = *fields;

    while ((h = ngx_http_legal_field_next(&rest, name)) != NULL) {
        len += h->value.len + 2;
    }

    if (len == first->value.len) {
        *value = first->value;
        return NGX_OK;
    }

    p = ngx_pnalloc(r->pool, len);
    if (p == NULL) {
        return NGX_ERROR;
    }

    value->data = p;
    value->len = len;

    p = ngx_cpymem(p, first->value.data, first->value.len);

    while ((h = ngx_http_legal_field_next(fields, name)) != NULL) {
        *p++ = ',';
        *p++ = ' ';
        p = ngx_cpymem(p, h->value.data, h->value.len);
    }

    return NGX_OK;
}


ngx_int_t
ngx_http_legal_accept_language(ngx_http_request_t *r, ngx_str_t *value)
{
    ngx_http_legal_fields_t  fields;

    static ngx_str_t  name = ngx_string("Accept-Language");

    ngx_http_legal_request_fields(r, &fields);

    return ngx_http_legal_field_join(r, &fields, &name, value);
}


ngx_table_elt_t *
ngx_http_legal_response_field(ngx_http_request_t *r, ngx_str_t *name)
{
    ngx_http_legal_fields_t  fields;

    ngx_http_legal_response_fields(r, &fields);

    return ngx_http_legal_field_next(&fields, name);
}


void
ngx_http_legal_field_clear(ngx_http_request_t *r, ngx_str_t *name)
{
    ngx_table_elt_t          *h;
    ngx_http_legal_fields_t   fields;

    ngx_http_legal_response_fields(r, &fields);

    while ((h = ngx_http_legal_field_next(&fields, name)) != NULL) {
        h->hash = 0;
    }
}


void
ngx_http_legal_fields_clear(ngx_list_t *list, ngx_str_t *names)
{
    ngx_str_t                *name;
    ngx_table_elt_t          *h;
    ngx_http_legal_fields_t   fields;

    ngx_http_legal_fields_of(list, &fields);

    while ((h = ngx_http_legal_field_next(&fields, NULL)) != NULL) {
        for (name = names; name->len; name++) {
            if (ngx_http_legal_field_is(h, name)) {
                h->hash = 0;
                break;
            }
        }
    }
}


ngx_int_t
ngx_http_legal_field_add(ngx_http_request_t *r, const char *name,
    ngx_str_t *value)
{
    ngx_table_elt_t  *h;

    h = ngx_list_push(&r->headers_out.headers);
    if (h == NULL) {
        return NGX_ERROR;
    }

    h->hash = 1;
    h->key.len = ngx_strlen(name);
    h->key.data = (u_char *) name;
    h->value = *value;
    h->lowcase_key = NULL;
    ngx_http_legal_end_header(h);

    if (ngx_http_legal_field_note(r, h) != NGX_OK) {
        h->hash = 0;
        return NGX_ERROR;
    }

    return NGX_OK;
}


static ngx_int_t
ngx_http_legal_field_note(ngx_http_request_t *r, ngx_table_elt_t *h)
{
    ngx_http_legal_header_list_t  *list;

    list = NULL;

    if (ngx_strcmp(h->key.data, "Cache-Control") == 0) {
        list = &r->headers_out.cache_control;

    } else if (ngx_strcmp(h->key.data, "Link") == 0) {
        list = &r->headers_out.link;
    }

    return list ? ngx_http_legal_note_header(r->pool, list, h) : NGX_OK;
}
