/* Looks at database files: is one replaced, gone, or was it refused before? */

#include "http/database/ngx_http_legal_swap_look.h"
#include "http/database/ngx_http_legal_swap_load.h"

#include <signal.h>


static void ngx_http_legal_swap_missing(ngx_http_legal_main_conf_t *lmcf,
    ngx_uint_t i, ngx_uint_t missing, ngx_log_t *log);
static ngx_uint_t ngx_http_legal_swap_refused(ngx_http_legal_swap_t *swap,
    ngx_file_info_t *info);


/*
 * Looks at the file, and begins to read one that was replaced, once it stays
 * the same: a copy may be under way.  Only one worker reads it.
 */

ngx_uint_t
ngx_http_legal_swap_look(ngx_http_legal_main_conf_t *lmcf, ngx_uint_t i,
    ngx_log_t *log)
{
    ngx_pid_t                    reader;
    ngx_file_info_t              info;
    ngx_http_legal_swap_t       *swap;
    ngx_http_legal_file_t       *file;
    ngx_http_legal_swap_zone_t  *zone;

    zone = lmcf->swaps;
    swap = &zone->swaps[i];
    file = (ngx_http_legal_file_t *) lmcf->files.elts + i;

    if (ngx_file_info(file->path.data, &info) == NGX_FILE_ERROR) {
        ngx_http_legal_swap_missing(lmcf, i, ngx_errno, log);
        return 0;
    }

    ngx_http_legal_swap_missing(lmcf, i, 0, log);

    if (ngx_http_legal_same_file(&info, &file->info)) {
        return 0;
    }

    if (!ngx_http_legal_same_file(&info, &file->seen)) {
        file->seen = info;
        return !ngx_http_legal_swap_refused(swap, &info);
    }

    ngx_shmtx_lock(&zone->pool->mutex);

    reader = swap->reader;

    if (reader && kill(reader, 0) == -1 && ngx_errno == ESRCH) {
        reader = 0;
    }

    if (reader == 0 && swap->generation == file->generation
        && !ngx_http_legal_swap_refused(swap, &info))
    {
        swap->reader = ngx_pid;
        reader = -1;
    }

    ngx_shmtx_unlock(&zone->pool->mutex);

    if (reader == -1) {
        file->job = ngx_http_legal_swap_job(file, &info, log);

        if (file->job == NULL) {
            swap->reader = 0;
        }
    }

    return reader != 0;
}


/* Only the first worker to see it says so. */

static void
ngx_http_legal_swap_missing(ngx_http_legal_main_conf_t *lmcf, ngx_uint_t i,
    ngx_uint_t missing, ngx_log_t *log)
{
    ngx_uint_t                   was;
    ngx_http_legal_file_t       *file;
    ngx_http_legal_swap_zone_t  *zone;

    zone = lmcf->swaps;
    file = (ngx_http_legal_file_t *) lmcf->files.elts + i;

    if ((missing != 0) == (zone->swaps[i].missing != 0)) {
        return;
    }

    ngx_shmtx_lock(&zone->pool->mutex);

    was = zone->swaps[i].missing;
    zone->swaps[i].missing = missing;

    ngx_shmtx_unlock(&zone->pool->mutex);

    if (missing && !was) {
        ngx_log_error(NGX_LOG_ERR, log, missing,
                      "database \"%V\" is gone, the one that was loaded "
                      "stays in use", &file->path);
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


/* A file that may be read now is another one than before: its ctime says. */

ngx_uint_t
ngx_http_legal_swap_known(ngx_http_legal_swap_t *swap, ngx_file_info_t *info)
{
    return ngx_http_legal_same_file(info, &swap->refused)
           && info->st_ctim.tv_sec == swap->refused.st_ctim.tv_sec
           && info->st_ctim.tv_nsec == swap->refused.st_ctim.tv_nsec;
}
