/* The tree of an image, to be walked from above, network by network. */

#ifndef LN_IMAGE_WALK_H
#define LN_IMAGE_WALK_H

#include "geo/database/ln_image_part.h"


/* The bits of an address at which a walk begins. */
#define LN_IMAGE_ENTER4  LN_IMAGE_JUMP4
#define LN_IMAGE_ENTER6  LN_IMAGE_JUMP


/* Whether a side ends at a record: all of its addresses have that. */
static inline int
ln_image_ends(uint32_t side)
{
    return (side & LN_IMAGE_RECORD) != 0;
}


/*
 * The index of the record of a side that ends, 0 where there is none.  A side
 * that leads on below the last bit of an address has none.
 */
static inline uint32_t
ln_image_record(uint32_t side)
{
    return ln_image_ends(side) ? side & ~LN_IMAGE_RECORD : 0;
}


/* The side below side, for the next bit of an address. */
static inline uint32_t
ln_image_below(const ln_image_t *image, uint32_t side, unsigned bit)
{
    return ln_image_ends(side) ? side : image->nodes[2 * (size_t) side + bit];
}


/* The side at which the first LN_IMAGE_ENTER bits of an address end. */
static inline uint32_t
ln_image_enter(const ln_image_t *image, const ln_address_t *address)
{
    unsigned              i;
    uint32_t              side, start;
    const unsigned char  *b;

    b = address->bytes;
    start = (uint32_t) b[0] << 24 | b[1] << 16 | b[2] << 8 | b[3];

    if (address->family == 6) {
        return image->jump6[start >> (32 - LN_IMAGE_ENTER6)];
    }

    i = image->header->jump4_bits;
    side = image->jump4[start >> (32 - i)];

    for ( /* void */ ; i < LN_IMAGE_ENTER4; i++) {
        side = ln_image_below(image, side, ln_image_bit(b, i));
    }

    return side;
}


#endif
