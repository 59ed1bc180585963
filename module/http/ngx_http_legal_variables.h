/* The $legal_* variables. */

#ifndef NGX_HTTP_LEGAL_VARIABLES_H
#define NGX_HTTP_LEGAL_VARIABLES_H

#include <ngx_config.h>
#include <ngx_core.h>
#include <ngx_http.h>


/* Defines them, before the configuration is read. */
ngx_int_t ngx_http_legal_add_variables(ngx_conf_t *cf);


#endif
