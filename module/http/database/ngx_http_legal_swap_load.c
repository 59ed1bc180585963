/*
 * A replaced database file, read and verified by a thread, so that a worker
 * goes on serving meanwhile; and the database that it replaces, given back by
 * a thread.  Both threads give way to workers.
 */

#include <ngx_config.h>

#include "http/database/ngx_http_legal_swap_load.h"

#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>


/* malloc()'ed: neither side frees what the other may still use. */
struct ngx_http_legal_swap_job_s {
    ngx_atomic_t      done;
    ngx_file_info_t   info;
    ln_database_t    *db;
    ln_error_t        err;
    char              path[];
};


#define NGX_HTTP_LEGAL_SWAP_NICE  10


static int ngx_http_legal_swap_begin(void *(*start)(void *data), void *data);
static void ngx_http_legal_swap_give_way(void);
static void *ngx_http_legal_swap_thread(void *data);
static void ngx_http_legal_swap_open(ngx_http_legal_swap_job_t *job);
static void *ngx_http_legal_swap_close(void *data);


ngx_http_legal_swap_job_t *
ngx_http_legal_swap_job(ngx_http_legal_database_t *database,
    ngx_file_info_t *info, ngx_log_t *log)
{
    int                         rc;
    ngx_http_legal_swap_job_t  *job;

    job = ngx_calloc(sizeof(ngx_http_legal_swap_job_t) + database->path.len + 1,
                     log);
    if (job == NULL) {
        return NULL;
    }

    job->info = *info;
    ngx_memcpy(job->path, database->path.data, database->path.len);

    rc = ngx_http_legal_swap_begin(ngx_http_legal_swap_thread, job);

    if (rc != 0) {
        ngx_log_error(NGX_LOG_WARN, log, rc, "pthread_create() failed, "
                      "database \"%V\" is read at once", &database->path);
        ngx_http_legal_swap_open(job);
    }

    return job;
}


void
ngx_http_legal_swap_drop(ln_database_t *db)
{
    if (ngx_http_legal_swap_begin(ngx_http_legal_swap_close, db) != 0) {
        ln_database_close(db);
    }
}


/* Returns 0 or the error. */

static int
ngx_http_legal_swap_begin(void *(*start)(void *data), void *data)
{
    int        rc;
    sigset_t   all, old;
    pthread_t  thread;

    /* signals are for nginx's own handlers in the main thread */

    sigfillset(&all);
    (void) pthread_sigmask(SIG_BLOCK, &all, &old);

    rc = pthread_create(&thread, NULL, start, data);

    (void) pthread_sigmask(SIG_SETMASK, &old, NULL);

    if (rc == 0) {
        (void) pthread_detach(thread);
    }

    return rc;
}


/* On Linux a thread has a nice value of its own. */

static void
ngx_http_legal_swap_give_way(void)
{
#ifdef SYS_gettid
    (void) setpriority(PRIO_PROCESS, (id_t) syscall(SYS_gettid),
                       NGX_HTTP_LEGAL_SWAP_NICE);
#endif
}


static void *
ngx_http_legal_swap_thread(void *data)
{
    ngx_http_legal_swap_give_way();
    ngx_http_legal_swap_open(data);

    return NULL;
}


/* In one thread: readers need the other processors. */

static void
ngx_http_legal_swap_open(ngx_http_legal_swap_job_t *job)
{
    job->db = ln_database_open_by(job->path, 1, &job->err);

    (void) ngx_atomic_cmp_set(&job->done, 0, 1);
}


static void *
ngx_http_legal_swap_close(void *data)
{
    ngx_http_legal_swap_give_way();
    ln_database_close(data);

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
