/*
 * A page that is a file, before nginx reads it.  The first of all body filters
 * sees the buffer of the file itself.  The placements are recalled there, or
 * found.  So the header has the exact length.  And where nginx reads the page
 * into memory (no `sendfile`, TLS, gzip), the placements are remembered for the
 * next request.
 */

#ifndef NGX_HTTP_LEGAL_WHOLE_FILE_H
#define NGX_HTTP_LEGAL_WHOLE_FILE_H

#include <ngx_config.h>

#include "http/page/ngx_http_legal_page.h"


/*
 * Looks at a chain that is about to go through all filters to the page.
 * NGX_ERROR: there is no memory, or the file cannot be read.
 */
ngx_int_t ngx_http_legal_whole_file(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_chain_t *in);


#endif
