/* The search tree of an image that is being made. */

#ifndef LN_IMAGE_TREE_H
#define LN_IMAGE_TREE_H

#include "geo/database/ln_image_maker.h"


/*
 * Verifies the tree, of which m->offsets has all records.  Returns as
 * ln_image_build() does, LN_OK for its descriptor.
 */
int ln_image_tree_verify(ln_image_maker_t *m);

/*
 * Gives the sides of a share of the nodes the indices of the records that they
 * lead to: of the share i of LN_IMAGE_TREE_SHARES.
 */
#define LN_IMAGE_TREE_SHARES  64

void ln_image_tree_index(ln_image_maker_t *m, unsigned i);

/*
 * The LN_FAMILY_* whose addresses have a record, once all nodes have their
 * indices.  IPv6 addresses that carry an IPv4 address are none of IPv6.
 */
unsigned ln_image_tree_families(const ln_image_maker_t *m);

/*
 * Writes a share of the jump tables, once all nodes have their indices: the
 * share i of LN_IMAGE_TREE_JUMPS.
 */
#define LN_IMAGE_TREE_JUMPS  9

void ln_image_tree_jumps(ln_image_maker_t *m, unsigned i);


#endif
