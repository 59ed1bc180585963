/* Checks that need the whole configuration. */

#ifndef NGX_HTTP_LEGAL_CONF_RESOLVE_H
#define NGX_HTTP_LEGAL_CONF_RESOLVE_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf.h"


/*
 * Resolves names: those of jurisdictions in each rule, those of rules in each
 * legal_apply, and the variables of texts.  NGX_ERROR where a name is not
 * defined: this is logged, with the nearest name that is defined.
 */
ngx_int_t ngx_http_legal_resolve(ngx_conf_t *cf);


#endif
