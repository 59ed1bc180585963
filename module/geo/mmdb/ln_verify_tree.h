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
 * and that each record it reaches lies within a data section of len bytes.
 * sides are those of all its nodes, as ln_mmdb_sides() gives them.  states has
 * room for a byte of each node and one more; what is in it before and after
 * means nothing.  The offsets of the records are added to records, which is
 * empty and as long as the section, and counted.  LN_ERROR with err set: the
 * tree is corrupt.  Works in up to threads threads.
 */
int ln_verify_tree(const ln_mmdb_tree_t *tree, const uint32_t *sides,
    size_t len, unsigned char *states, ln_offset_set_t *records,
    unsigned threads, ln_error_t *err);


#endif
