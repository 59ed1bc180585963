/* A replaced database file, read and verified by a thread. */

#ifndef NGX_HTTP_LEGAL_SWAP_LOAD_H
#define NGX_HTTP_LEGAL_SWAP_LOAD_H

#include "http/directives/ngx_http_legal_conf.h"


ngx_http_legal_swap_job_t *ngx_http_legal_swap_job(
    ngx_http_legal_file_t *file, ngx_file_info_t *info, ngx_log_t *log);
ln_database_t *ngx_http_legal_swap_job_done(ngx_http_legal_swap_job_t *job,
    ngx_file_info_t *info, ln_error_t *err);


#endif
