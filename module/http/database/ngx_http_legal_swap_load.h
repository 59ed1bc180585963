/* A replaced database file, read and verified by a thread. */

#ifndef NGX_HTTP_LEGAL_SWAP_LOAD_H
#define NGX_HTTP_LEGAL_SWAP_LOAD_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf_database.h"


/* Begins to read database's file, whose info was seen.  NULL: no memory. */
ngx_http_legal_swap_job_t *ngx_http_legal_swap_job(
    ngx_http_legal_database_t *database, ngx_file_info_t *info,
    ngx_log_t *log);

/*
 * Returns the database that job has read, which now belongs to the caller, and
 * the info of its file.  NULL and a text in err: the file cannot be used.  NULL
 * and no text: the job is not done yet.  A job that is done is freed.  To be
 * called now and then: a job that gets too little of a processor begins anew,
 * with more.
 */
ln_database_t *ngx_http_legal_swap_job_done(ngx_http_legal_swap_job_t *job,
    ngx_file_info_t *info, ln_error_t *err, ngx_log_t *log);

/*
 * Closes a database that nothing looks at any more, in a thread: to give back
 * some ten MB of memory takes milliseconds.
 */
void ngx_http_legal_swap_drop(ln_database_t *db);


#endif
