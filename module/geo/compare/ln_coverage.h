/* Which addresses databases know: those of IPv4, of IPv6, or both. */

#ifndef LN_COVERAGE_H
#define LN_COVERAGE_H

#include "geo/jurisdiction/ln_decision.h"
#include "geo/term/ln_term_warning.h"


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
 * Whether a file whose records have the fields now (LN_FIELD_*) can take the
 * place of one that had was: it has all of those that terms ask for, needs.
 * LN_ERROR: it lacks some, err says which terms ask for them.
 */
int ln_coverage_keeps(unsigned was, unsigned now, unsigned needs,
    ln_error_t *err);


#endif
