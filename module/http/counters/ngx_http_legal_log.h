/* What a line in the error log may say, and how often. */

#ifndef NGX_HTTP_LEGAL_LOG_H
#define NGX_HTTP_LEGAL_LOG_H

#include <ngx_config.h>

#include "http/counters/ngx_http_legal_counters.h"


/*
 * Whether cause may be logged now: all workers together log it once a minute
 * for each rule, or once a minute for all requests if rule is NULL.
 */
ngx_uint_t ngx_http_legal_log_due(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule, ngx_uint_t cause);

/* The log of r's location block, which adds no reader's address to a line. */
ngx_log_t *ngx_http_legal_log(ngx_http_request_t *r);

/*
 * The path of the request as the reader sent it, without arguments.  Valid
 * until the next call.
 */
ngx_str_t *ngx_http_legal_log_path(ngx_http_request_t *r);


#endif
