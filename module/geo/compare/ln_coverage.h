/* What databases can answer, and for which addresses: IPv4, IPv6, or both. */

#ifndef LN_COVERAGE_H
#define LN_COVERAGE_H

#include "geo/jurisdiction/ln_decision.h"
#include "geo/term/ln_term_warning.h"


/* What the records of a file have, and whose addresses have one. */
typedef struct {
    unsigned  fields;                   /* LN_FIELD_* */
    unsigned  families;                 /* LN_FAMILY_* */
} ln_coverage_t;


/*
 * Tells handler of terms that no database can answer for one of families
 * (LN_FAMILY_*), while one can for the other: a file for IPv4 alone leaves all
 * readers with an IPv6 address uncertain, or out.  needs are the LN_FIELD_*
 * that terms ask for; paths[] names the databases of source.
 */
void ln_coverage_warn(const ln_decision_source_t *source, unsigned needs,
    unsigned families, const char *const *paths, ln_warning_pt handler,
    void *data);

/*
 * Whether the file now can take the place of the file was: it has all that was
 * has of needs, the LN_FIELD_* that terms ask of it, for the same families of
 * addresses.  LN_ERROR: it lacks some, err says which.
 */
int ln_coverage_keeps(const ln_coverage_t *was, const ln_coverage_t *now,
    unsigned needs, ln_error_t *err);


#endif
