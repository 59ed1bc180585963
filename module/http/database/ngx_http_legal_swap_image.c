/*
 * The image of a database that one worker has read: the others take it over,
 * as /proc/PID/fd/N of any worker that has it.
 */

#include <ngx_config.h>

#include "http/database/ngx_http_legal_lookup.h"
#include "http/database/ngx_http_legal_swap_image.h"
#include "http/database/ngx_http_legal_swap_load.h"
#include "http/database/ngx_http_legal_swap_look.h"


static ln_database_t *ngx_http_legal_swap_take(ngx_http_legal_swap_t *swap);


ngx_uint_t
ngx_http_legal_swap_adopt(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_database_t *database, ngx_log_t *log)
{
    ln_database_t          *db;
    ngx_file_info_t         info;
    ngx_http_legal_swap_t   swap;

    ngx_shmtx_lock(&lmcf->swaps->pool->mutex);
    swap = *database->swap;
    ngx_shmtx_unlock(&lmcf->swaps->pool->mutex);

    if (swap.generation == database->generation) {
        return 0;
    }

    db = ngx_http_legal_swap_take(&swap);

    if (db) {
        ngx_http_legal_swap_use(lmcf, database, db, &swap.info,
                                swap.generation);
        return 0;
    }

    if (ngx_file_info(database->path.data, &info) != NGX_FILE_ERROR
        && ngx_http_legal_same_file(&info, &swap.info))
    {
        ngx_log_error(NGX_LOG_WARN, log, 0,
                      "the copy of database \"%V\" cannot be shared, this "
                      "worker reads one of its own", &database->path);

        database->job = ngx_http_legal_swap_job(database, &info, log);
        return 1;
    }

    /* neither the image nor its file is left: as if it had just changed */

    database->generation = swap.generation;

    return 1;
}


static ln_database_t *
ngx_http_legal_swap_take(ngx_http_legal_swap_t *swap)
{
    u_char                    path[64];
    ngx_fd_t                  fd;
    ln_error_t                err;
    ngx_uint_t                i;
    ln_database_t            *db;
    ngx_file_info_t           info;
    ngx_http_legal_holder_t  *holder;

    for (i = 0; i < NGX_HTTP_LEGAL_HOLDERS; i++) {
        holder = &swap->holders[i];

        if (holder->generation != swap->generation || holder->pid == 0) {
            continue;
        }

        ngx_sprintf(path, "/proc/%P/fd/%d%Z", holder->pid, holder->fd);

        fd = open((char *) path, O_RDONLY|O_CLOEXEC);

        if (fd == -1) {
            continue;
        }

        if (ngx_fd_info(fd, &info) == NGX_FILE_ERROR
            || info.st_ino != swap->image)
        {
            (void) ngx_close_file(fd);
            continue;
        }

        db = ln_database_adopt(fd, &err);

        if (db) {
            return db;
        }
    }

    return NULL;
}


void
ngx_http_legal_swap_use(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_database_t *database, ln_database_t *db,
    ngx_file_info_t *info, ngx_uint_t generation)
{
    ln_database_t  *old;

    old = database->db;
    database->db = db;
    database->generation = generation;
    database->info = *info;
    database->warned = 0;

    ngx_http_legal_lookup_learn(lmcf);
    ngx_http_legal_swap_drop(old);

    ngx_shmtx_lock(&lmcf->swaps->pool->mutex);
    ngx_http_legal_swap_hold(database->swap, db, generation);
    ngx_shmtx_unlock(&lmcf->swaps->pool->mutex);
}


/* From when others see the generation on, or they would read the file. */

void
ngx_http_legal_swap_hold(ngx_http_legal_swap_t *swap, ln_database_t *db,
    ngx_uint_t generation)
{
    ngx_http_legal_holder_t  *holder;

    holder = &swap->holders[ngx_worker % NGX_HTTP_LEGAL_HOLDERS];

    holder->generation = generation;
    holder->pid = ngx_pid;
    holder->fd = ln_database_fd(db);
}
