/* Looks at a database's file: is it another one, gone, or refused before? */

#include <ngx_config.h>

#include "http/counters/ngx_http_legal_counters.h"
#include "http/database/ngx_http_legal_swap_load.h"
#include "http/database/ngx_http_legal_swap_look.h"

#include <signal.h>


/*
 * What was refused is tried again after so many looks: it may be the system
 * that failed, for want of memory, space or a descriptor.
 */
#define NGX_HTTP_LEGAL_SWAP_AGAIN  20

/*
 * A worker that dies while it reads a file may have been killed for another
 * reason.  After so many it is for this file, and more would die.
 */
#define NGX_HTTP_LEGAL_SWAP_DEATHS  2


static ngx_int_t ngx_http_legal_swap_claim(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_database_t *database, ngx_file_info_t *info, ngx_log_t *log);
static ngx_uint_t ngx_http_legal_swap_deadly(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_swap_t *swap, ngx_file_info_t *info);
static void ngx_http_legal_swap_missing(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_database_t *database, ngx_err_t missing, ngx_log_t *log);
static ngx_uint_t ngx_http_legal_swap_refused(ngx_http_legal_swap_t *swap,
    ngx_file_info_t *info);
static ngx_uint_t ngx_http_legal_swap_known(ngx_http_legal_swap_t *swap,
    ngx_file_info_t *info);


ngx_uint_t
ngx_http_legal_swap_look(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_database_t *database, ngx_log_t *log)
{
    ngx_file_info_t  info;

    if (ngx_file_info(database->path.data, &info) == NGX_FILE_ERROR) {
        ngx_http_legal_swap_missing(lmcf, database, ngx_errno, log);
        return 0;
    }

    ngx_http_legal_swap_missing(lmcf, database, 0, log);

    if (ngx_http_legal_same_file(&info, &database->info)) {
        database->swap->failed = 0;
        return 0;
    }

    /* once it stays the same: a copy may be under way */

    if (!ngx_http_legal_same_file(&info, &database->seen)) {
        database->seen = info;
        return !ngx_http_legal_swap_refused(database->swap, &info);
    }

    switch (ngx_http_legal_swap_claim(lmcf, database, &info, log)) {

    case NGX_OK:
        database->job = ngx_http_legal_swap_job(database, &info, log);

        if (database->job == NULL) {
            database->swap->reader = 0;
        }

        return 1;

    case NGX_BUSY:
        return 1;

    default: /* NGX_DECLINED */
        return 0;
    }
}


/*
 * NGX_OK: this worker is the one to read the file.  NGX_BUSY: another one is
 * reading it.  NGX_DECLINED: it is not to be read.
 */

static ngx_int_t
ngx_http_legal_swap_claim(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_database_t *database, ngx_file_info_t *info, ngx_log_t *log)
{
    ngx_int_t               rc;
    ngx_uint_t              tell;
    ngx_http_legal_swap_t  *swap;

    swap = database->swap;

    ngx_shmtx_lock(&lmcf->swaps->pool->mutex);

    tell = ngx_http_legal_swap_deadly(lmcf, swap, info);
    rc = swap->reader ? NGX_BUSY : NGX_DECLINED;

    if (swap->reader == 0 && swap->generation == database->generation
        && !ngx_http_legal_swap_refused(swap, info))
    {
        if (!ngx_http_legal_same_file(info, &swap->reads)) {
            swap->deaths = 0;
        }

        swap->reader = ngx_pid;
        swap->reads = *info;
        rc = NGX_OK;
    }

    ngx_shmtx_unlock(&lmcf->swaps->pool->mutex);

    if (tell) {
        ngx_http_legal_swap_tell_refused(database,
                                         "two workers have died while they "
                                         "read it, the log says by which "
                                         "signals", log);
    }

    return rc;
}


/*
 * Gives up a reader that is dead, and the file that readers die of.  Returns
 * whether that is to be counted and logged.
 */

static ngx_uint_t
ngx_http_legal_swap_deadly(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_swap_t *swap, ngx_file_info_t *info)
{
    if (swap->reader == 0
        || kill(swap->reader, 0) != -1 || ngx_errno != ESRCH)
    {
        return 0;
    }

    swap->reader = 0;
    swap->deaths++;

    return swap->deaths >= NGX_HTTP_LEGAL_SWAP_DEATHS
           && ngx_http_legal_same_file(info, &swap->reads)
           && ngx_http_legal_swap_refuse(lmcf, swap, info);
}


ngx_uint_t
ngx_http_legal_swap_refuse(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_swap_t *swap, ngx_file_info_t *info)
{
    ngx_uint_t  known;

    known = ngx_http_legal_swap_known(swap, info);

    swap->refused = *info;
    swap->failed = 1;
    swap->again = ngx_current_msec + NGX_HTTP_LEGAL_SWAP_AGAIN * lmcf->check;

    return !known;
}


void
ngx_http_legal_swap_tell_refused(ngx_http_legal_database_t *database,
    const char *why, ngx_log_t *log)
{
    ngx_http_legal_add(database->counters, NGX_HTTP_LEGAL_SWAPS_FAILED);
    ngx_log_error(NGX_LOG_ERR, log, 0,
                  "database \"%V\" was replaced by one that cannot be used, "
                  "the old one stays in use: %s", &database->path, why);
}


ngx_http_legal_swap_state_t
ngx_http_legal_swap_state(ngx_http_legal_database_t *database)
{
    switch (database->swap->missing) {

    case 0:
        break;

    case NGX_EACCES:
        return NGX_HTTP_LEGAL_SWAP_HIDDEN;

    default:
        return NGX_HTTP_LEGAL_SWAP_MISSING;
    }

    return database->swap->failed ? NGX_HTTP_LEGAL_SWAP_FAILED
                                  : NGX_HTTP_LEGAL_SWAP_FINE;
}


/* Only the first worker to see it says so. */

static void
ngx_http_legal_swap_missing(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_database_t *database, ngx_err_t missing, ngx_log_t *log)
{
    ngx_err_t               was;
    ngx_http_legal_swap_t  *swap;

    swap = database->swap;

    if (missing == swap->missing) {
        return;
    }

    ngx_shmtx_lock(&lmcf->swaps->pool->mutex);

    was = swap->missing;
    swap->missing = missing;

    ngx_shmtx_unlock(&lmcf->swaps->pool->mutex);

    if (missing && missing != was) {
        ngx_log_error(NGX_LOG_ERR, log, missing,
                      "database \"%V\" %s, the one that was loaded stays in "
                      "use", &database->path,
                      missing == NGX_EACCES
                      ? "cannot be looked at by the workers" : "is gone");
    }
}


ngx_uint_t
ngx_http_legal_same_file(ngx_file_info_t *a, ngx_file_info_t *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino
           && a->st_size == b->st_size
           && a->st_mtim.tv_sec == b->st_mtim.tv_sec
           && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}


/* Whether it was refused, and is not to be tried again yet. */

static ngx_uint_t
ngx_http_legal_swap_refused(ngx_http_legal_swap_t *swap,
    ngx_file_info_t *info)
{
    return ngx_http_legal_swap_known(swap, info)
           && (ngx_msec_int_t) (swap->again - ngx_current_msec) > 0;
}


/*
 * Whether it is the very file that was refused.  One that may be read now is
 * another one than before: its ctime says.
 */

static ngx_uint_t
ngx_http_legal_swap_known(ngx_http_legal_swap_t *swap, ngx_file_info_t *info)
{
    return ngx_http_legal_same_file(info, &swap->refused)
           && info->st_ctim.tv_sec == swap->refused.st_ctim.tv_sec
           && info->st_ctim.tv_nsec == swap->refused.st_ctim.tv_nsec;
}
