/* Jurisdictions from a file in nginx's own syntax, without nginx. */

#ifndef LN_JURISDICTION_FILE_H
#define LN_JURISDICTION_FILE_H

#include "geo/jurisdiction/ln_jurisdiction.h"


/*
 * Adds all `legal_jurisdiction NAME { ... }` of the file at path to set.
 * `include FILE;` is followed; FILE may be a pattern and is below the set's
 * prefix.  Any other directive is an error.  Memory comes from alloc, which
 * must be that of the set.  LN_ERROR with err set, which names file and line.
 */
int ln_jurisdiction_file(ln_jurisdictions_t *set, const ln_alloc_t *alloc,
    const char *path, ln_error_t *err);


#endif
