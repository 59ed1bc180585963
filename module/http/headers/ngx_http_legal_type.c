/* The media type of a response, as browsers take it. */

#include <ngx_config.h>

#include "field/ln_field_list.h"
#include "http/headers/ngx_http_legal_fields.h"
#include "http/headers/ngx_http_legal_type.h"


static void ngx_http_legal_last_type(ngx_str_t *value,
    ngx_http_legal_type_t *type);
static ngx_uint_t ngx_http_legal_essence(ln_str_t head, ngx_str_t *type);
static void ngx_http_legal_type_charset(ln_str_t parameters,
    ngx_str_t *charset);


#define ngx_http_legal_is_blank(c)                                            \
    ((c) == ' ' || (c) == '\t')


void
ngx_http_legal_type(ngx_http_request_t *r, ngx_http_legal_type_t *type)
{
    ngx_table_elt_t          *h;
    ngx_http_legal_fields_t   fields;

    static ngx_str_t  name = ngx_string("Content-Type");

    ngx_memzero(type, sizeof(ngx_http_legal_type_t));

    ngx_http_legal_last_type(&r->headers_out.content_type, type);

    if (type->charset.len == 0) {
        type->charset = r->headers_out.charset;
    }

    ngx_http_legal_response_fields(r, &fields);

    while ((h = ngx_http_legal_field_next(&fields, &name)) != NULL) {
        ngx_http_legal_last_type(&h->value, type);
    }
}


ngx_uint_t
ngx_http_legal_of_type(ngx_http_legal_rule_t *rule,
    ngx_http_legal_type_t *type)
{
    ngx_str_t   *types;
    ngx_uint_t   i;

    types = rule->types.elts;

    for (i = 0; i < rule->types.nelts; i++) {
        if (ngx_http_legal_is_type(&type->name, &types[i])) {
            return 1;
        }
    }

    return 0;
}


ngx_uint_t
ngx_http_legal_is_type(ngx_str_t *type, ngx_str_t *name)
{
    return type->len == name->len
           && (ngx_memcmp(type->data, name->data, name->len) == 0
               || ngx_strncasecmp(type->data, name->data, name->len) == 0);
}


/* The last type of a list; type stays what it was without. */

static void
ngx_http_legal_last_type(ngx_str_t *value, ngx_http_legal_type_t *type)
{
    ln_str_t   list, element, head;
    ngx_str_t  found;

    list = ngx_http_legal_ln(*value);

    while (ln_field_list_next(&list, &element) == LN_OK) {
        head = ln_field_head(&element);

        if (!ngx_http_legal_essence(head, &found)) {
            continue;
        }

        if (!ngx_http_legal_is_type(&type->name, &found)) {
            ngx_str_null(&type->charset);
        }

        type->name = found;
        ngx_http_legal_type_charset(element, &type->charset);
    }
}


/* Whether head is `type/subtype`. */

static ngx_uint_t
ngx_http_legal_essence(ln_str_t head, ngx_str_t *type)
{
    ln_str_t  subtype;

    type->data = (u_char *) head.data;
    type->len = head.len;

    for (subtype = head; subtype.len; subtype.len--) {
        if (*subtype.data++ == '/') {
            subtype.len--;
            break;
        }
    }

    if (subtype.len == 0) {
        return 0;
    }

    head.len -= subtype.len + 1;

    return ln_field_is_token(head) && ln_field_is_token(subtype)
           && !(type->len == 3 && ngx_memcmp(type->data, "*/*", 3) == 0);
}


/*
 * The first charset of `name=value; ..`, read as browsers read it: a quote may
 * lack its other one.
 */

static void
ngx_http_legal_type_charset(ln_str_t parameters, ngx_str_t *charset)
{
    u_char  *p, *end, *stop;

    p = (u_char *) parameters.data;
    end = p + parameters.len;

    for ( /* void */ ; p < end; p = stop + 1) {

        while (p < end && ngx_http_legal_is_blank(*p)) {
            p++;
        }

        stop = ngx_strlchr(p, end, ';');

        if (stop == NULL) {
            stop = end;
        }

        if (stop - p <= 8
            || ngx_strncasecmp(p, (u_char *) "charset=", 8) != 0)
        {
            continue;
        }

        charset->data = p + 8 + (p[8] == '"');
        charset->len = stop - charset->data;

        while (charset->len
               && (ngx_http_legal_is_blank(charset->data[charset->len - 1])
                   || charset->data[charset->len - 1] == '"'))
        {
            charset->len--;
        }

        return;
    }
}
