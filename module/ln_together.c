#define _GNU_SOURCE

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <unistd.h>

#include "ln_together.h"


#define LN_TOGETHER_STACK  (1024 * 1024)


typedef struct {
    void      (*task)(void *ctx, unsigned i, unsigned thread);
    void       *ctx;
    unsigned    n;
    unsigned    next;
} ln_together_t;


static int ln_together_begin(ln_together_t *t, pthread_t *other);
static void *ln_together_thread(void *data);
static void ln_together_work(ln_together_t *t, unsigned thread);


void
ln_together(unsigned threads, unsigned n,
    void (*task)(void *ctx, unsigned i, unsigned thread), void *ctx)
{
    pthread_t      other;
    ln_together_t  t;

    t.task = task;
    t.ctx = ctx;
    t.n = n;
    t.next = 0;

    if (threads > 1 && n > 1 && ln_together_begin(&t, &other) == LN_OK) {
        ln_together_work(&t, 0);
        (void) pthread_join(other, NULL);

    } else {
        ln_together_work(&t, 0);
    }
}


static int
ln_together_begin(ln_together_t *t, pthread_t *other)
{
    int             rc;
    sigset_t        all, old;
    pthread_attr_t  attr;

    if (pthread_attr_init(&attr) != 0) {
        return LN_ERROR;
    }

    (void) pthread_attr_setstacksize(&attr, LN_TOGETHER_STACK);

    /* signals are for the caller's own handlers, in the caller's thread */

    (void) sigfillset(&all);
    (void) pthread_sigmask(SIG_BLOCK, &all, &old);

    rc = pthread_create(other, &attr, ln_together_thread, t);

    (void) pthread_sigmask(SIG_SETMASK, &old, NULL);
    (void) pthread_attr_destroy(&attr);

    return rc == 0 ? LN_OK : LN_ERROR;
}


static void *
ln_together_thread(void *data)
{
    ln_together_work(data, 1);

    return NULL;
}


static void
ln_together_work(ln_together_t *t, unsigned thread)
{
    unsigned  i;

    for ( ;; ) {
        i = __atomic_fetch_add(&t->next, 1, __ATOMIC_RELAXED);

        if (i >= t->n) {
            return;
        }

        t->task(t->ctx, i, thread);
    }
}


unsigned
ln_together_threads(void)
{
    long  n;

#ifdef CPU_COUNT

    /* a container may be given some of the processors */

    cpu_set_t  set;

    n = sched_getaffinity(0, sizeof(set), &set) == 0 ? CPU_COUNT(&set) : 1;

#else

    n = sysconf(_SC_NPROCESSORS_ONLN);

#endif

    if (n < 1) {
        return 1;
    }

    return n < LN_TOGETHER ? (unsigned) n : LN_TOGETHER;
}
