/*
 * Whether the search tree of a MaxMind DB file can be walked without a fault or
 * a loop (File Format Specification 2.0).
 */

#ifndef LN_VERIFY_TREE_H
#define LN_VERIFY_TREE_H

#include "geo/mmdb/ln_mmdb.h"
#include "geo/mmdb/ln_offset_set.h"


/*
 * Verifies that the tree has no cycle, that it is no deeper than an address,
 * and that each record it reaches lies within the data section.  The offsets of
 * these records are added to records, which is empty and as long as the
 * section, and counted.  LN_ERROR with err set.
 */
int ln_verify_tree(const ln_mmdb_tree_t *tree, const ln_mmdb_section_t *values,
    ln_offset_set_t *records, ln_error_t *err);


#endif
