/* legal_status: what was counted, to be read. */

#ifndef NGX_HTTP_LEGAL_STATUS_H
#define NGX_HTTP_LEGAL_STATUS_H

#include "http/directives/ngx_http_legal_conf.h"


char *ngx_http_legal_status(ngx_conf_t *cf, ngx_command_t *cmd, void *conf);


#endif
