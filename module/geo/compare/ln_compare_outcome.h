/* The parts of an address space, found by records and by what they say. */

#ifndef LN_COMPARE_OUTCOME_H
#define LN_COMPARE_OUTCOME_H

#include "geo/jurisdiction/ln_decision.h"


/* What all databases say: words of in, then of out, for each. */
typedef struct {
    double     ipv4;
    double     ipv6;
    unsigned   heard;                   /* databases, bits */
    uint64_t   hash;
    uint64_t  *bits;
} ln_compare_outcome_t;

typedef struct {
    const ln_decision_source_t  *source;
    unsigned                     words;     /* of a database's in, or out */
    size_t                       nbits;     /* words of an outcome */

    ln_compare_outcome_t        *outcomes;
    uint32_t                     n;
    uint32_t                     size;
    uint32_t                    *by_bits;   /* hash table: index + 1, 0 free */
    uint32_t                     bits_size;

    uint32_t                    *keys;      /* hash table by records */
    uint32_t                     keys_used;
    uint32_t                     keys_size;
    unsigned                     key_words; /* records, networks, outcome + 1 */

    uint64_t                    *now;       /* the outcome being made */
} ln_compare_outcomes_t;


/* An empty table.  LN_ERROR without memory. */
int ln_compare_outcomes_init(ln_compare_outcomes_t *o,
    const ln_decision_source_t *source);
void ln_compare_outcomes_free(ln_compare_outcomes_t *o);

/*
 * What databases say whose records are of these indices, of an address in these
 * networks (see ln_jurisdictions_networks()).  NULL without memory; it moves at
 * the next call.
 */
ln_compare_outcome_t *ln_compare_outcome(ln_compare_outcomes_t *o,
    const uint32_t *indices, unsigned networks);


#endif
