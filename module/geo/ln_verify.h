/* Whether a MaxMind DB file can be read without fault or loop. */

#ifndef LN_VERIFY_H
#define LN_VERIFY_H

#include "ln_mmdb.h"


/*
 * Checks search tree and each data record that the tree reaches (MaxMind DB
 * File Format Specification 2.0): bounds, types, nesting of at most 64
 * levels, no cycle.  Calls record(ctx, offset) once for each distinct record,
 * offset in the data section; what it returns but LN_OK ends the walk and is
 * returned.  LN_ERROR with err set.
 */
int ln_verify(const ln_mmdb_tree_t *tree, const ln_mmdb_section_t *values,
    int (*record)(void *ctx, uint32_t offset), void *ctx, ln_error_t *err);

/* Checks the value at offset at of a section, and all that it points at. */
int ln_verify_value(const ln_mmdb_section_t *s, size_t at);


#endif
