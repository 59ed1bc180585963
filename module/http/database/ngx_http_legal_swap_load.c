/*
 * A replaced database file, read and verified by a thread, so that a worker
 * goes on serving meanwhile.
 */

#include <ngx_config.h>

#include "http/database/ngx_http_legal_swap_load.h"

#include <pthread.h>
#include <signal.h>


/* malloc()'ed: neither side frees what the other may still use. */
struct ngx_http_legal_swap_job_s {
    ngx_atomic_t      done;
    ngx_file_info_t   info;
    ln_database_t    *db;
    ln_error_t        err;
    char              path[];
};


static void *ngx_http_legal_swap_thread(void *data);


ngx_http_legal_swap_job_t *
ngx_http_legal_swap_job(ngx_http_legal_database_t *database,
    ngx_file_info_t *info, ngx_log_t *log)
{
    int                         rc;
    sigset_t                    all, old;
    pthread_t                   thread;
    ngx_http_legal_swap_job_t  *job;

    job = ngx_calloc(sizeof(ngx_http_legal_swap_job_t) + database->path.len + 1,
                     log);
    if (job == NULL) {
        return NULL;
    }

    job->info = *info;
    ngx_memcpy(job->path, database->path.data, database->path.len);

    /* signals are for nginx's own handlers in the main thread */

    sigfillset(&all);
    (void) pthread_sigmask(SIG_BLOCK, &all, &old);

    rc = pthread_create(&thread, NULL, ngx_http_legal_swap_thread, job);

    (void) pthread_sigmask(SIG_SETMASK, &old, NULL);

    if (rc != 0) {
        ngx_log_error(NGX_LOG_WARN, log, rc, "pthread_create() failed, "
                      "database \"%V\" is read at once", &database->path);
        (void) ngx_http_legal_swap_thread(job);
        return job;
    }

    (void) pthread_detach(thread);

    return job;
}


static void *
ngx_http_legal_swap_thread(void *data)
{
    ngx_http_legal_swap_job_t *job = data;

    job->db = ln_database_open(job->path, &job->err);

    (void) ngx_atomic_cmp_set(&job->done, 0, 1);

    return NULL;
}


ln_database_t *
ngx_http_legal_swap_job_done(ngx_http_legal_swap_job_t *job,
    ngx_file_info_t *info, ln_error_t *err)
{
    ln_database_t  *db;

    ngx_memzero(err, sizeof(ln_error_t));

    /* a read with a barrier, that ThreadSanitizer knows for one */

    if (ngx_atomic_fetch_add(&job->done, 0) == 0) {
        return NULL;
    }

    db = job->db;
    *info = job->info;
    *err = job->err;

    if (db) {
        err->text[0] = '\0';
    }

    ngx_free(job);

    return db;
}
