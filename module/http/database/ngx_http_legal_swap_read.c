/* A replaced database file that this worker has read, or tried to. */

#include <ngx_config.h>

#include "http/counters/ngx_http_legal_counters.h"
#include "http/database/ngx_http_legal_lookup.h"
#include "http/database/ngx_http_legal_swap_image.h"
#include "http/database/ngx_http_legal_swap_keep.h"
#include "http/database/ngx_http_legal_swap_load.h"
#include "http/database/ngx_http_legal_swap_look.h"
#include "http/database/ngx_http_legal_swap_read.h"


/*
 * What was refused is tried again after so many looks: it may be the system
 * that failed, for want of memory, space or a descriptor.
 */
#define NGX_HTTP_LEGAL_SWAP_AGAIN  20


static ln_database_t *ngx_http_legal_swap_usable(
    ngx_http_legal_main_conf_t *lmcf, ngx_http_legal_database_t *database,
    ln_database_t *db, ln_error_t *err);
static ngx_uint_t ngx_http_legal_swap_share(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_database_t *database, ln_database_t *db,
    ngx_file_info_t *info);
static void ngx_http_legal_swap_tell(ngx_http_legal_database_t *database,
    ln_error_t *err, ngx_log_t *log);


void
ngx_http_legal_swap_read(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_database_t *database, ngx_log_t *log)
{
    ln_error_t              err;
    ngx_uint_t              tell;
    ln_database_t          *db;
    ngx_file_info_t         info;
    ngx_http_legal_swap_t  *swap;

    db = ngx_http_legal_swap_job_done(database->job, &info, &err, log);

    if (db == NULL && err.text[0] == '\0') {
        return;
    }

    database->job = NULL;
    swap = database->swap;

    db = ngx_http_legal_swap_usable(lmcf, database, db, &err);
    tell = ngx_http_legal_swap_share(lmcf, database, db, &info);

    if (db) {
        ngx_http_legal_swap_use(lmcf, database, db, &info, swap->generation);
    }

    if (tell) {
        ngx_http_legal_swap_tell(database, db ? NULL : &err, log);
    }

    if (tell && db) {
        ngx_http_legal_lookup_families(lmcf, log);
    }
}


/* db, if every term can be answered with it; else it is closed. */

static ln_database_t *
ngx_http_legal_swap_usable(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_database_t *database, ln_database_t *db, ln_error_t *err)
{
    unsigned     line;
    const char  *file;

    if (db
        && ngx_http_legal_lookup_answers(lmcf, database, db, &file, &line, err)
           != NGX_OK)
    {
        ln_database_close(db);
        return NULL;
    }

    return db;
}


/*
 * Tells the other workers of db, or that the file was refused where it is
 * NULL.  Returns whether it is for this worker to count and log that.
 */

static ngx_uint_t
ngx_http_legal_swap_share(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_database_t *database, ln_database_t *db,
    ngx_file_info_t *info)
{
    ngx_uint_t              own, known;
    ngx_file_info_t         image;
    ngx_http_legal_swap_t  *swap;

    swap = database->swap;

    if (db && ngx_fd_info(ln_database_fd(db), &image) == NGX_FILE_ERROR) {
        image.st_ino = 0;
    }

    ngx_shmtx_lock(&lmcf->swaps->pool->mutex);

    /* not so where another has read it and only sharing failed */

    own = (swap->reader == ngx_pid);
    known = 0;

    if (own) {
        swap->reader = 0;

        if (db) {
            swap->generation++;
            swap->info = *info;
            swap->image = image.st_ino;
            swap->failed = 0;
            ngx_http_legal_swap_hold(swap, db, swap->generation);
            ngx_http_legal_swap_keep(database, ln_database_fd(db));

        } else {
            known = ngx_http_legal_swap_known(swap, info);
            swap->refused = *info;
            swap->failed = 1;
            swap->again = ngx_current_msec
                          + NGX_HTTP_LEGAL_SWAP_AGAIN * lmcf->check;
        }
    }

    ngx_shmtx_unlock(&lmcf->swaps->pool->mutex);

    return own && !known;
}


/* Counts and logs what became of a replaced file; err is NULL: it is in use. */

static void
ngx_http_legal_swap_tell(ngx_http_legal_database_t *database, ln_error_t *err,
    ngx_log_t *log)
{
    if (err == NULL) {
        ngx_http_legal_add(database->counters, NGX_HTTP_LEGAL_SWAPS);
        ngx_log_error(NGX_LOG_NOTICE, log, 0,
                      "database \"%V\" was replaced and is in use",
                      &database->path);
        return;
    }

    ngx_http_legal_add(database->counters, NGX_HTTP_LEGAL_SWAPS_FAILED);
    ngx_log_error(NGX_LOG_ERR, log, 0,
                  "database \"%V\" was replaced by one that cannot be used, "
                  "the old one stays in use: %s", &database->path, err->text);
}
