/*
 * Witnesses: what databases together know of one address, without mixing it.
 *
 * A record can have a place, an autonomous system and a country of
 * registration.  A witness has one of each, where anybody knows one.  Its place
 * is one database's, whole.  What is of two databases goes together only where
 * one of the two lacks what the other one says: a database that has both is
 * heard with both.  Records that say the same are one witness.  So witnesses
 * are a set: the order of databases does not matter, nor does a database that
 * knows nothing of the address, nor one more that says the same as another.
 *
 * Traits are not contested: a list of networks with a trait says nothing of
 * networks that it does not have.  All witnesses have those of all databases.
 */

#ifndef LN_WITNESS_H
#define LN_WITNESS_H

#include "geo/database/ln_database.h"


/* Which databases say it, a bit for each; 0 where nobody does. */
typedef struct {
    unsigned  place;
    unsigned  asn;
    unsigned  registered;
} ln_witness_t;


/*
 * In one look-up, at most: n databases with a place alone, n with an autonomous
 * system alone and n with a country of registration alone make n^3 of them.
 */
#define LN_WITNESSES  (5 * 5 * 6)

_Static_assert(LN_DATABASES == 5 + 5 + 6,
               "the most witnesses are those of databases in equal parts");

/* Beside LN_FIELD_*: each place is a witness of its own, the same one, too. */
#define LN_WITNESS_EACH  0x80000000u

/* A pair of databases, in a set of pairs. */
#define LN_PAIRS       (LN_DATABASES * (LN_DATABASES - 1) / 2)
#define LN_PAIR_WORDS  ((LN_PAIRS + 63) / 64)


/*
 * The witnesses of an address by its record in each of n databases, in the
 * order of the databases of their places.  fields are the LN_FIELD_* that count
 * of each database.  wanted are those that anybody asks for: witnesses that
 * differ in nothing of it are one.  Returns how many there are: 1 to
 * LN_WITNESSES.
 */
unsigned ln_witnesses(const ln_record_t *const *records,
    const unsigned *fields, unsigned n, unsigned wanted,
    ln_witness_t *witnesses);

/*
 * Writes the location that a witness tells of.  Of what nobody asks for, it has
 * what the first database says.
 */
void ln_witness_location(const ln_record_t *const *records,
    const unsigned *fields, unsigned n, const ln_witness_t *witness,
    ln_location_t *location);

/*
 * Adds to pairs[LN_PAIR_WORDS] the pairs of databases by which a and b differ:
 * in all that differs, a has what the one says, and b what the other one says.
 * There may be none: then, if loosely, it is the databases of the first thing
 * that differs.
 */
void ln_witness_pairs(const ln_witness_t *a, const ln_witness_t *b,
    unsigned loosely, uint64_t *pairs);


/* The index of a pair of databases in a set of pairs; one is below two. */
static inline unsigned
ln_pair(unsigned one, unsigned two)
{
    return two * (two - 1) / 2 + one;
}


#endif
