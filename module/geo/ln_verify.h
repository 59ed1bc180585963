/* Whether a MaxMind DB file can be read without fault or loop. */

#ifndef LN_VERIFY_H
#define LN_VERIFY_H

#include "../ln_core.h"


/*
 * Checks metadata, search tree and each data record that the tree reaches
 * (MaxMind DB File Format Specification 2.0): bounds, types, nesting of at
 * most 64 levels, no cycle.  Calls record(ctx, offset) once for each distinct
 * record, offset in the data section.  LN_ERROR with err set.
 */
int ln_verify(const unsigned char *data, size_t len,
    void (*record)(void *ctx, uint32_t offset), void *ctx, ln_error_t *err);


#endif
