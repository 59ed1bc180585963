/* One hash for all tables in memory: no file and no peer ever sees it. */

#ifndef LN_HASH_H
#define LN_HASH_H

#include <stdint.h>


/*
 * Takes a word into a hash, which begins as 0.  The factor is 2^64 by the
 * golden ratio: the high half of a product depends on all bits of the word, and
 * the low half gets them from there (Knuth, The Art of Computer Programming,
 * 6.4).
 */
static inline uint64_t
ln_hash(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * 0x9e3779b97f4a7c15u;

    return hash ^ hash >> 32;
}


#endif
