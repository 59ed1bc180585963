/* The media type of a response, as browsers take it. */

#include <ngx_config.h>

#include "http/headers/ngx_http_legal_fields.h"
#include "http/headers/ngx_http_legal_type.h"


void
ngx_http_legal_type(ngx_http_request_t *r, ngx_http_legal_type_t *type)
{
    ngx_table_elt_t          *h;
    ngx_http_legal_fields_t   fields;

    static ngx_str_t  name = ngx_string("Content-Type");

    ngx_memzero(type, sizeof(ngx_http_legal_type_t));

    ln_media_type_read(ngx_http_legal_ln(r->headers_out.content_type), type);

    if (type->charset.len == 0) {
        type->charset = ngx_http_legal_ln(r->headers_out.charset);
    }

    ngx_http_legal_response_fields(r, &fields);

    while ((h = ngx_http_legal_field_next(&fields, &name)) != NULL) {
        ln_media_type_read(ngx_http_legal_ln(h->value), type);
    }
}


void
ngx_http_legal_type_set(ngx_http_request_t *r, ngx_str_t *type)
{
    u_char  *charset;

    r->headers_out.content_type = *type;
    r->headers_out.content_type_len = type->len;
    r->headers_out.content_type_lowcase = NULL;
    ngx_str_null(&r->headers_out.charset);
    r->headers_out.override_charset = NULL;

    charset = ngx_strnstr(type->data, (char *) " charset=", type->len);

    if (charset == NULL) {
        return;
    }

    /*
     * nginx adds no other one to a type that has one: of charset_types it looks
     * at the bytes before it.  These are no type by the semicolon, so that only
     * filters of all types (`*`) change the module's own pages.
     */

    r->headers_out.content_type_len = charset - type->data;
    r->headers_out.charset.data = charset + sizeof(" charset=") - 1;
    r->headers_out.charset.len = type->data + type->len
                                 - r->headers_out.charset.data;
}


ngx_uint_t
ngx_http_legal_of_type(ngx_http_legal_rule_t *rule,
    ngx_http_legal_type_t *type)
{
    ngx_str_t   *types;
    ngx_uint_t   i;

    types = rule->types.elts;

    for (i = 0; i < rule->types.nelts; i++) {
        if (ln_media_type_is(type, ngx_http_legal_ln(types[i]))) {
            return 1;
        }
    }

    return 0;
}
