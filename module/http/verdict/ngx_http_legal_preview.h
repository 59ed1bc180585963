/* legal_preview: who may be answered as a reader in another location. */

#ifndef NGX_HTTP_LEGAL_PREVIEW_H
#define NGX_HTTP_LEGAL_PREVIEW_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf.h"


/*
 * Whether r asks for another location than its own, and may.  Value is the
 * country, region or address asked for, in r's memory.  A value that is none of
 * them is ignored, and so is every value from elsewhere.
 */
ngx_uint_t ngx_http_legal_previews(ngx_http_request_t *r,
    ngx_http_legal_loc_conf_t *llcf, ngx_str_t *value);

/* The same, wherever r comes from. */
ngx_uint_t ngx_http_legal_preview_asked(ngx_http_request_t *r,
    ngx_str_t *value);


#endif
