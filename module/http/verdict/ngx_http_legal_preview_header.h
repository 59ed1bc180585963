/* Legal-Preview: who asks for a preview is told which one it is. */

#ifndef NGX_HTTP_LEGAL_PREVIEW_HEADER_H
#define NGX_HTTP_LEGAL_PREVIEW_HEADER_H

#include <ngx_config.h>

#include "http/verdict/ngx_http_legal_verdict.h"


/*
 * Adds `Legal-Preview: UA-43` to the response of a preview, and `invalid` where
 * what was asked for is no place; otherwise nothing.  nginx's own caches do not
 * store that response.  NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_preview_header(ngx_http_request_t *r,
    ngx_http_legal_verdict_t *verdict);

/*
 * The same where nothing is decided: in a location block without rules, where
 * variables alone have the place of the preview, or in the answer to a form.
 * NGX_DECLINED: none was asked for.
 */
ngx_int_t ngx_http_legal_preview_without_rules(ngx_http_request_t *r,
    ngx_http_legal_loc_conf_t *llcf);

/*
 * nginx's own caches do not store a preview that an inner tier gives, whatever
 * they ignore of its Cache-Control: the next reader may not preview.
 */
void ngx_http_legal_preview_keep_out(ngx_http_request_t *r);


#endif
