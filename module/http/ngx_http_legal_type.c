/* The type of a response, and the notices that go into it. */

#include "ngx_http_legal_notice.h"


/* Whether the response of r is of a type, and lacks, rule's notice. */

ngx_uint_t
ngx_http_legal_takes(ngx_http_request_t *r, ngx_http_legal_rule_t *rule)
{
    return ngx_http_legal_of_type(r, rule) && !ngx_http_legal_present(r, rule);
}


/* Whether headers_out.content_type is one that rule's notice goes into. */

ngx_uint_t
ngx_http_legal_of_type(ngx_http_request_t *r, ngx_http_legal_rule_t *rule)
{
    ngx_str_t   *types;
    ngx_uint_t   i;

    types = rule->types.elts;

    for (i = 0; i < rule->types.nelts; i++) {
        if (ngx_http_legal_is_type(r, &types[i])) {
            return 1;
        }
    }

    return 0;
}


/* nginx cuts off a charset and what comes after it, but no other parameter. */

ngx_uint_t
ngx_http_legal_is_type(ngx_http_request_t *r, ngx_str_t *type)
{
    u_char  *p, *end;

    p = r->headers_out.content_type.data;
    end = p + r->headers_out.content_type_len;

    if ((size_t) (end - p) < type->len
        || ngx_strncasecmp(p, type->data, type->len) != 0)
    {
        return 0;
    }

    for (p += type->len; p < end && (*p == ' ' || *p == '\t'); p++) {
        /* void */
    }

    return p == end || *p == ';';
}
