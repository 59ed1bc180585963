/* What can be checked only when the whole configuration has been read. */

#ifndef NGX_HTTP_LEGAL_CONF_RESOLVE_H
#define NGX_HTTP_LEGAL_CONF_RESOLVE_H

#include "http/directives/ngx_http_legal_conf.h"


ngx_int_t ngx_http_legal_resolve(ngx_conf_t *cf);
ngx_http_legal_rule_t *ngx_http_legal_find_rule(
    ngx_http_legal_main_conf_t *lmcf, ngx_str_t *name);


#endif
