/* legal_preview: who may see a page as a reader in another location does. */

#ifndef NGX_HTTP_LEGAL_CONF_PREVIEW_H
#define NGX_HTTP_LEGAL_CONF_PREVIEW_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf.h"


char *ngx_http_legal_preview(ngx_conf_t *cf, ngx_command_t *cmd, void *conf);


#endif
