/*
 * The image of a database that one worker has read: the others take it over.
 * It is the one that is kept; where none could be, it is /proc/PID/fd/N of any
 * worker that has it.
 */

#include <ngx_config.h>

#include "http/counters/ngx_http_legal_counters.h"
#include "http/database/ngx_http_legal_lookup.h"
#include "http/database/ngx_http_legal_swap_image.h"
#include "http/database/ngx_http_legal_swap_keep.h"
#include "http/database/ngx_http_legal_swap_load.h"
#include "http/database/ngx_http_legal_swap_look.h"


static ln_database_t *ngx_http_legal_swap_take(ngx_http_legal_swap_t *swap);
static ln_database_t *ngx_http_legal_swap_behind(ngx_fd_t fd, ino_t image);
static void ngx_http_legal_swap_lost(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_database_t *database, ngx_uint_t generation,
    ngx_log_t *log);


ngx_uint_t
ngx_http_legal_swap_adopt(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_database_t *database, ngx_log_t *log)
{
    ngx_fd_t                kept;
    ln_database_t          *db;
    ngx_file_info_t         info;
    ngx_http_legal_swap_t   swap;

    if (database->swap->generation == database->generation) {
        return 0;
    }

    ngx_shmtx_lock(&lmcf->swaps->pool->mutex);
    swap = *database->swap;
    kept = ngx_http_legal_swap_kept(database);
    ngx_shmtx_unlock(&lmcf->swaps->pool->mutex);

    db = ngx_http_legal_swap_behind(kept, swap.image);

    if (db == NULL) {
        db = ngx_http_legal_swap_take(&swap);
    }

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

    ngx_http_legal_swap_lost(lmcf, database, swap.generation, log);

    return 1;
}


/*
 * Neither the image nor its file is left.  What there is is looked at as if it
 * had just been put there; until then this worker has what it was forked with.
 */

static void
ngx_http_legal_swap_lost(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_database_t *database, ngx_uint_t generation, ngx_log_t *log)
{
    database->generation = generation;

    ngx_shmtx_lock(&lmcf->swaps->pool->mutex);
    ngx_memzero(&database->swap->refused, sizeof(ngx_file_info_t));
    ngx_shmtx_unlock(&lmcf->swaps->pool->mutex);

    ngx_http_legal_add(database->counters, NGX_HTTP_LEGAL_SWAPS_FAILED);
    ngx_log_error(NGX_LOG_ALERT, log, 0,
                  "the copy of database \"%V\" is lost with its workers, this "
                  "worker uses the database of the last start or reload, put a "
                  "good file there and reload nginx", &database->path);
}


static ln_database_t *
ngx_http_legal_swap_take(ngx_http_legal_swap_t *swap)
{
    u_char                    path[64];
    ngx_fd_t                  fd;
    ngx_uint_t                i;
    ln_database_t            *db;
    ngx_http_legal_holder_t  *holder;

    for (i = 0; i < NGX_HTTP_LEGAL_HOLDERS; i++) {
        holder = &swap->holders[i];

        if (holder->generation != swap->generation || holder->pid == 0) {
            continue;
        }

        ngx_sprintf(path, "/proc/%P/fd/%d%Z", holder->pid, holder->fd);

        fd = open((char *) path, O_RDONLY|O_CLOEXEC);
        db = ngx_http_legal_swap_behind(fd, swap->image);

        if (db) {
            return db;
        }
    }

    return NULL;
}


/* The database behind fd, if that is the image; else fd is closed. */

static ln_database_t *
ngx_http_legal_swap_behind(ngx_fd_t fd, ino_t image)
{
    ln_error_t       err;
    ngx_file_info_t  info;

    if (fd == NGX_INVALID_FILE) {
        return NULL;
    }

    if (ngx_fd_info(fd, &info) == NGX_FILE_ERROR || info.st_ino != image) {
        (void) ngx_close_file(fd);
        return NULL;
    }

    return ln_database_adopt(fd, &err);
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
