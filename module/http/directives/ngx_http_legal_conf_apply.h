/* legal_apply: which rules are in force in a location block. */

#ifndef NGX_HTTP_LEGAL_CONF_APPLY_H
#define NGX_HTTP_LEGAL_CONF_APPLY_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf.h"


char *ngx_http_legal_apply(ngx_conf_t *cf, ngx_command_t *cmd, void *conf);


#endif
