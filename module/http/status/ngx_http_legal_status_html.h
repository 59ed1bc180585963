/* legal_status html: one page for those who have to know, without a script. */

#ifndef NGX_HTTP_LEGAL_STATUS_HTML_H
#define NGX_HTTP_LEGAL_STATUS_HTML_H

#include <ngx_config.h>

#include "http/status/ngx_http_legal_html.h"


/*
 * Writes the page into html->out, and adds to the response what keeps it safe:
 * a text that stands in it cannot run, load or restyle anything.  NGX_ERROR:
 * there is no memory.
 */
ngx_int_t ngx_http_legal_status_html(ngx_http_legal_html_t *html);


#endif
