/* Work that is shared by threads while the caller waits for it. */

#ifndef LN_TOGETHER_H
#define LN_TOGETHER_H

#include "ln_core.h"


#define LN_TOGETHER  2                  /* threads at most, with the caller's */


/*
 * Calls task(ctx, i, thread) once for each i below n, in ascending order, in up
 * to threads threads, and returns when all are done.  The caller's thread is
 * number 0.  Another thread has all signals blocked, and the caller does its
 * work where it can't be had.
 */
void ln_together(unsigned threads, unsigned n,
    void (*task)(void *ctx, unsigned i, unsigned thread), void *ctx);

/* How many threads have a processor each: LN_TOGETHER or less. */
unsigned ln_together_threads(void);


#endif
