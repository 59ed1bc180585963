/* What a line in the error log may say, and how often. */

#ifndef NGX_HTTP_LEGAL_LOG_H
#define NGX_HTTP_LEGAL_LOG_H

#include "http/counters/ngx_http_legal_counters.h"


ngx_uint_t ngx_http_legal_log_due(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule, ngx_uint_t cause);
ngx_log_t *ngx_http_legal_log(ngx_http_request_t *r);
ngx_str_t *ngx_http_legal_log_path(ngx_http_request_t *r);


#endif
