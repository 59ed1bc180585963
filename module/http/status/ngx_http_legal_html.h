/* What the parts of the status page are written with. */

#ifndef NGX_HTTP_LEGAL_HTML_H
#define NGX_HTTP_LEGAL_HTML_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf.h"
#include "http/status/ngx_http_legal_report.h"
#include "ln_core.h"


/* The page that is being written. */
typedef struct {
    ngx_http_legal_report_t      out;
    ngx_http_request_t          *r;
    ngx_http_legal_main_conf_t  *lmcf;
    ngx_str_t                    rule;            /* asked for; empty: all */
} ngx_http_legal_html_t;


#define ngx_http_legal_html(html, ...)                                        \
    ngx_http_legal_report_write(&(html)->out, __VA_ARGS__)

/* Writes text that is escaped, for an element or a quoted attribute. */
void ngx_http_legal_html_text(ngx_http_legal_html_t *html, ngx_str_t *text);
void ngx_http_legal_html_ln(ngx_http_legal_html_t *html, ln_str_t text);

/* Writes a time as <time>; 0 as the word for none. */
void ngx_http_legal_html_time(ngx_http_legal_html_t *html, time_t time,
    const char *none);


#endif
