/* Whether the databases have what the terms of jurisdictions ask for. */

#ifndef LN_JURISDICTION_CHECK_H
#define LN_JURISDICTION_CHECK_H

#include "geo/jurisdiction/ln_jurisdiction.h"
#include "geo/term/ln_term_warning.h"


/*
 * Whether every term of the set can be answered from fields (LN_FIELD_*), which
 * are those of all databases together.  Otherwise LN_ERROR with err set, which
 * has a remedy; *file and *line are those of the first term that can't.
 */
int ln_jurisdictions_check(const ln_jurisdictions_t *set, unsigned fields,
    const char **file, unsigned *line, ln_error_t *err);

/*
 * Whether each GeoNames id of the terms is in a gazetteer of n databases.  One
 * that is in none would make all the readers uncertain who may be there.
 * LN_ERROR likewise.
 */
int ln_jurisdictions_check_geonames(const ln_jurisdictions_t *set,
    ln_database_t *const *dbs, unsigned n, const char **file, unsigned *line,
    ln_error_t *err);

/*
 * Tells handler of what is allowed and hardly meant: a network that holds
 * nobody, an area that is empty, a region that databases have as a country, a
 * jurisdiction of which nothing is left.
 */
void ln_jurisdictions_warn(const ln_jurisdictions_t *set,
    ln_warning_pt handler, void *data);


#endif
