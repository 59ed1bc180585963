/* What the parts of the status page are written with. */

#include <ngx_config.h>

#include "http/status/ngx_http_legal_html.h"


void
ngx_http_legal_html_text(ngx_http_legal_html_t *html, ngx_str_t *text)
{
    u_char     *p;
    ngx_str_t   escaped;

    p = ngx_http_legal_report_text(html->out.pool, text);

    if (p) {
        escaped.data = ngx_pnalloc(html->out.pool,
                                   text->len
                                   + ngx_escape_html(NULL, p, text->len) + 1);
    }

    if (p == NULL || escaped.data == NULL) {
        html->out.failed = 1;
        return;
    }

    escaped.len = (u_char *) ngx_escape_html(escaped.data, p, text->len)
                  - escaped.data;

    ngx_http_legal_html(html, "%V", &escaped);
}


void
ngx_http_legal_html_ln(ngx_http_legal_html_t *html, ln_str_t text)
{
    ngx_str_t  s;

    s.len = text.len;
    s.data = (u_char *) text.data;

    ngx_http_legal_html_text(html, &s);
}


void
ngx_http_legal_html_time(ngx_http_legal_html_t *html, time_t time,
    const char *none)
{
    ngx_tm_t  tm;

    if (time == 0) {
        ngx_http_legal_html(html, "%s", none);
        return;
    }

    ngx_gmtime(time, &tm);

    ngx_http_legal_html(html, "<time datetime=\"%4d-%02d-%02dT%02d:%02dZ\">"
                        "%4d-%02d-%02d",
                        tm.ngx_tm_year, tm.ngx_tm_mon, tm.ngx_tm_mday,
                        tm.ngx_tm_hour, tm.ngx_tm_min,
                        tm.ngx_tm_year, tm.ngx_tm_mon, tm.ngx_tm_mday);

    if (tm.ngx_tm_hour || tm.ngx_tm_min) {
        ngx_http_legal_html(html, " %02d:%02d", tm.ngx_tm_hour, tm.ngx_tm_min);
    }

    ngx_http_legal_html(html, " UTC</time>");
}
