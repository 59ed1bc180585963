/*
 * A replaced database file, read and verified by a thread, so that a worker
 * goes on serving meanwhile; and the database that it replaces, given back by
 * a thread.  Both threads give way to workers.
 */

#include <ngx_config.h>

#include "http/database/ngx_http_legal_swap_load.h"
#include "http/database/ngx_http_legal_swap_thread.h"


/*
 * malloc()'ed: neither side frees what the other may still use.  The thread has
 * it from when it begins until it is done.
 */
struct ngx_http_legal_swap_job_s {
    ngx_atomic_t                 done;
    int                          stop;       /* the thread is to give up */
    ngx_msec_t                   begun;
    ngx_http_legal_swap_turn_t   turn;
    ngx_file_info_t              info;
    ln_database_t               *db;
    ln_error_t                   err;
    char                         path[];
};


/*
 * ms that a thread may read a file where nobody else wants to run.  On a busy
 * machine it would take minutes: then another one begins anew, with a share.
 */
#define NGX_HTTP_LEGAL_SWAP_PATIENCE  5000


static void ngx_http_legal_swap_begin(ngx_http_legal_swap_job_t *job,
    ngx_http_legal_swap_turn_t turn, ngx_log_t *log);
static void ngx_http_legal_swap_hurry(ngx_http_legal_swap_job_t *job);
static void *ngx_http_legal_swap_reader(void *data);
static void ngx_http_legal_swap_open(ngx_http_legal_swap_job_t *job);
static void *ngx_http_legal_swap_close(void *data);


ngx_http_legal_swap_job_t *
ngx_http_legal_swap_job(ngx_http_legal_database_t *database,
    ngx_file_info_t *info, ngx_log_t *log)
{
    ngx_http_legal_swap_job_t  *job;

    job = ngx_calloc(sizeof(ngx_http_legal_swap_job_t) + database->path.len + 1,
                     log);
    if (job == NULL) {
        return NULL;
    }

    job->info = *info;
    ngx_memcpy(job->path, database->path.data, database->path.len);

    ngx_http_legal_swap_begin(job, NGX_HTTP_LEGAL_SWAP_IDLE, log);

    return job;
}


static void
ngx_http_legal_swap_begin(ngx_http_legal_swap_job_t *job,
    ngx_http_legal_swap_turn_t turn, ngx_log_t *log)
{
    int  rc;

    job->done = 0;
    job->stop = 0;
    job->begun = ngx_current_msec;
    job->turn = turn;

    rc = ngx_http_legal_swap_thread(ngx_http_legal_swap_reader, job);

    if (rc != 0) {
        ngx_log_error(NGX_LOG_WARN, log, rc, "pthread_create() failed, "
                      "database \"%s\" is read at once", job->path);
        ngx_http_legal_swap_open(job);
    }
}


static void *
ngx_http_legal_swap_reader(void *data)
{
    ngx_http_legal_swap_job_t *job = data;

    ngx_http_legal_swap_turn(job->turn);
    ngx_http_legal_swap_open(job);

    return NULL;
}


/* In one thread: readers need the other processors. */

static void
ngx_http_legal_swap_open(ngx_http_legal_swap_job_t *job)
{
    job->db = ln_database_open_by(job->path, 1, &job->stop, &job->err);

    (void) ngx_atomic_cmp_set(&job->done, 0, 1);
}


void
ngx_http_legal_swap_drop(ln_database_t *db)
{
    if (ngx_http_legal_swap_thread(ngx_http_legal_swap_close, db) != 0) {
        ln_database_close(db);
    }
}


static void *
ngx_http_legal_swap_close(void *data)
{
    ngx_http_legal_swap_turn(NGX_HTTP_LEGAL_SWAP_IDLE);
    ln_database_close(data);

    return NULL;
}


ln_database_t *
ngx_http_legal_swap_job_done(ngx_http_legal_swap_job_t *job,
    ngx_file_info_t *info, ln_error_t *err, ngx_log_t *log)
{
    ln_database_t  *db;

    ngx_memzero(err, sizeof(ln_error_t));

    /* a read with a barrier, that ThreadSanitizer knows for one */

    if (ngx_atomic_fetch_add(&job->done, 0) == 0) {
        ngx_http_legal_swap_hurry(job);
        return NULL;
    }

    if (job->stop && job->db == NULL) {
        ngx_http_legal_swap_begin(job, NGX_HTTP_LEGAL_SWAP_NICE, log);
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


/* Only a thread that is not idle may take its time. */

static void
ngx_http_legal_swap_hurry(ngx_http_legal_swap_job_t *job)
{
    if (job->turn == NGX_HTTP_LEGAL_SWAP_IDLE
        && ngx_current_msec - job->begun >= NGX_HTTP_LEGAL_SWAP_PATIENCE)
    {
        __atomic_store_n(&job->stop, 1, __ATOMIC_RELAXED);
    }
}
