/* What a line in the error log may say, and how often. */

#include <ngx_config.h>

#include "http/counters/ngx_http_legal_log.h"
#include "http/directives/ngx_http_legal_conf_rule.h"


#define NGX_HTTP_LEGAL_LOG_EVERY  60


ngx_uint_t
ngx_http_legal_log_due(ngx_http_request_t *r, ngx_http_legal_rule_t *rule,
    ngx_uint_t cause)
{
    ngx_atomic_t                *logged;
    ngx_atomic_uint_t            last, now;
    ngx_http_legal_main_conf_t  *lmcf;

    lmcf = ngx_http_get_module_main_conf(r, ngx_http_legal_notice_module);

    logged = rule ? &rule->counters->logged[cause]
                  : &lmcf->counters->logged[cause];
    last = *logged;
    now = ngx_time();

    return (last == 0 || now - last >= NGX_HTTP_LEGAL_LOG_EVERY)
           && ngx_atomic_cmp_set(logged, last, now);
}


ngx_log_t *
ngx_http_legal_log(ngx_http_request_t *r)
{
    ngx_http_core_loc_conf_t  *clcf;

    clcf = ngx_http_get_module_loc_conf(r, ngx_http_core_module);

    return clcf->error_log;
}


ngx_str_t *
ngx_http_legal_log_path(ngx_http_request_t *r)
{
    size_t  i;

    static ngx_str_t  path;

    path = r->unparsed_uri;

    for (i = 0; i < path.len; i++) {
        if (path.data[i] == '?') {
            path.len = i;
        }
    }

    return &path;
}
