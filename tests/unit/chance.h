/* Numbers at random, the same in each run. */

#ifndef LN_TEST_CHANCE_H
#define LN_TEST_CHANCE_H

#include <stdint.h>


/* 0 .. n - 1 */
static inline unsigned
chance(unsigned n)
{
    static uint32_t  seed = 7;

    seed = seed * 1664525 + 1013904223;

    return (seed >> 8) % n;
}


#endif
