/* legal_preview: requests for the page of a reader in another location. */

#ifndef NGX_HTTP_LEGAL_PREVIEW_H
#define NGX_HTTP_LEGAL_PREVIEW_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf.h"


typedef enum {
    NGX_HTTP_LEGAL_PREVIEW_NONE = 0,
    NGX_HTTP_LEGAL_PREVIEW_GIVEN,
    NGX_HTTP_LEGAL_PREVIEW_MISTYPED               /* of no place */
} ngx_http_legal_preview_t;


/*
 * Whether r asks for a preview and comes from a network of llcf's
 * legal_preview.  Where it is given, value is set to the country, region or
 * address that r asks for, in r's memory.
 */
ngx_http_legal_preview_t ngx_http_legal_previews(ngx_http_request_t *r,
    ngx_http_legal_loc_conf_t *llcf, ngx_str_t *value);

/* The same, whatever network r comes from. */
ngx_http_legal_preview_t ngx_http_legal_preview_asked(ngx_http_request_t *r,
    ngx_str_t *value);

/*
 * Copies value, of a preview that is given, as it is told: codes in capitals.
 * NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_preview_name(ngx_http_request_t *r, ngx_str_t *value,
    ngx_str_t *name);


#endif
