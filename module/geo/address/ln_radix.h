/*
 * A radix tree over addresses: nodes of 64 children that are counted, not
 * stored one by one ("poptrie": Asai and Ohara, SIGCOMM 2015).  There is one
 * tree for IPv4 and one for IPv6.
 */

#ifndef LN_RADIX_H
#define LN_RADIX_H

#include "geo/address/ln_address.h"


typedef struct ln_radix_s  ln_radix_t;


/* The addresses from first to the next range have this value. */
typedef struct {
    unsigned char  first[16];           /* IPv4 as IPv4-mapped IPv6 */
    uint32_t       value;
} ln_radix_range_t;


/*
 * Builds a tree of n ranges, sorted by first.  Addresses below the first range
 * have the value 0.  Memory comes from alloc.  NULL when there is none.
 */
ln_radix_t *ln_radix_build(const ln_alloc_t *alloc,
    const ln_radix_range_t *ranges, unsigned n);

/* The value of an unwrapped address; 0 for an address of no family. */
uint32_t ln_radix_find(const ln_radix_t *radix, const ln_address_t *address);


#endif
