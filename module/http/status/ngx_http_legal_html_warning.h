/* Warnings on the status page: what is wrong, and what to do. */

#ifndef NGX_HTTP_LEGAL_HTML_WARNING_H
#define NGX_HTTP_LEGAL_HTML_WARNING_H

#include <ngx_config.h>

#include "http/status/ngx_http_legal_html.h"


/* All that there are, the worst first; or a sentence that there are none. */
void ngx_http_legal_html_warnings(ngx_http_legal_html_t *html);


#endif
