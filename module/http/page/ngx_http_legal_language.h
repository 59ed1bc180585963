/* The language of a page's notices, and what the header says of it. */

#ifndef NGX_HTTP_LEGAL_LANGUAGE_H
#define NGX_HTTP_LEGAL_LANGUAGE_H

#include <ngx_config.h>

#include "http/page/ngx_http_legal_page.h"


/*
 * Chooses the language of each notice, as far as the page is known now; once.
 * NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_languages(ngx_http_request_t *r,
    ngx_http_legal_page_t *page);

/* Whether the header goes without a look at the body: of HEAD, of a 304. */
ngx_uint_t ngx_http_legal_language_unread(ngx_http_request_t *r,
    ngx_http_legal_page_t *page);

/*
 * Adds Legal-Notice, with the languages, and the Vary that goes with them.
 * NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_languages_header(ngx_http_request_t *r,
    ngx_http_legal_page_t *page);


#endif
