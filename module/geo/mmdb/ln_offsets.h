/* A set of offsets, and which one of it in ascending order an offset is. */

#ifndef LN_OFFSETS_H
#define LN_OFFSETS_H

#include "ln_core.h"


/* A bit for each offset, and for each word of bits what is below it. */
typedef struct {
    uint64_t  *bits;
    uint32_t  *below;
    size_t     words;
    uint32_t   n;                       /* offsets in it, once counted */
} ln_offsets_t;


/*
 * An empty set of offsets below len, with malloc(); LN_ERROR when there is
 * no memory.  Freed by ln_offsets_done(), which takes a zeroed one too.
 */
int ln_offsets_init(ln_offsets_t *set, size_t len);
void ln_offsets_done(ln_offsets_t *set);

/* After the last ln_offsets_add(), before the first ln_offsets_rank(). */
void ln_offsets_count(ln_offsets_t *set);


static inline void
ln_offsets_add(ln_offsets_t *set, uint32_t offset)
{
    set->bits[offset / 64] |= (uint64_t) 1 << offset % 64;
}


/* How many offsets of the set are below offset, or -1 if it is none of it. */

static inline int64_t
ln_offsets_rank(const ln_offsets_t *set, uint32_t offset)
{
    uint32_t  rank;
    uint64_t  word, bit;

    bit = (uint64_t) 1 << offset % 64;
    word = set->bits[offset / 64];

    if (!(word & bit)) {
        return -1;
    }

    rank = set->below[offset / 64];

    for (word &= bit - 1; word; word &= word - 1) {
        rank++;
    }

    return rank;
}


#endif
