/* The type of a response, and the notices that go into it. */

#include "http/ngx_http_legal_notice.h"


static void ngx_http_legal_last_type(ngx_str_t *value,
    ngx_http_legal_type_t *type);
static ngx_uint_t ngx_http_legal_essence(u_char *p, u_char *end,
    ngx_str_t *type);
static void ngx_http_legal_type_charset(u_char *p, u_char *end,
    ngx_str_t *charset);


#define ngx_http_legal_is_blank(c)                                            \
    ((c) == ' ' || (c) == '\t')

#define ngx_http_legal_is_token(c)                                            \
    !(ngx_http_legal_no_token[(c) >> 5] & (1U << ((c) & 0x1f)))


/* A bit for each character that no token has: blanks and "(),/:;<=>?@[\]{} */
static uint32_t  ngx_http_legal_no_token[] = {
    0xffffffff, 0xfc009305, 0x38000001, 0xa8000000,
    0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff
};


/*
 * What browsers take the type of a response to be: the last that is one, of
 * all its fields and the lists in them (Fetch, "extract a MIME type"), without
 * parameters, and the charset that goes with it.  Empty without one.
 */

void
ngx_http_legal_type(ngx_http_request_t *r, ngx_http_legal_type_t *type)
{
    ngx_table_elt_t  *h;

    ngx_memzero(type, sizeof(ngx_http_legal_type_t));

    ngx_http_legal_last_type(&r->headers_out.content_type, type);

    if (type->charset.len == 0) {
        type->charset = r->headers_out.charset;
    }

    for (h = ngx_http_legal_header_find(r, "Content-Type");
         h;
         h = ngx_http_legal_header_next(r, "Content-Type", h))
    {
        ngx_http_legal_last_type(&h->value, type);
    }
}


/* Whether the response of r, which is of that type, takes rule's notice. */

ngx_uint_t
ngx_http_legal_takes(ngx_http_request_t *r, ngx_http_legal_rule_t *rule,
    ngx_http_legal_type_t *type)
{
    return ngx_http_legal_of_type(rule, type)
           && !ngx_http_legal_present(r, rule);
}


/* Whether rule's notice goes into responses of that type. */

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
    u_char      *p, *end, *start, *semicolon;
    ngx_str_t    found;
    ngx_uint_t   quoted;

    p = value->data;
    end = p + value->len;

    if (ngx_http_legal_essence(p, end, &found)) {

        /* it is no list and has no parameters, as nearly always */

        if (!ngx_http_legal_is_type(&type->name, &found)) {
            ngx_str_null(&type->charset);
        }

        type->name = found;

        return;
    }

    for ( /* void */ ; p < end; p++) {
        start = p;
        semicolon = NULL;
        quoted = 0;

        for ( /* void */ ; p < end && (quoted || *p != ','); p++) {
            if (*p == '"') {
                quoted = !quoted;

            } else if (quoted && *p == '\\' && p + 1 < end) {
                p++;

            } else if (*p == ';' && semicolon == NULL) {
                semicolon = p;
            }
        }

        if (semicolon == NULL) {
            semicolon = p;
        }

        if (!ngx_http_legal_essence(start, semicolon, &found)) {
            continue;
        }

        if (!ngx_http_legal_is_type(&type->name, &found)) {
            ngx_str_null(&type->charset);
        }

        type->name = found;
        ngx_http_legal_type_charset(semicolon, p, &type->charset);
    }
}


/* Whether p .. end is `type/subtype` but for blanks around it. */

static ngx_uint_t
ngx_http_legal_essence(u_char *p, u_char *end, ngx_str_t *type)
{
    u_char  *slash;

    while (p < end && ngx_http_legal_is_blank(*p)) {
        p++;
    }

    while (end > p && ngx_http_legal_is_blank(end[-1])) {
        end--;
    }

    type->data = p;
    type->len = end - p;
    slash = NULL;

    for ( /* void */ ; p < end; p++) {
        if (*p == '/' && slash == NULL) {
            slash = p;

        } else if (!ngx_http_legal_is_token(*p)) {
            return 0;
        }
    }

    return slash != NULL && slash > type->data && slash + 1 < end
           && !(type->len == 3 && ngx_memcmp(type->data, "*/*", 3) == 0);
}


/* The first charset of `; name=value; ..`. */

static void
ngx_http_legal_type_charset(u_char *p, u_char *end, ngx_str_t *charset)
{
    u_char  *stop;

    while (p < end) {
        p++;

        while (p < end && ngx_http_legal_is_blank(*p)) {
            p++;
        }

        stop = ngx_strlchr(p, end, ';');

        if (stop == NULL) {
            stop = end;
        }

        if (stop - p > 8
            && ngx_strncasecmp(p, (u_char *) "charset=", 8) == 0)
        {
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

        p = stop;
    }
}
