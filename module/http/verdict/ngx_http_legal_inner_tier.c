/* legal_inner_tier: an upstream of our own that has the module too. */

#include "http/ngx_http_legal_notice.h"


static ngx_uint_t ngx_http_legal_named(ngx_str_t *value, ngx_str_t *name);


/*
 * Whether the upstream says in Legal-Notice, and is trusted to say, that the
 * page has rule's notice already.
 */

ngx_uint_t
ngx_http_legal_present(ngx_http_request_t *r, ngx_http_legal_rule_t *rule)
{
    ngx_uint_t                  i;
    ngx_list_part_t            *part;
    ngx_table_elt_t            *h;
    ngx_http_legal_loc_conf_t  *llcf;

    static ngx_str_t  name = ngx_string("Legal-Notice");

    llcf = ngx_http_get_module_loc_conf(r, ngx_http_legal_notice_module);

    if (!llcf->inner_tier || r->upstream == NULL) {
        return 0;
    }

    for (part = &r->headers_out.headers.part; part; part = part->next) {
        h = part->elts;

        for (i = 0; i < part->nelts; i++) {
            if (h[i].hash && h[i].key.len == name.len
                && ngx_strncasecmp(h[i].key.data, name.data, name.len) == 0
                && ngx_http_legal_named(&h[i].value, &rule->name))
            {
                return 1;
            }
        }
    }

    return 0;
}


/* Whether `NAME;lang=ru, NAME ..` has name. */

static ngx_uint_t
ngx_http_legal_named(ngx_str_t *value, ngx_str_t *name)
{
    u_char  *p, *end, *start;

    p = value->data;
    end = p + value->len;

    while (p < end) {

        while (p < end && (*p == ' ' || *p == '\t' || *p == ',')) {
            p++;
        }

        start = p;

        while (p < end && *p != ',' && *p != ';' && *p != ' ' && *p != '\t') {
            p++;
        }

        if ((size_t) (p - start) == name->len
            && ngx_memcmp(start, name->data, name->len) == 0)
        {
            return 1;
        }

        while (p < end && *p != ',') {
            p++;
        }
    }

    return 0;
}
