/* Databases on the status page, and jurisdictions by their answers. */

#ifndef NGX_HTTP_LEGAL_HTML_DATABASE_H
#define NGX_HTTP_LEGAL_HTML_DATABASE_H

#include <ngx_config.h>

#include "http/status/ngx_http_legal_html.h"


/* Jurisdictions, databases, and pairs of them that contradict each other. */
void ngx_http_legal_html_databases(ngx_http_legal_html_t *html);


#endif
