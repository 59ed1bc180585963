/* legal_archive: where each text in use is kept. */

#ifndef NGX_HTTP_LEGAL_CONF_ARCHIVE_H
#define NGX_HTTP_LEGAL_CONF_ARCHIVE_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf.h"


char *ngx_http_legal_archive(ngx_conf_t *cf, ngx_command_t *cmd, void *conf);


#endif
