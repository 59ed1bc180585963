/*
 * The databases of a running server.  Each worker looks at the files by a
 * timer; the first to see one replaced reads it, and the others take the image
 * over: a sealed file that nobody can change, reached as /proc/PID/fd/N of any
 * worker that has it.  A worker locates within one event, so no request sees
 * half of a swap.
 */

#include "geo/jurisdiction/ln_jurisdiction_check.h"
#include "ngx_http_legal_swap.h"


#define NGX_HTTP_LEGAL_SETTLE   100
#define NGX_HTTP_LEGAL_HOUR     3600000

/*
 * What was refused is tried again after so many looks: it may be the system
 * that failed, for want of memory, space or a descriptor.
 */
#define NGX_HTTP_LEGAL_SWAP_AGAIN  20


static ngx_int_t ngx_http_legal_swap_zone(ngx_shm_zone_t *shm, void *data);
static void ngx_http_legal_swap_handler(ngx_event_t *ev);
static void ngx_http_legal_swap_ages(ngx_http_legal_main_conf_t *lmcf,
    ngx_log_t *log);
static ngx_uint_t ngx_http_legal_swap_file(ngx_http_legal_main_conf_t *lmcf,
    ngx_uint_t i, ngx_log_t *log);
static void ngx_http_legal_swap_read(ngx_http_legal_main_conf_t *lmcf,
    ngx_uint_t i, ngx_log_t *log);
static ngx_int_t ngx_http_legal_swap_check(ngx_http_legal_main_conf_t *lmcf,
    ngx_uint_t i, ln_database_t *db, ln_error_t *err);


ngx_int_t
ngx_http_legal_swap_init(ngx_conf_t *cf, ngx_http_legal_main_conf_t *lmcf)
{
    size_t           size;
    ngx_shm_zone_t  *shm;

    static ngx_str_t  name = ngx_string("legal_databases");

    if (lmcf->databases.nelts == 0) {
        return NGX_OK;
    }

    lmcf->swaps = ngx_pcalloc(cf->pool, sizeof(ngx_http_legal_swap_zone_t));
    if (lmcf->swaps == NULL) {
        return NGX_ERROR;
    }

    lmcf->swaps->n = lmcf->databases.nelts;

    size = ngx_align(lmcf->swaps->n * sizeof(ngx_http_legal_swap_t)
                     + 8 * ngx_pagesize, ngx_pagesize);

    shm = ngx_shared_memory_add(cf, &name, size,
                                &ngx_http_legal_notice_module);
    if (shm == NULL) {
        return NGX_ERROR;
    }

    /* a reload reads the files anew: generations begin again */

    shm->init = ngx_http_legal_swap_zone;
    shm->data = lmcf->swaps;
    shm->noreuse = 1;

    return NGX_OK;
}


static ngx_int_t
ngx_http_legal_swap_zone(ngx_shm_zone_t *shm, void *data)
{
    ngx_http_legal_swap_zone_t  *zone;

    zone = shm->data;

    zone->pool = (ngx_slab_pool_t *) shm->shm.addr;
    zone->swaps = ngx_slab_calloc(zone->pool,
                                  zone->n * sizeof(ngx_http_legal_swap_t));

    return zone->swaps ? NGX_OK : NGX_ERROR;
}


/* In each worker: one that takes another's place takes over what is in use. */

ngx_int_t
ngx_http_legal_swap_start(ngx_cycle_t *cycle)
{
    ngx_uint_t                   i;
    ngx_http_legal_main_conf_t  *lmcf;

    lmcf = ngx_http_cycle_get_module_main_conf(cycle,
                                               ngx_http_legal_notice_module);

    if (lmcf == NULL || lmcf->databases.nelts == 0
        || (ngx_process != NGX_PROCESS_WORKER
            && ngx_process != NGX_PROCESS_SINGLE))
    {
        return NGX_OK;
    }

    lmcf->check_connection.fd = (ngx_socket_t) -1;
    lmcf->check_connection.data = lmcf;

    lmcf->check_event.handler = ngx_http_legal_swap_handler;
    lmcf->check_event.data = &lmcf->check_connection;
    lmcf->check_event.log = cycle->log;
    lmcf->check_event.cancelable = 1;

    for (i = 0; i < lmcf->databases.nelts; i++) {
        (void) ngx_http_legal_swap_adopt(lmcf, i, cycle->log);
    }

    ngx_add_timer(&lmcf->check_event,
                  lmcf->check ? lmcf->check : NGX_HTTP_LEGAL_HOUR);

    return NGX_OK;
}


static void
ngx_http_legal_swap_handler(ngx_event_t *ev)
{
    ngx_msec_t                   next;
    ngx_uint_t                   i, busy;
    ngx_connection_t            *c;
    ngx_http_legal_main_conf_t  *lmcf;

    c = ev->data;
    lmcf = c->data;

    if (ngx_exiting) {
        return;
    }

    next = NGX_HTTP_LEGAL_HOUR;

    if (lmcf->check) {
        busy = 0;

        for (i = 0; i < lmcf->databases.nelts; i++) {
            busy |= ngx_http_legal_swap_file(lmcf, i, ev->log);
        }

        next = busy ? ngx_min(lmcf->check, NGX_HTTP_LEGAL_SETTLE)
                    : lmcf->check;
    }

    if (ngx_worker == 0) {
        ngx_http_legal_swap_ages(lmcf, ev->log);
    }

    ngx_add_timer(ev, next);
}


/*
 * One worker tells of ages: one that takes its place knows when it has, as soon
 * as it has the database that is in use.
 */

static void
ngx_http_legal_swap_ages(ngx_http_legal_main_conf_t *lmcf, ngx_log_t *log)
{
    ngx_uint_t              i;
    ngx_http_legal_swap_t  *swap;
    ngx_http_legal_file_t  *file;

    for (i = 0; i < lmcf->databases.nelts; i++) {
        swap = &lmcf->swaps->swaps[i];
        file = (ngx_http_legal_file_t *) lmcf->files.elts + i;

        if (swap->generation != file->generation) {
            continue;
        }

        if (swap->warned && swap->warned_of == file->generation) {
            file->warned = swap->warned;
        }

        ngx_http_legal_database_tell_age(lmcf, i, log);

        swap->warned = file->warned;
        swap->warned_of = file->generation;
    }
}


/* Whether something is under way that is to be looked at again soon. */

static ngx_uint_t
ngx_http_legal_swap_file(ngx_http_legal_main_conf_t *lmcf, ngx_uint_t i,
    ngx_log_t *log)
{
    ngx_http_legal_file_t  *file;

    file = (ngx_http_legal_file_t *) lmcf->files.elts + i;

    if (file->job) {
        ngx_http_legal_swap_read(lmcf, i, log);
        return 1;
    }

    if (lmcf->swaps->swaps[i].generation != file->generation) {
        return ngx_http_legal_swap_adopt(lmcf, i, log);
    }

    return ngx_http_legal_swap_look(lmcf, i, log);
}


/* A file that this worker reads: is it done, and can it be used? */

static void
ngx_http_legal_swap_read(ngx_http_legal_main_conf_t *lmcf, ngx_uint_t i,
    ngx_log_t *log)
{
    ln_error_t                   err;
    ngx_uint_t                   own, known;
    ln_database_t               *db;
    ngx_file_info_t              info, image;
    ngx_http_legal_swap_t       *swap;
    ngx_http_legal_file_t       *file;
    ngx_http_legal_swap_zone_t  *zone;

    zone = lmcf->swaps;
    swap = &zone->swaps[i];
    file = (ngx_http_legal_file_t *) lmcf->files.elts + i;

    db = ngx_http_legal_swap_job_done(file->job, &info, &err);

    if (db == NULL && err.text[0] == '\0') {
        return;
    }

    file->job = NULL;

    if (db && ngx_http_legal_swap_check(lmcf, i, db, &err) != NGX_OK) {
        ln_database_close(db);
        db = NULL;
    }

    if (db && ngx_fd_info(ln_database_fd(db), &image) == NGX_FILE_ERROR) {
        image.st_ino = 0;
    }

    ngx_shmtx_lock(&zone->pool->mutex);

    /* not so where another has read it and only sharing failed */

    own = (swap->reader == ngx_pid);
    known = 0;

    if (own) {
        swap->reader = 0;

        if (db) {
            swap->generation++;
            swap->info = info;
            swap->image = image.st_ino;
            ngx_http_legal_swap_hold(swap, db, swap->generation);

        } else {
            known = ngx_http_legal_swap_known(swap, &info);
            swap->refused = info;
            swap->again = ngx_current_msec
                          + NGX_HTTP_LEGAL_SWAP_AGAIN * lmcf->check;
        }
    }

    ngx_shmtx_unlock(&zone->pool->mutex);

    if (db) {
        ngx_http_legal_swap_use(lmcf, i, db, &info, swap->generation);
    }

    if (!own || known) {
        return;
    }

    if (db) {
        ngx_http_legal_add(file->counters, NGX_HTTP_LEGAL_SWAPS);
        ngx_log_error(NGX_LOG_NOTICE, log, 0,
                      "database \"%V\" was replaced and is in use",
                      &file->path);
        return;
    }

    ngx_http_legal_add(file->counters, NGX_HTTP_LEGAL_SWAPS_FAILED);
    ngx_log_error(NGX_LOG_ERR, log, 0,
                  "database \"%V\" was replaced by one that cannot be used, "
                  "the old one stays in use: %s", &file->path, err.text);
}


void
ngx_http_legal_swap_use(ngx_http_legal_main_conf_t *lmcf, ngx_uint_t i,
    ln_database_t *db, ngx_file_info_t *info, ngx_uint_t generation)
{
    ln_database_t             **dbs;
    ngx_http_legal_file_t      *file;
    ngx_http_legal_swap_zone_t *zone;

    dbs = lmcf->databases.elts;
    zone = lmcf->swaps;
    file = (ngx_http_legal_file_t *) lmcf->files.elts + i;

    ln_database_close(dbs[i]);
    dbs[i] = db;

    ln_jurisdictions_learn_geonames(lmcf->jurisdictions, dbs,
                                    lmcf->databases.nelts);

    lmcf->generation++;
    file->generation = generation;
    file->info = *info;
    file->warned = 0;

    ngx_shmtx_lock(&zone->pool->mutex);
    ngx_http_legal_swap_hold(&zone->swaps[i], db, generation);
    ngx_shmtx_unlock(&zone->pool->mutex);
}


/* Whether with db as database i every term can be answered still. */

static ngx_int_t
ngx_http_legal_swap_check(ngx_http_legal_main_conf_t *lmcf, ngx_uint_t i,
    ln_database_t *db, ln_error_t *err)
{
    unsigned         fields, line;
    ngx_uint_t       k;
    const char      *file;
    ln_database_t  **dbs;

    dbs = lmcf->databases.elts;
    fields = ln_database_fields(db);

    for (k = 0; k < lmcf->databases.nelts; k++) {
        if (k != i) {
            fields |= ln_database_fields(dbs[k]);
        }
    }

    if (lmcf->country_client) {
        fields |= LN_FIELD_COUNTRY|LN_FIELD_REGION;
    }

    return ln_jurisdictions_check(lmcf->jurisdictions, fields, &file, &line,
                                  err)
           == LN_OK ? NGX_OK : NGX_ERROR;
}
