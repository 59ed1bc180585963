/*
 * The databases of a running server.  Each worker looks at the files by a
 * timer; the first to see one replaced reads it, and the others take the image
 * over: a sealed file that nobody can change, kept until the next swap.  A
 * worker locates within one event, so no request sees half of a swap.
 */

#include <ngx_config.h>

#include "http/database/ngx_http_legal_database.h"
#include "http/database/ngx_http_legal_swap.h"
#include "http/database/ngx_http_legal_swap_image.h"
#include "http/database/ngx_http_legal_swap_look.h"
#include "http/database/ngx_http_legal_swap_read.h"


#define NGX_HTTP_LEGAL_SETTLE   100
#define NGX_HTTP_LEGAL_HOUR     3600000


static void ngx_http_legal_swap_handler(ngx_event_t *ev);
static void ngx_http_legal_swap_ages(ngx_http_legal_main_conf_t *lmcf,
    ngx_log_t *log);
static ngx_uint_t ngx_http_legal_swap_database(
    ngx_http_legal_main_conf_t *lmcf, ngx_http_legal_database_t *database,
    ngx_log_t *log);


/* In each worker: one that takes another's place takes over what is in use. */

ngx_int_t
ngx_http_legal_swap_start(ngx_cycle_t *cycle)
{
    ngx_uint_t                   i;
    ngx_http_legal_swaps_t      *swaps;
    ngx_http_legal_database_t   *databases;
    ngx_http_legal_main_conf_t  *lmcf;

    lmcf = ngx_http_cycle_get_module_main_conf(cycle,
                                               ngx_http_legal_notice_module);

    if (lmcf == NULL || lmcf->databases.nelts == 0
        || (ngx_process != NGX_PROCESS_WORKER
            && ngx_process != NGX_PROCESS_SINGLE))
    {
        return NGX_OK;
    }

    swaps = lmcf->swaps;

    swaps->connection.fd = (ngx_socket_t) -1;
    swaps->connection.data = lmcf;

    swaps->event.handler = ngx_http_legal_swap_handler;
    swaps->event.data = &swaps->connection;
    swaps->event.log = cycle->log;
    swaps->event.cancelable = 1;

    databases = lmcf->databases.elts;

    for (i = 0; i < lmcf->databases.nelts; i++) {
        (void) ngx_http_legal_swap_adopt(lmcf, &databases[i], cycle->log);
    }

    ngx_add_timer(&swaps->event,
                  lmcf->check ? lmcf->check : NGX_HTTP_LEGAL_HOUR);

    return NGX_OK;
}


static void
ngx_http_legal_swap_handler(ngx_event_t *ev)
{
    ngx_msec_t                   next;
    ngx_uint_t                   i, busy;
    ngx_connection_t            *c;
    ngx_http_legal_database_t   *databases;
    ngx_http_legal_main_conf_t  *lmcf;

    c = ev->data;
    lmcf = c->data;

    if (ngx_exiting) {
        return;
    }

    next = NGX_HTTP_LEGAL_HOUR;

    if (lmcf->check) {
        databases = lmcf->databases.elts;
        busy = 0;

        for (i = 0; i < lmcf->databases.nelts; i++) {
            busy |= ngx_http_legal_swap_database(lmcf, &databases[i], ev->log);
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
    ngx_uint_t                  i;
    ngx_http_legal_swap_t      *swap;
    ngx_http_legal_database_t  *databases, *database;

    databases = lmcf->databases.elts;

    for (i = 0; i < lmcf->databases.nelts; i++) {
        database = &databases[i];
        swap = database->swap;

        if (swap->generation != database->generation) {
            continue;
        }

        if (swap->warned && swap->warned_of == database->generation) {
            database->warned = swap->warned;
        }

        ngx_http_legal_database_tell_age(lmcf, database, log);

        swap->warned = database->warned;
        swap->warned_of = database->generation;
    }
}


/* Whether something is under way that is to be looked at again soon. */

static ngx_uint_t
ngx_http_legal_swap_database(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_database_t *database, ngx_log_t *log)
{
    if (database->job) {
        ngx_http_legal_swap_read(lmcf, database, log);
        return 1;
    }

    if (database->swap->generation != database->generation) {
        return ngx_http_legal_swap_adopt(lmcf, database, log);
    }

    return ngx_http_legal_swap_look(lmcf, database, log);
}
