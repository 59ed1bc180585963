/* The counters of all requests. */

#ifndef NGX_HTTP_LEGAL_COUNT_H
#define NGX_HTTP_LEGAL_COUNT_H

#include <ngx_config.h>

#include "http/counters/ngx_http_legal_counters.h"


/*
 * Counts for all requests.  What is done for a preview is counted as a preview
 * alone.
 */
void ngx_http_legal_count(ngx_http_request_t *r,
    ngx_http_legal_request_counter_t what);


#endif
