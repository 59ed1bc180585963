/* legal_inner_tier: notices that an inner tier has put in already. */

#include <ngx_config.h>

#include "field/ln_legal_notice.h"
#include "http/headers/ngx_http_legal_fields.h"
#include "http/verdict/ngx_http_legal_inner_tier.h"


static ngx_uint_t ngx_http_legal_is_inner_tier(ngx_http_request_t *r);


static ngx_str_t  ngx_http_legal_notice_name = ngx_string("Legal-Notice");


ngx_uint_t
ngx_http_legal_is_present(ngx_http_request_t *r, ngx_http_legal_rule_t *rule)
{
    ngx_table_elt_t          *h;
    ngx_http_legal_fields_t   fields;

    if (!ngx_http_legal_is_inner_tier(r)) {
        return 0;
    }

    ngx_http_legal_response_fields(r, &fields);

    while ((h = ngx_http_legal_field_next(&fields,
                                          &ngx_http_legal_notice_name))
           != NULL)
    {
        if (ln_legal_notice_has(ngx_http_legal_ln(h->value),
                                ngx_http_legal_ln(rule->name)))
        {
            return 1;
        }
    }

    return 0;
}


static ngx_uint_t
ngx_http_legal_is_inner_tier(ngx_http_request_t *r)
{
    ngx_http_legal_loc_conf_t  *llcf;

    llcf = ngx_http_get_module_loc_conf(r, ngx_http_legal_notice_module);

    return r->upstream && llcf->inner_tier;
}


ngx_uint_t
ngx_http_legal_rule_covers(ngx_http_request_t *r, ngx_http_legal_rule_t *rule,
    ngx_http_legal_type_t *type)
{
    return ngx_http_legal_of_type(rule, type)
           && !ngx_http_legal_is_present(r, rule);
}


void
ngx_http_legal_clear_claims(ngx_http_request_t *r)
{
    if (r->upstream && !ngx_http_legal_is_inner_tier(r)) {
        ngx_http_legal_field_clear(r, &ngx_http_legal_notice_name);
    }
}
