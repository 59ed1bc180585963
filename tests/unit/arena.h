/*
 * Memory that lasts until arena_free(), each piece of its own size: a sanitizer
 * sees a byte beyond.
 */

#ifndef LN_TEST_ARENA_H
#define LN_TEST_ARENA_H

#include <stdlib.h>

#include "ln_core.h"


#define ARENA_MAX  65536


static void      *arena_blocks[ARENA_MAX];
static unsigned   arena_n;
static unsigned   arena_most = ARENA_MAX;       /* there is no more memory */


static inline void *
arena_take(void *data, size_t size)
{
    (void) data;

    if (arena_n == arena_most) {
        return NULL;
    }

    return arena_blocks[arena_n++] = malloc(size ? size : 1);
}


static const ln_alloc_t  alloc = { arena_take, NULL };


/* A teardown of cmocka's. */
static inline int
arena_free(void **state)
{
    (void) state;

    while (arena_n) {
        free(arena_blocks[--arena_n]);
    }

    arena_most = ARENA_MAX;

    return 0;
}


#endif
