/* What was counted, to be read. */

#ifndef NGX_HTTP_LEGAL_STATUS_H
#define NGX_HTTP_LEGAL_STATUS_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf.h"


/* The content handler of a location block that has legal_status. */
ngx_int_t ngx_http_legal_status_handler(ngx_http_request_t *r);


#endif
