/* A replaced database file that this worker has read, or tried to. */

#include <ngx_config.h>

#include "http/counters/ngx_http_legal_counters.h"
#include "http/database/ngx_http_legal_lookup.h"
#include "http/database/ngx_http_legal_swap_image.h"
#include "http/database/ngx_http_legal_swap_keep.h"
#include "http/database/ngx_http_legal_swap_load.h"
#include "http/database/ngx_http_legal_swap_look.h"
#include "http/database/ngx_http_legal_swap_read.h"


static ln_database_t *ngx_http_legal_swap_usable(
    ngx_http_legal_main_conf_t *lmcf, ngx_http_legal_database_t *database,
    ln_database_t *db, ln_error_t *err);
static ngx_uint_t ngx_http_legal_swap_share(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_database_t *database, ln_database_t *db,
    ngx_file_info_t *info);


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

    if (tell && db == NULL) {
        ngx_http_legal_swap_tell_refused(database, err.text, log);
    }

    if (tell && db) {
        ngx_http_legal_add(database->counters, NGX_HTTP_LEGAL_SWAPS);
        ngx_log_error(NGX_LOG_NOTICE, log, 0,
                      "database \"%V\" was replaced and is in use",
                      &database->path);

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
    ngx_uint_t              own, tell;
    ngx_file_info_t         image;
    ngx_http_legal_swap_t  *swap;

    swap = database->swap;

    if (db && ngx_fd_info(ln_database_fd(db), &image) == NGX_FILE_ERROR) {
        image.st_ino = 0;
    }

    ngx_shmtx_lock(&lmcf->swaps->pool->mutex);

    /* not so where another has read it and only sharing failed */

    own = (swap->reader == ngx_pid);
    tell = own;

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
            tell = ngx_http_legal_swap_refuse(lmcf, swap, info);
        }
    }

    ngx_shmtx_unlock(&lmcf->swaps->pool->mutex);

    return tell;
}
