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
 * Takes one character off text, as UTF-8 has it, into character.  A byte that
 * is of none becomes "?".  Returns 0 where nothing is left.
 */
ngx_uint_t ngx_http_legal_utf8_next(ngx_str_t *text, ngx_str_t *character);


#endif
