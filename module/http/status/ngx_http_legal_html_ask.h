/* The form on the status page: what a reader in a place would get, and why. */

#ifndef NGX_HTTP_LEGAL_HTML_ASK_H
#define NGX_HTTP_LEGAL_HTML_ASK_H

#include <ngx_config.h>

#include "http/status/ngx_http_legal_html.h"


/* The form, and the answer where the request has its two arguments. */
void ngx_http_legal_html_ask(ngx_http_legal_html_t *html);


#endif
