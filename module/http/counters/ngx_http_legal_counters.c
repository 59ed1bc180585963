/* Which counter stands for what. */

#include <ngx_config.h>

#include "http/counters/ngx_http_legal_counters.h"
#include "http/directives/ngx_http_legal_conf_rule.h"


const char *const  ngx_http_legal_whys[NGX_HTTP_LEGAL_WHYS] = {
    [NGX_HTTP_LEGAL_WHY_ENCODING] = "encoding",
    [NGX_HTTP_LEGAL_WHY_CORRUPT] = "corrupt",
    [NGX_HTTP_LEGAL_WHY_PART] = "part",
    [NGX_HTTP_LEGAL_WHY_CHARSET] = "charset",
    [NGX_HTTP_LEGAL_WHY_FRAMESET] = "frameset",
    [NGX_HTTP_LEGAL_WHY_UNCONFIRMED] = "unconfirmed"
};


ngx_uint_t
ngx_http_legal_counter_shown(ngx_http_legal_rule_t *rule, ngx_uint_t rank)
{
    if (rank > rule->places.nelts) {
        return NGX_HTTP_LEGAL_SHOWN_END;
    }

    if (rank == rule->places.nelts) {
        return NGX_HTTP_LEGAL_SHOWN_BODY;
    }

    return NGX_HTTP_LEGAL_SHOWN + ngx_min(rank, NGX_HTTP_LEGAL_PLACES - 1);
}


ngx_uint_t
ngx_http_legal_counter_undeliverable(ngx_http_legal_why_t why,
    ngx_uint_t passed)
{
    return (passed ? NGX_HTTP_LEGAL_PASSED : NGX_HTTP_LEGAL_UNDELIVERABLE)
           + why;
}


ngx_atomic_uint_t
ngx_http_legal_counters_shown(ngx_http_legal_counters_t *counters)
{
    ngx_uint_t         i;
    ngx_atomic_uint_t  n;

    n = 0;

    for (i = NGX_HTTP_LEGAL_SHOWN; i <= NGX_HTTP_LEGAL_SHOWN_FORMER; i++) {
        n += counters->n[i];
    }

    return n;
}
