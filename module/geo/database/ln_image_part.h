/* The bytes of an image, for the files that make and that read them. */

#ifndef LN_IMAGE_PART_H
#define LN_IMAGE_PART_H

#include "geo/database/ln_image.h"


/*
 * A node has two sides, the first for the bit 0.  A side is the index of a
 * node, or, with the bit LN_IMAGE_RECORD, that of a record.  A jump table has
 * such a side for each value of the first 16 bits of an address.  For IPv4 in a
 * large tree it is the first 20 bits: this saves two reads of memory.
 */
#define LN_IMAGE_RECORD  0x80000000u
#define LN_IMAGE_JUMP    16
#define LN_IMAGE_JUMP4   20
#define LN_IMAGE_JUMPS   (1u << LN_IMAGE_JUMP)
#define LN_IMAGE_LARGE   (1u << 20)     /* nodes */
#define LN_IMAGE_MAGIC   "LNGEO04"

#define LN_IMAGE_PAGE    4096           /* parts begin at its multiples */

_Static_assert(sizeof(LN_IMAGE_MAGIC)
               == sizeof(((ln_image_header_t *) 0)->magic),
               "the magic fills its field, with its NUL");

_Static_assert(sizeof(ln_image_header_t) <= LN_IMAGE_PAGE
               && LN_IMAGE_PAGE % sizeof(ln_record_t) == 0,
               "parts begin behind the header, records in their cache lines");

_Static_assert(sizeof(ln_geoname_t) % sizeof(uint32_t) == 0
               && LN_IMAGE_JUMPS * sizeof(uint32_t) % sizeof(uint64_t) == 0,
               "each part of an image is aligned");


/* The bit at index i of an address. */
static inline unsigned
ln_image_bit(const unsigned char *bytes, unsigned i)
{
    return (bytes[i / 8] >> (7 - i % 8)) & 1;
}


#endif
