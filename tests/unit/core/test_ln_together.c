/* Tasks that threads share: each is done once, with signals where they were. */

#define _GNU_SOURCE

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <pthread.h>

#include "ln_together.h"


#define TASKS  1000


typedef struct {
    unsigned   done[TASKS];
    unsigned   by[LN_TOGETHER];
    unsigned   open;                    /* signals that a thread may get */
    pthread_t  caller;
    unsigned   wrong;                   /* number of a thread */
    unsigned   met;
} work_t;


static void
task(void *ctx, unsigned i, unsigned thread)
{
    work_t *w = ctx;

    unsigned  wrong;
    sigset_t  set;

    w->done[i]++;
    w->by[thread]++;

    wrong = (thread == 0) != (pthread_equal(pthread_self(), w->caller) != 0);
    (void) __atomic_fetch_or(&w->wrong, wrong, __ATOMIC_RELAXED);

    if (thread) {
        (void) pthread_sigmask(SIG_BLOCK, NULL, &set);
        w->open |= !sigismember(&set, SIGTERM) || !sigismember(&set, SIGCHLD);
    }
}


/* Each of two waits for the other one: they do run beside each other. */

static void
meet(void *ctx, unsigned i, unsigned thread)
{
    work_t *w = ctx;

    (void) i;
    (void) thread;

    (void) __atomic_fetch_add(&w->met, 1, __ATOMIC_SEQ_CST);

    while (__atomic_load_n(&w->met, __ATOMIC_SEQ_CST) < 2) { /* void */ }
}


static void
test_tasks(void **state)
{
    work_t    w;
    unsigned  i, threads, n;
    sigset_t  before, after;

    static const unsigned  numbers[] = { 0, 1, 2, 3, TASKS };

    (void) state;

    (void) pthread_sigmask(SIG_BLOCK, NULL, &before);

    for (threads = 1; threads <= LN_TOGETHER; threads++) {
        for (n = 0; n < sizeof(numbers) / sizeof(numbers[0]); n++) {
            memset(&w, 0, sizeof(work_t));
            w.caller = pthread_self();

            ln_together(threads, numbers[n], task, &w);

            for (i = 0; i < TASKS; i++) {
                assert_int_equal(w.done[i], i < numbers[n]);
            }

            assert_int_equal(w.by[0] + w.by[1], numbers[n]);
            assert_int_equal(w.wrong, 0);
            assert_int_equal(w.open, 0);

            if (threads == 1) {
                assert_int_equal(w.by[1], 0);
            }
        }
    }

    (void) pthread_sigmask(SIG_BLOCK, NULL, &after);
    assert_int_equal(sigismember(&before, SIGTERM),
                     sigismember(&after, SIGTERM));

    memset(&w, 0, sizeof(work_t));
    ln_together(2, 2, meet, &w);
    assert_int_equal(w.met, 2);

    assert_in_range(ln_together_threads(), 1, LN_TOGETHER);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_tasks)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
