/* The way of a request: what the module hooks into nginx. */

#ifndef NGX_HTTP_LEGAL_REQUEST_H
#define NGX_HTTP_LEGAL_REQUEST_H

#include <ngx_config.h>
#include <ngx_core.h>
#include <ngx_http.h>


/*
 * Takes the module's place in the phases and among the filters, at the end of
 * the configuration.  NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_request_init(ngx_conf_t *cf);

/* Takes the place above all filters, when they have been made. */
ngx_int_t ngx_http_legal_request_init_top(ngx_cycle_t *cycle);


#endif
