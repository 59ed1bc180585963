/* Threads beside a worker, which give way to all workers. */

#ifndef NGX_HTTP_LEGAL_SWAP_THREAD_H
#define NGX_HTTP_LEGAL_SWAP_THREAD_H

#include <ngx_config.h>
#include <ngx_core.h>


/* When such a thread runs. */
typedef enum {
    NGX_HTTP_LEGAL_SWAP_IDLE,           /* where nobody else wants to run */
    NGX_HTTP_LEGAL_SWAP_NICE            /* with a small share of a processor */
} ngx_http_legal_swap_turn_t;


/*
 * Calls start(data) in a detached thread, in which all signals are blocked.
 * Returns 0 or the error.
 */
int ngx_http_legal_swap_thread(void *(*start)(void *data), void *data);

/*
 * The calling thread has that turn from now on.  Once idle, a thread of a user
 * other than root stays so.
 */
void ngx_http_legal_swap_turn(ngx_http_legal_swap_turn_t turn);


#endif
