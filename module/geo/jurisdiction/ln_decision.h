/*
 * Decisions by several databases.  Each witness (see ln_witness.h) decides each
 * jurisdiction, and the answers are joined by what is known (Belnap): uncertain
 * says nothing; in and in is in; out and out is out; in and out is a conflict.
 */

#ifndef LN_DECISION_H
#define LN_DECISION_H

#include "geo/database/ln_witness.h"
#include "geo/jurisdiction/ln_jurisdiction.h"


#define LN_CONFLICT_WORDS  (LN_JURISDICTIONS / 64)


/* What a conflict is. */
typedef enum {
    LN_CONFLICT_UNCERTAIN = 0,
    LN_CONFLICT_FIRST                   /* the first certain answer */
} ln_conflict_policy_t;

/* Which jurisdictions are in conflict, whatever that is, and between whom. */
typedef struct {
    uint64_t  pairs[LN_PAIR_WORDS];     /* 0: none is */
    uint64_t  jurisdictions[LN_CONFLICT_WORDS];     /* else not written */
} ln_conflicts_t;

/*
 * What a decision is made from.  generation changes whenever another member
 * does.
 */
typedef struct {
    const ln_jurisdictions_t  *set;
    ln_database_t *const      *databases;
    const unsigned            *fields;  /* LN_FIELD_* that count, of each */
    unsigned                   n;       /* databases */
    ln_conflict_policy_t       policy;
    unsigned                   generation;
} ln_decision_source_t;


/*
 * Decides all of source's set into answers[count], from the record of each
 * database and the networks that ln_jurisdictions_networks() gave for an
 * address.  location is written whole: it is that of the first witness.
 * Allocates nothing.
 */
void ln_decision_make(const ln_decision_source_t *source,
    const ln_record_t *const *records, unsigned networks,
    ln_location_t *location, ln_certainty_t *answers,
    ln_conflicts_t *conflicts);

/*
 * What one witness says: a bit for each jurisdiction, in in where it is in, in
 * unc where it is in or uncertain.  Both have LN_CONFLICT_WORDS.
 */
void ln_decision_rows(const ln_decision_source_t *source,
    const ln_record_t *const *records, unsigned networks,
    const ln_witness_t *witness, uint64_t *in, uint64_t *unc);


/* Whether any jurisdiction is in conflict. */
static inline int
ln_conflicts_any(const ln_conflicts_t *conflicts)
{
    return (conflicts->pairs[0] | conflicts->pairs[1]) != 0;
}


/* Whether the jurisdiction of index i is. */
static inline int
ln_conflicts_has(const ln_conflicts_t *conflicts, unsigned i)
{
    return ln_conflicts_any(conflicts)
           && (conflicts->jurisdictions[i / 64] >> i % 64 & 1);
}


/* Whether the databases one and two are in conflict; one is below two. */
static inline int
ln_conflicts_between(const ln_conflicts_t *conflicts, unsigned one,
    unsigned two)
{
    unsigned  pair;

    pair = ln_pair(one, two);

    return conflicts->pairs[pair / 64] >> pair % 64 & 1;
}


_Static_assert(LN_PAIR_WORDS == 2, "two words have all pairs");


#endif
