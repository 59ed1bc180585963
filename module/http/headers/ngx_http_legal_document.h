/* Whether a browser shows the body of a response. */

#ifndef NGX_HTTP_LEGAL_DOCUMENT_H
#define NGX_HTTP_LEGAL_DOCUMENT_H

#include <ngx_config.h>
#include <ngx_core.h>
#include <ngx_http.h>


/*
 * Whether the body is shown as a document, or is a part of one (206).  The
 * bodies of redirects and of downloads are not.
 */
ngx_uint_t ngx_http_legal_is_document(ngx_http_request_t *r);


#endif
