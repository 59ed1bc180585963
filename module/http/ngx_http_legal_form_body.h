/* The body of a request that may be the form of a page that asks. */

#ifndef NGX_HTTP_LEGAL_FORM_BODY_H
#define NGX_HTTP_LEGAL_FORM_BODY_H

#include <ngx_config.h>
#include <ngx_core.h>
#include <ngx_http.h>

#include "ln_core.h"


/* More than our form has: a longer body is another one's, and is not read. */
#define NGX_HTTP_LEGAL_FORM_MAX  1024


/*
 * The body of r as one string, in r's pool; empty, where there is none of that
 * length.  NGX_ERROR: there is no memory, or its file cannot be read.
 */
ngx_int_t ngx_http_legal_form_body(ngx_http_request_t *r, ln_str_t *body);

/*
 * Moves the body of r to a file, where r's location block has
 * client_body_in_file_only and the body was read before that was known.
 * NGX_ERROR: the file cannot be written, or there is no memory.
 */
ngx_int_t ngx_http_legal_form_body_in_file(ngx_http_request_t *r);


#endif
