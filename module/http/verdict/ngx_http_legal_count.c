/* The counters of all requests. */

#include <ngx_config.h>

#include "http/verdict/ngx_http_legal_count.h"
#include "http/verdict/ngx_http_legal_location.h"


void
ngx_http_legal_count(ngx_http_request_t *r,
    ngx_http_legal_request_counter_t what)
{
    ngx_http_legal_main_conf_t  *lmcf;

    if (ngx_http_legal_is_preview(r)) {
        return;
    }

    lmcf = ngx_http_get_module_main_conf(r, ngx_http_legal_notice_module);

    ngx_http_legal_add(lmcf->counters, what);
}
