/* What legal_status answers with: bytes that grow. */

#include <ngx_config.h>

#include "html/charset/ln_utf8.h"
#include "http/directives/ngx_http_legal_conf.h"
#include "http/status/ngx_http_legal_report.h"


void
ngx_http_legal_report_write(ngx_http_legal_report_t *out, const char *fmt, ...)
{
    u_char   *p, *start;
    size_t    size, used;
    va_list   args;

    while (!out->failed) {

        if (out->start) {
            va_start(args, fmt);
            p = ngx_vslprintf(out->last, out->end, fmt, args);
            va_end(args);

            if (p < out->end) {
                out->last = p;
                return;
            }
        }

        used = out->last - out->start;
        size = ngx_max(2 * (size_t) (out->end - out->start), 8192);

        start = ngx_palloc(out->pool, size);
        if (start == NULL) {
            out->failed = 1;
            return;
        }

        if (used) {
            ngx_memcpy(start, out->start, used);
        }

        out->start = start;
        out->last = start + used;
        out->end = start + size;
    }
}


u_char *
ngx_http_legal_report_text(ngx_pool_t *pool, ngx_str_t *text)
{
    u_char  *p;

    p = ngx_pnalloc(pool, text->len + 1);
    if (p == NULL) {
        return NULL;
    }

    ln_utf8_mend(ngx_http_legal_ln(*text), p);
    p[text->len] = '\0';

    return p;
}
