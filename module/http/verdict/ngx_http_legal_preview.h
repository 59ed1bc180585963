/* legal_preview: requests for the page of a reader in another location. */

#ifndef NGX_HTTP_LEGAL_PREVIEW_H
#define NGX_HTTP_LEGAL_PREVIEW_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf.h"


/*
 * Whether r asks for a preview and comes from a network of llcf's
 * legal_preview.  Value is set to the country, region or address that r asks
 * for, in r's memory.  A value that is none of these asks for nothing.
 */
ngx_uint_t ngx_http_legal_previews(ngx_http_request_t *r,
    ngx_http_legal_loc_conf_t *llcf, ngx_str_t *value);

/* The same, whatever network r comes from. */
ngx_uint_t ngx_http_legal_preview_asked(ngx_http_request_t *r,
    ngx_str_t *value);


#endif
