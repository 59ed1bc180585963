/* Answers of the module's own, which no image filter may take for an image. */

#ifndef NGX_HTTP_LEGAL_UNFILTERED_H
#define NGX_HTTP_LEGAL_UNFILTERED_H

#include <ngx_config.h>
#include <ngx_core.h>
#include <ngx_http.h>

#include "http/context/ngx_http_legal_context.h"


/* Notes whether nginx has the image filter. */
void ngx_http_legal_unfiltered_init(ngx_conf_t *cf);

/*
 * Above all filters: settles whether r is refused where a filter could change
 * that answer, or keep it back.  NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_unfiltered(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);


#endif
