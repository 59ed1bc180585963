/* legal_key: the secrets that sign acknowledgements. */

#ifndef NGX_HTTP_LEGAL_CONF_KEY_H
#define NGX_HTTP_LEGAL_CONF_KEY_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf.h"


char *ngx_http_legal_key(ngx_conf_t *cf, ngx_command_t *cmd, void *conf);


#endif
