/*
 * Jurisdictions, each a named set of locations, and the three-valued answer to
 * whether a reader is in one: in, out or uncertain.
 *
 * A set is made in this order: ln_jurisdictions_create(); for each jurisdiction
 * ln_jurisdiction_add(), ln_jurisdiction_term() for each term and
 * ln_jurisdiction_end(); then ln_jurisdictions_end().  From then on it can
 * decide.
 */

#ifndef LN_JURISDICTION_H
#define LN_JURISDICTION_H

#include "geo/address/ln_address.h"
#include "geo/database/ln_database.h"
#include "geo/location/ln_certainty.h"
#include "geo/location/ln_location.h"


#define LN_JURISDICTIONS  1024          /* in a set, at most */


typedef struct ln_jurisdictions_s  ln_jurisdictions_t;
typedef struct ln_jurisdiction_s   ln_jurisdiction_t;


/*
 * An empty set, with memory from alloc.  Relative file names in terms are below
 * prefix, which ends in a slash and is kept by the caller.  NULL when there is
 * no memory.
 */
ln_jurisdictions_t *ln_jurisdictions_create(const ln_alloc_t *alloc,
    const char *prefix);

/*
 * Adds a jurisdiction.  name is copied.  NULL with err set when the name is
 * not of [A-Za-z0-9_-]+, when it is defined already, when the set is full or
 * when there is no memory.
 */
ln_jurisdiction_t *ln_jurisdiction_add(ln_jurisdictions_t *set, ln_str_t name,
    ln_error_t *err);

/*
 * Adds one term to the jurisdiction.  words are those of the configuration:
 * "country" "RU" "BY", or "except" "region" "UA-43".  Everything about them is
 * checked here.  LN_ERROR with err set: it names the bad value and, where one
 * is similar, the right one.  file and line say where the term is written, for
 * later reports; file is kept by the caller.
 */
int ln_jurisdiction_term(ln_jurisdiction_t *j, const ln_str_t *words,
    unsigned nwords, const char *file, unsigned line, ln_error_t *err);

/*
 * Called once, after the last term.  LN_ERROR with err set when the
 * jurisdiction has no term, or `except` terms alone.
 */
int ln_jurisdiction_end(ln_jurisdiction_t *j, ln_error_t *err);

/*
 * Called once, after the last jurisdiction: the set is ready to decide.
 * LN_ERROR with err set when there is no memory.
 */
int ln_jurisdictions_end(ln_jurisdictions_t *set, ln_error_t *err);

/*
 * Looks up in n databases where the GeoNames ids of the set's terms are.  It is
 * called after ln_jurisdictions_end(), and again when another database is in
 * use.  Until it is called, all that is known of an id is the id.  Allocates
 * nothing.
 */
void ln_jurisdictions_learn_geonames(ln_jurisdictions_t *set,
    ln_database_t *const *dbs, unsigned n);

/* The LN_FIELD_* that terms ask for.  Called after ln_jurisdictions_end(). */
unsigned ln_jurisdictions_needs(const ln_jurisdictions_t *set);

/* How many jurisdictions there are; indices are in order of definition. */
unsigned ln_jurisdictions_count(const ln_jurisdictions_t *set);

/* The index of the jurisdiction of that name, or -1. */
int ln_jurisdictions_find(const ln_jurisdictions_t *set, ln_str_t name);

/* The name of the jurisdiction of index i, which is below the count. */
ln_str_t ln_jurisdictions_name(const ln_jurisdictions_t *set, unsigned i);

/*
 * Decides all of the set into answers[count].  location and address are the
 * reader's.  Where address->family is 0, `network` terms are out.  Allocates
 * nothing.
 */
void ln_jurisdictions_decide(const ln_jurisdictions_t *set,
    const ln_location_t *location, const ln_address_t *address,
    ln_certainty_t *answers);

/*
 * A number for the networks that address is in, for a caller who keeps answers:
 * they depend on it and on the location, on nothing else of the address.
 */
unsigned ln_jurisdictions_networks(const ln_jurisdictions_t *set,
    const ln_address_t *address);

/*
 * Whether that number may change between two addresses: a network of a term
 * begins behind first, or ends before last.  Both have 16 bytes, IPv4 as
 * IPv4-mapped IPv6.
 */
int ln_jurisdictions_networks_within(const ln_jurisdictions_t *set,
    const unsigned char *first, const unsigned char *last);


#endif
