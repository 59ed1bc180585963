/*
 * A set of offsets.  It answers whether an offset is in the set, and how many
 * lower ones are.
 */

#ifndef LN_OFFSET_SET_H
#define LN_OFFSET_SET_H

#include "ln_core.h"


/* Of 32 offsets: a bit for each, and how many bits are set before them. */
typedef struct {
    uint32_t  bits;
    uint32_t  below;
} ln_offset_word_t;

typedef struct {
    ln_offset_word_t  *words;
    size_t             nwords;          /* of 32 offsets each */
    uint32_t           n;               /* offsets in it, once counted */
} ln_offset_set_t;


/*
 * An empty set of offsets below len, allocated as large.  LN_ERROR when
 * there is no memory.  ln_offset_set_done() frees a set in either case, and
 * takes a zeroed one too.
 */
int ln_offset_set_init(ln_offset_set_t *set, size_t len);
void ln_offset_set_done(ln_offset_set_t *set);

/* Empties a set. */
void ln_offset_set_clear(ln_offset_set_t *set);

/* Adds the offsets whose bits are set in bits, of set->nwords words. */
void ln_offset_set_join(ln_offset_set_t *set, const uint32_t *bits);

/*
 * Counts the set: after the last ln_offset_set_add(), before the first
 * ln_offset_set_rank().
 */
void ln_offset_set_count(ln_offset_set_t *set);


static inline void
ln_offset_set_add(ln_offset_set_t *set, uint32_t offset)
{
    set->words[offset / 32].bits |= (uint32_t) 1 << offset % 32;
}


/* How many bits are set: without a branch, and without a table. */
static inline uint32_t
ln_offset_bits(uint32_t bits)
{
    bits -= bits >> 1 & 0x55555555;
    bits = (bits & 0x33333333) + (bits >> 2 & 0x33333333);
    bits = (bits + (bits >> 4)) & 0x0f0f0f0f;

    return bits * 0x01010101 >> 24;
}


/* How many offsets of the set are below offset; -1 if offset is not in it. */
static inline int64_t
ln_offset_set_rank(const ln_offset_set_t *set, uint32_t offset)
{
    uint32_t          bit;
    ln_offset_word_t  word;

    bit = (uint32_t) 1 << offset % 32;
    word = set->words[offset / 32];

    return word.bits & bit
           ? (int64_t) word.below + ln_offset_bits(word.bits & (bit - 1)) : -1;
}


#endif
