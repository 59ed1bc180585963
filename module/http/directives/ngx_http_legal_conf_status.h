/* legal_status: where the counters are read, and in which form. */

#ifndef NGX_HTTP_LEGAL_CONF_STATUS_H
#define NGX_HTTP_LEGAL_CONF_STATUS_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf.h"


/* cmd->post is an ngx_http_handler_pt *: the content handler. */
char *ngx_http_legal_status(ngx_conf_t *cf, ngx_command_t *cmd, void *conf);


#endif
