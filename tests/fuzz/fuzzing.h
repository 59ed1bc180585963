/* What the fuzzers share: an arena, and a random number from a seed. */

#ifndef LN_FUZZING_H
#define LN_FUZZING_H

#include <stdlib.h>

#include "ln_core.h"


int  LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);


#define fuzz_assert(x)                                                        \
    do {                                                                      \
        if (!(x)) {                                                           \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #x);           \
            abort();                                                          \
        }                                                                     \
    } while (0)


typedef struct fuzz_block_s  fuzz_block_t;

struct fuzz_block_s {
    fuzz_block_t  *next;
    max_align_t    data[];
};


static inline void *
fuzz_alloc(void *arena, size_t size)
{
    fuzz_block_t   *block;
    fuzz_block_t  **blocks = arena;

    block = malloc(sizeof(fuzz_block_t) + size);
    fuzz_assert(block != NULL);

    block->next = *blocks;
    *blocks = block;

    return block->data;
}


static inline void
fuzz_free(fuzz_block_t **blocks)
{
    fuzz_block_t  *block;

    while (*blocks != NULL) {
        block = *blocks;
        *blocks = block->next;
        free(block);
    }
}


static inline uint32_t
fuzz_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;

    return *seed;
}


#endif
