/* legal_jurisdiction: a block of terms. */

#ifndef NGX_HTTP_LEGAL_CONF_JURISDICTION_H
#define NGX_HTTP_LEGAL_CONF_JURISDICTION_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf.h"


char *ngx_http_legal_jurisdiction(ngx_conf_t *cf, ngx_command_t *cmd,
    void *conf);


#endif
