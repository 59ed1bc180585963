/*
 * A page that is a file, before nginx reads it.  The top of the filters sees
 * the file's own buffer, whose places are recalled there or looked for: the
 * header has the exact length then, and nothing is read twice for long where
 * nginx reads the page into memory (no `sendfile`, TLS, gzip).
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
