/*
 * What several databases say of the whole address space.  Their trees are
 * walked together, so that each network is asked about once; nothing is
 * sampled.
 */

#ifndef LN_COMPARE_H
#define LN_COMPARE_H

#include "geo/jurisdiction/ln_decision.h"


#define LN_COMPARE_IPV4  0              /* addresses */
#define LN_COMPARE_IPV6  1              /* networks of 64 bits */


/*
 * Addresses of which all databases say the same: bits of jurisdictions, for
 * each database, LN_CONFLICT_WORDS at most.  A database is heard by the
 * witnesses that it takes part in.  One that takes part in none is silent: its
 * bits are what it would say alone, and do not count where others are heard.
 */
typedef struct {
    double           size[2];           /* LN_COMPARE_IPV4 .. */
    unsigned         heard;             /* databases that aren't silent */
    unsigned         words;
    const uint64_t  *in[LN_DATABASES];  /* some of its witnesses say in */
    const uint64_t  *out[LN_DATABASES]; /* some say out */
} ln_compare_part_t;

/* Is told of each part of the address space. */
typedef void (*ln_compare_pt)(void *data, const ln_compare_part_t *part);


/*
 * Tells handler of all parts, which are disjoint.  IPv6 addresses that carry an
 * IPv4 address are left out, as they are located by that, and so is ::/96,
 * where trees for both have IPv4.  Memory is of malloc()
 * and is freed.  LN_ERROR when there is none.
 */
int ln_compare(const ln_decision_source_t *source, ln_compare_pt handler,
    void *data);


#endif
