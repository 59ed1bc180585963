/*
 * Location blocks in which the module itself answers: legal_status and
 * legal_notices.
 */

#ifndef NGX_HTTP_LEGAL_CONF_STATUS_H
#define NGX_HTTP_LEGAL_CONF_STATUS_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf.h"


/* cmd->post is an ngx_http_handler_pt *: the content handler. */
char *ngx_http_legal_status(ngx_conf_t *cf, ngx_command_t *cmd, void *conf);
char *ngx_http_legal_outlet(ngx_conf_t *cf, ngx_command_t *cmd, void *conf);

/* An "if" goes on with what its block has; another handler is refused. */
char *ngx_http_legal_conf_merge_answers(ngx_conf_t *cf,
    ngx_http_legal_loc_conf_t *prev, ngx_http_legal_loc_conf_t *conf);


#endif
