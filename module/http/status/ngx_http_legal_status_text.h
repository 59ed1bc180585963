/* A text that grows, and the two ways to write down what was counted. */

#ifndef NGX_HTTP_LEGAL_STATUS_TEXT_H
#define NGX_HTTP_LEGAL_STATUS_TEXT_H

#include "http/counters/ngx_http_legal_counters.h"
#include "http/directives/ngx_http_legal_conf_database.h"
#include "http/directives/ngx_http_legal_conf_rule.h"
#include "html/charset/ln_utf8.h"


typedef struct {
    ngx_pool_t  *pool;
    u_char      *start;
    u_char      *last;
    u_char      *end;
    ngx_uint_t   failed;                          /* no memory */
} ngx_http_legal_text_t;


extern const char *const  ngx_http_legal_whys[NGX_HTTP_LEGAL_WHYS];


void ngx_http_legal_write(ngx_http_legal_text_t *out, const char *fmt, ...);
void ngx_http_legal_write_quoted(ngx_http_legal_text_t *out, ngx_str_t *text,
    ngx_uint_t json);

/* The notices put into pages, at whatever place. */
ngx_atomic_uint_t ngx_http_legal_shown(ngx_http_legal_rule_t *rule);

void ngx_http_legal_status_json(ngx_http_legal_text_t *out,
    ngx_http_legal_main_conf_t *lmcf);
void ngx_http_legal_status_prometheus(ngx_http_legal_text_t *out,
    ngx_http_legal_main_conf_t *lmcf);


#endif
