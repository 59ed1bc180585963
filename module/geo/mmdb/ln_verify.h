/*
 * Whether the values of a MaxMind DB file can be read without a fault or a loop
 * (File Format Specification 2.0): bounds, types, nesting of at most 64 levels,
 * no cycle.
 */

#ifndef LN_VERIFY_H
#define LN_VERIFY_H

#include "geo/mmdb/ln_mmdb.h"
#include "geo/mmdb/ln_offset_set.h"


/*
 * Verifies the records of the data section, in ascending order.  As soon as a
 * record is verified with all that it points at, record(ctx, offset) is called.
 * Any other result of record() than LN_OK ends the walk, and is returned.
 * LN_ERROR with err set for a record that is corrupt.
 */
int ln_verify_records(const ln_mmdb_section_t *values,
    const ln_offset_set_t *records, int (*record)(void *ctx, uint32_t offset),
    void *ctx, ln_error_t *err);

/*
 * Verifies the value at offset at of a section, and all that it points at.
 * LN_ERROR when it is corrupt, or when there is no memory.
 */
int ln_verify_value(const ln_mmdb_section_t *s, size_t at);


#endif
