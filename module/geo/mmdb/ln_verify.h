/* Whether a MaxMind DB file can be read without fault or loop. */

#ifndef LN_VERIFY_H
#define LN_VERIFY_H

#include "geo/mmdb/ln_mmdb.h"
#include "geo/mmdb/ln_offsets.h"


/*
 * Both halves check against MaxMind DB File Format Specification 2.0.  The
 * tree: no cycle, no deeper than an address, and each record that it reaches
 * lies within the data section.  These are added to records, which is empty
 * and as long as the section, and counted.  LN_ERROR with err set.
 */
int ln_verify_tree(const ln_mmdb_tree_t *tree, const ln_mmdb_section_t *values,
    ln_offsets_t *records, ln_error_t *err);

/*
 * The records: bounds, types, nesting of at most 64 levels, no cycle.  Calls
 * record(ctx, offset) for each, in ascending order, as soon as it and all that
 * it points at is verified; what that returns but LN_OK ends the walk and is
 * returned.  LN_ERROR with err set.
 */
int ln_verify_records(const ln_mmdb_section_t *values,
    const ln_offsets_t *records, int (*record)(void *ctx, uint32_t offset),
    void *ctx, ln_error_t *err);

/* Checks the value at offset at of a section, and all that it points at. */
int ln_verify_value(const ln_mmdb_section_t *s, size_t at);


#endif
