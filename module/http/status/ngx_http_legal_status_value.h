/* What rows of legal_status say that is no counter: sums, databases, names. */

#ifndef NGX_HTTP_LEGAL_STATUS_VALUE_H
#define NGX_HTTP_LEGAL_STATUS_VALUE_H

#include <ngx_config.h>

#include "http/status/ngx_http_legal_status_subject.h"


/* Of a notice: pages it went into, and responses that are no page for it. */
int64_t ngx_http_legal_row_shown(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_subject_t *subject);
int64_t ngx_http_legal_row_no_page(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_subject_t *subject);

/* Of a database: when it was built, its age in seconds, and so on. */
int64_t ngx_http_legal_row_built(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_subject_t *subject);
int64_t ngx_http_legal_row_age(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_subject_t *subject);
int64_t ngx_http_legal_row_max_age(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_subject_t *subject);
int64_t ngx_http_legal_row_old(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_subject_t *subject);
int64_t ngx_http_legal_row_entries(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_subject_t *subject);
ngx_str_t ngx_http_legal_row_path(ngx_http_legal_subject_t *subject);
ngx_str_t ngx_http_legal_row_name(ngx_http_legal_subject_t *subject);
ngx_str_t ngx_http_legal_row_other(ngx_http_legal_subject_t *subject);
ngx_str_t ngx_http_legal_row_type(ngx_http_legal_subject_t *subject);


#endif
