/* legal_status: what was counted, to be read. */

#ifndef NGX_HTTP_LEGAL_STATUS_H
#define NGX_HTTP_LEGAL_STATUS_H

#include "http/directives/ngx_http_legal_conf.h"


/* The setter, which makes the location block answer with the counters. */
char *ngx_http_legal_status(ngx_conf_t *cf, ngx_command_t *cmd, void *conf);


#endif
