/* legal_notice and legal_restriction. */

#ifndef NGX_HTTP_LEGAL_CONF_RULE_H
#define NGX_HTTP_LEGAL_CONF_RULE_H

#include "http/directives/ngx_http_legal_conf.h"


char *ngx_http_legal_rule(ngx_conf_t *cf, ngx_command_t *cmd, void *conf);


#endif
