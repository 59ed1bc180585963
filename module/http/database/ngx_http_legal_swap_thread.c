/* Threads beside a worker, which give way to all workers. */

#include <ngx_config.h>

#include "http/database/ngx_http_legal_swap_thread.h"

#if (NGX_HAVE_DLOPEN)
#include <dlfcn.h>
#endif
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>


#define NGX_HTTP_LEGAL_SWAP_NICENESS  10


static void ngx_http_legal_swap_stay(void);


int
ngx_http_legal_swap_thread(void *(*start)(void *data), void *data)
{
    int        rc;
    sigset_t   all, old;
    pthread_t  thread;

    ngx_http_legal_swap_stay();

    /* signals are for nginx's own handlers in the main thread */

    sigfillset(&all);
    (void) pthread_sigmask(SIG_BLOCK, &all, &old);

    rc = pthread_create(&thread, NULL, start, data);

    (void) pthread_sigmask(SIG_SETMASK, &old, NULL);

    if (rc == 0) {
        (void) pthread_detach(thread);
    }

    return rc;
}


/*
 * A worker that ends unloads its modules before it is gone.  A thread may still
 * be in the code of this one, so this worker keeps it.  The master does not: it
 * must be able to load another build of the module.
 */

static void
ngx_http_legal_swap_stay(void)
{
#if (NGX_HAVE_DLOPEN && defined RTLD_NODELETE)

    Dl_info  info;

    static const char  here;

    if (dladdr(&here, &info) != 0) {
        (void) dlopen(info.dli_fname, RTLD_NOW|RTLD_NOLOAD|RTLD_NODELETE);
    }

#endif
}


/*
 * A nice value alone is not enough: from Linux 6.6 on, such a thread keeps the
 * processor until the next tick of the clock, for up to 4 ms, while a worker
 * that has something to do waits.  It is left to idle threads at once.
 */

void
ngx_http_legal_swap_turn(ngx_http_legal_swap_turn_t turn)
{
#ifdef SYS_gettid

    id_t  id;

#endif

#ifdef SCHED_IDLE

    struct sched_param  param;

    ngx_memzero(&param, sizeof(struct sched_param));

    if (turn == NGX_HTTP_LEGAL_SWAP_IDLE
        && pthread_setschedparam(pthread_self(), SCHED_IDLE, &param) == 0)
    {
        return;
    }

#endif

    /* on Linux a thread has a nice value of its own: so far the worker's */

#ifdef SYS_gettid

    id = (id_t) syscall(SYS_gettid);

    (void) setpriority(PRIO_PROCESS, id,
                       getpriority(PRIO_PROCESS, id)
                       + NGX_HTTP_LEGAL_SWAP_NICENESS);

#endif
}
