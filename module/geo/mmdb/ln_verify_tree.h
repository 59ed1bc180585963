/*
 * Whether the search tree of a MaxMind DB file can be walked without a fault or
 * a loop (File Format Specification 2.0).
 */

#ifndef LN_VERIFY_TREE_H
#define LN_VERIFY_TREE_H

#include "geo/mmdb/ln_mmdb.h"
#include "geo/mmdb/ln_offset_set.h"


/* States of no node, which the sides take in turn that are none. */
#define LN_VERIFY_TREE_SPARE  4096


/* How many bytes the states of a tree are. */
static inline size_t
ln_verify_tree_states(const ln_mmdb_tree_t *tree)
{
    return (size_t) tree->node_count + LN_VERIFY_TREE_SPARE;
}

/*
 * Sets the bit of each offset of a record that n nodes lead to, in bits, of
 * len / 32 + 1 words.  sides are those of the nodes, as ln_mmdb_sides() gives
 * them; len is that of the data section.  Returns whether a side is beyond it.
 */
unsigned ln_verify_leaves(const ln_mmdb_tree_t *tree, const uint32_t *sides,
    size_t n, size_t len, uint32_t *bits);

/*
 * Verifies that the tree has no cycle, that it is no deeper than an address,
 * and that each record it reaches lies within a data section of len bytes.
 * sides are those of all its nodes.  states has ln_verify_tree_states() bytes;
 * what is in it before and after means nothing.  records has what
 * ln_verify_leaves() has found in all nodes, counted, and beyond is what it has
 * returned; of a tree with nodes that nothing leads to, records are then fewer.
 * LN_ERROR with err set: the tree is corrupt.
 */
int ln_verify_tree(const ln_mmdb_tree_t *tree, const uint32_t *sides,
    size_t len, unsigned char *states, unsigned beyond,
    ln_offset_set_t *records, ln_error_t *err);


#endif
