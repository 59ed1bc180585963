/* The counters of all requests. */

#ifndef NGX_HTTP_LEGAL_COUNT_H
#define NGX_HTTP_LEGAL_COUNT_H

#include <ngx_config.h>

#include "http/counters/ngx_http_legal_counters.h"


/*
 * Adds one to a counter of all requests, unless r is a preview: a preview is
 * counted as a preview and as nothing else.
 */
void ngx_http_legal_count(ngx_http_request_t *r,
    ngx_http_legal_request_counter_t what);


#endif
