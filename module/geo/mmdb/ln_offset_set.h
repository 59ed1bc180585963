/*
 * A set of offsets.  It answers whether an offset is in the set, and how many
 * lower ones are.
 */

#ifndef LN_OFFSET_SET_H
#define LN_OFFSET_SET_H

#include "ln_core.h"


/* A bit for each offset; below: how many bits are set before each word. */
typedef struct {
    uint64_t  *bits;
    uint32_t  *below;
    size_t     words;
    uint32_t   n;                       /* offsets in it, once counted */
} ln_offset_set_t;


/*
 * An empty set of offsets below len, allocated with malloc().  LN_ERROR when
 * there is no memory.  ln_offset_set_done() frees a set in either case, and
 * takes a zeroed one too.
 */
int ln_offset_set_init(ln_offset_set_t *set, size_t len);
void ln_offset_set_done(ln_offset_set_t *set);

/*
 * Counts the set: after the last ln_offset_set_add(), before the first
 * ln_offset_set_rank().
 */
void ln_offset_set_count(ln_offset_set_t *set);


static inline void
ln_offset_set_add(ln_offset_set_t *set, uint32_t offset)
{
    set->bits[offset / 64] |= (uint64_t) 1 << offset % 64;
}


/* How many offsets of the set are below offset; -1 if offset is not in it. */
static inline int64_t
ln_offset_set_rank(const ln_offset_set_t *set, uint32_t offset)
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
