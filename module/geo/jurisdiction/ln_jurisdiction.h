/* Jurisdictions, and the three-valued answer to whether someone is in one. */

#ifndef LN_JURISDICTION_H
#define LN_JURISDICTION_H

#include "geo/address/ln_address.h"
#include "geo/location/ln_certainty.h"
#include "geo/database/ln_database.h"
#include "geo/location/ln_location.h"


#define LN_JURISDICTIONS  1024          /* in a set, at most */


typedef struct ln_jurisdictions_s  ln_jurisdictions_t;
typedef struct ln_jurisdiction_s   ln_jurisdiction_t;


/*
 * An empty set.  Relative file names in terms are taken from prefix (with a
 * final slash, kept by the caller).  NULL when there is no memory.
 */
ln_jurisdictions_t *ln_jurisdictions_create(const ln_alloc_t *alloc,
    const char *prefix);

/*
 * Adds a jurisdiction; name is copied.  NULL with err set when the name is
 * not of [A-Za-z0-9_-]+ or is defined already.
 */
ln_jurisdiction_t *ln_jurisdiction_add(ln_jurisdictions_t *set, ln_str_t name,
    ln_error_t *err);

/*
 * Adds one term: words as they stand in the configuration, "country" "RU"
 * "BY" or "except" "region" "UA-43".  Everything is checked here: LN_ERROR
 * with err set names the bad value and, where one is near, the right one.
 * file and line (file kept by the caller) are where the term stands, for
 * ln_jurisdictions_check().  A jurisdiction of `except` terms alone is
 * refused by ln_jurisdiction_end().
 */
int ln_jurisdiction_term(ln_jurisdiction_t *j, const ln_str_t *words,
    unsigned nwords, const char *file, unsigned line, ln_error_t *err);

/* Called once after the last term; LN_ERROR with err set if it has none. */
int ln_jurisdiction_end(ln_jurisdiction_t *j, ln_error_t *err);

/*
 * Whether every term can be answered from fields (LN_FIELD_*, of all
 * databases together).  LN_ERROR with err set, *file and *line those of the
 * first term that can not.
 */
int ln_jurisdictions_check(const ln_jurisdictions_t *set, unsigned fields,
    const char **file, unsigned *line, ln_error_t *err);

/*
 * Makes a set whose terms are complete ready to be decided.  LN_ERROR with
 * err set when there is no memory.
 */
int ln_jurisdictions_end(ln_jurisdictions_t *set, ln_error_t *err);

/*
 * Tells the set where the GeoNames ids of its terms are, by what n databases
 * have: after ln_jurisdictions_end(), and when another database is in use.
 * Allocates nothing.
 */
void ln_jurisdictions_learn(ln_jurisdictions_t *set,
    ln_database_t *const *dbs, unsigned n);

/* How many there are; indices run from 0 in order of definition. */
unsigned ln_jurisdictions_count(const ln_jurisdictions_t *set);

/* The index of the one of that name, or -1. */
int ln_jurisdictions_find(const ln_jurisdictions_t *set, ln_str_t name);

ln_str_t ln_jurisdictions_name(const ln_jurisdictions_t *set, unsigned i);

/*
 * Decides all of the set into answers[count].  location and address are the
 * requester's; address->family 0 is in no network, for certain.  Allocates
 * nothing.  The second is for who has asked ln_jurisdictions_networks()
 * before: answers depend on the location and on what that gives, on nothing
 * else of the address.
 */
void ln_jurisdictions_decide(const ln_jurisdictions_t *set,
    const ln_location_t *location, const ln_address_t *address,
    ln_certainty_t *answers);
void ln_jurisdictions_decide_by(const ln_jurisdictions_t *set,
    const ln_location_t *location, unsigned networks, ln_certainty_t *answers);
unsigned ln_jurisdictions_networks(const ln_jurisdictions_t *set,
    const ln_address_t *address);

/* A term that decided: its words but for `except`, and where it stands. */
typedef struct {
    ln_str_t     text;
    const char  *file;
    unsigned     line;
    unsigned     except:1;
} ln_jurisdiction_reason_t;

/*
 * Decides all of the set term by term, and says of each why: the first term
 * that gave the answer, or text.len 0 where none holds.  Slow.
 */
void ln_jurisdictions_explain(const ln_jurisdictions_t *set,
    const ln_location_t *location, const ln_address_t *address,
    ln_certainty_t *answers, ln_jurisdiction_reason_t *reasons);


#endif
