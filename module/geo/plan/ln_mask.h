/*
 * Masks: sets of rows, with one bit for each row.  A hash table finds a mask by
 * a key of 64 bits.
 */

#ifndef LN_MASK_H
#define LN_MASK_H

#include "ln_core.h"
#include "ln_hash.h"


/*
 * A mask is known by its index: the bits move in memory when masks are added.
 * The mask at index 0 is empty and stays so.
 */
typedef struct {
    uint64_t  *bits;
    unsigned   words;                   /* of 64 rows each */
    uint32_t   n;
    uint32_t   size;
} ln_masks_t;

typedef struct {
    uint64_t   key;                     /* 0: free */
    uint32_t   mask;
} ln_mask_slot_t;

typedef struct {
    ln_mask_slot_t  *slots;
    uint32_t         size;              /* a power of two, or 0 */
    uint32_t         used;
} ln_mask_table_t;


/*
 * Masks of words words each, with room for size masks at first.  LN_ERROR when
 * there is no memory.
 */
int ln_masks_init(ln_masks_t *masks, const ln_alloc_t *alloc, unsigned words,
    uint32_t size);

/*
 * Adds an empty mask and puts its index into *mask.  alloc is for growth.
 * LN_ERROR when there is no memory.
 */
int ln_mask_add(ln_masks_t *masks, const ln_alloc_t *alloc, uint32_t *mask);

/*
 * An empty table, with room for size keys at first.  LN_ERROR when there is no
 * memory.
 */
int ln_mask_table_init(ln_mask_table_t *table, const ln_alloc_t *alloc,
    uint32_t size);

/*
 * The slot of a key, which is not 0.  A key without a slot gets one, with mask
 * 0.  alloc is for growth; NULL when there is no memory.
 */
ln_mask_slot_t *ln_mask_table_slot(ln_mask_table_t *table,
    const ln_alloc_t *alloc, uint64_t key);


/* The words of a mask. */
static inline const uint64_t *
ln_mask(const ln_masks_t *masks, uint32_t mask)
{
    return masks->bits + (size_t) mask * masks->words;
}


/* Sets a row's bit in a mask. */
static inline void
ln_mask_set(ln_masks_t *masks, uint32_t mask, unsigned row)
{
    masks->bits[(size_t) mask * masks->words + row / 64]
        |= (uint64_t) 1 << row % 64;
}


/*
 * The index of the mask of key, 0 where there is none.  A free slot has the
 * mask 0, too: so both cases leave by one branch, which the processor predicts
 * well.
 */
static inline uint32_t
ln_mask_find(const ln_mask_table_t *table, uint64_t key)
{
    uint32_t               i;
    const ln_mask_slot_t  *slot;

    if (table->used == 0) {
        return 0;
    }

    for (i = (uint32_t) ln_hash(0, key); /* void */ ; i++) {
        slot = &table->slots[i & (table->size - 1)];

        if ((slot->key == key) | (slot->key == 0)) {
            return slot->mask;
        }
    }
}


#endif
