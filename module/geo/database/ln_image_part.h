/* What the makers and the readers of images share. */

#ifndef LN_IMAGE_PART_H
#define LN_IMAGE_PART_H

#include "geo/database/ln_image.h"


/*
 * A side of a node, or of a jump table: a node's index, or with this bit a
 * record's.  Jump tables have the node after the first 16 bits, for IPv4 in a
 * large tree after the first 20, which saves it two waits for memory.
 */
#define LN_IMAGE_RECORD  0x80000000u
#define LN_IMAGE_JUMP    16
#define LN_IMAGE_JUMP4   20
#define LN_IMAGE_JUMPS   (1u << LN_IMAGE_JUMP)
#define LN_IMAGE_LARGE   (1u << 20)     /* nodes */
#define LN_IMAGE_MAGIC   "LNGEO02"


/* The bit at index i of an address. */
static inline unsigned
ln_image_bit(const unsigned char *bytes, unsigned i)
{
    return (bytes[i / 8] >> (7 - i % 8)) & 1;
}


#endif
