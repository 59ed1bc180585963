/* legal_client: the address, or the code, by which a reader is located. */

#ifndef NGX_HTTP_LEGAL_CONF_CLIENT_H
#define NGX_HTTP_LEGAL_CONF_CLIENT_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf.h"


/* A location block without legal_client has none: it uses $remote_addr. */
struct ngx_http_legal_client_s {
    ngx_http_complex_value_t   *value;
    ngx_array_t                 fields;           /* of ngx_str_t: X of its
                                                     $http_X, small letters */
    unsigned                    country:1;        /* a code, not an address */
};


char *ngx_http_legal_client(ngx_conf_t *cf, ngx_command_t *cmd, void *conf);

/*
 * Called when the whole configuration has been read: whether there are the
 * variables that legal_client names.  NGX_ERROR: one is unknown, which is
 * logged.
 */
ngx_int_t ngx_http_legal_client_resolve(ngx_conf_t *cf);


#endif
