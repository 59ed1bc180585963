/* What legal_status answers with: bytes that grow. */

#ifndef NGX_HTTP_LEGAL_REPORT_H
#define NGX_HTTP_LEGAL_REPORT_H

#include <ngx_config.h>
#include <ngx_core.h>


typedef struct {
    ngx_pool_t  *pool;
    u_char      *start;
    u_char      *last;
    u_char      *end;
    ngx_uint_t   failed;                          /* no memory */
} ngx_http_legal_report_t;


/* Appends as ngx_sprintf() does.  Without memory for it, failed is set. */
void ngx_http_legal_report_write(ngx_http_legal_report_t *out,
    const char *fmt, ...);

/*
 * A copy of text in UTF-8, with a zero at its end: each byte that is of no
 * character is "?".  NULL: there is no memory.
 */
u_char *ngx_http_legal_report_text(ngx_pool_t *pool, ngx_str_t *text);


#endif
