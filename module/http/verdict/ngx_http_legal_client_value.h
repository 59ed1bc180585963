/* The value of legal_client in a request. */

#ifndef NGX_HTTP_LEGAL_CLIENT_VALUE_H
#define NGX_HTTP_LEGAL_CLIENT_VALUE_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf_client.h"


/*
 * The address or the code that client reads from r; empty where a header field
 * of it comes in several lines, which is a list.  Before the last look that the
 * phases have at a request, no variable keeps the value that it has: realip and
 * auth_request may yet say who the reader is.  NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_client_value(ngx_http_request_t *r,
    ngx_http_legal_client_t *client, ngx_str_t *value);


#endif
