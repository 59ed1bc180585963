/* What can be checked only when the whole configuration has been read. */

#ifndef NGX_HTTP_LEGAL_CONF_RESOLVE_H
#define NGX_HTTP_LEGAL_CONF_RESOLVE_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf.h"


/*
 * Gives each rule and each legal_apply what its names stand for, and looks up
 * the variables of texts.  NGX_ERROR where a name is not defined: that is
 * logged, with a guess of what was meant.
 */
ngx_int_t ngx_http_legal_resolve(ngx_conf_t *cf);


#endif
