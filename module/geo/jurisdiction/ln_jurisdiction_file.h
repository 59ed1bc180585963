/* Jurisdictions from a file of nginx's own syntax, without nginx. */

#ifndef LN_JURISDICTION_FILE_H
#define LN_JURISDICTION_FILE_H

#include "geo/jurisdiction/ln_jurisdiction.h"


/*
 * Adds all `legal_jurisdiction NAME { ... }` of the file at path to set.
 * `include FILE;` is followed, by the set's prefix, patterns too; any other
 * directive is an error.  What is kept is of alloc, which is the set's own.
 * LN_ERROR with err set, which names file and line.
 */
int ln_jurisdiction_file(ln_jurisdictions_t *set, const ln_alloc_t *alloc,
    const char *path, ln_error_t *err);


#endif
