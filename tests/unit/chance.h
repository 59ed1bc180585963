/* Numbers at random, the same in each run. */

#ifndef LN_TEST_CHANCE_H
#define LN_TEST_CHANCE_H

#include <stdint.h>
#include <stdlib.h>


/* 0 .. n - 1 */
static inline unsigned
chance(unsigned n)
{
    static uint32_t  seed = 7;

    seed = seed * 1664525 + 1013904223;

    return (seed >> 8) % n;
}


/*
 * How often to try: n times, or a tenth of that where LN_EMULATED says that an
 * emulator runs the test.  qemu is some twenty times slower, and keeps memory
 * for each thread that has ended.
 */
static inline unsigned
rounds(unsigned n)
{
    return getenv("LN_EMULATED") ? n / 10 : n;
}


#endif
