#include "geo/plan/ln_mask.h"


int
ln_masks_init(ln_masks_t *masks, const ln_alloc_t *alloc, unsigned words,
    uint32_t size)
{
    masks->words = words;
    masks->n = 1;
    masks->size = size + 1;
    masks->bits = ln_calloc(alloc, (size_t) masks->size * words
                                   * sizeof(uint64_t));

    return masks->bits ? LN_OK : LN_ERROR;
}


int
ln_mask_add(ln_masks_t *masks, const ln_alloc_t *alloc, uint32_t *mask)
{
    size_t     size;
    uint64_t  *bits;

    size = (size_t) masks->words * sizeof(uint64_t);

    if (masks->n == masks->size) {
        bits = ln_calloc(alloc, 2 * masks->size * size);

        if (bits == NULL) {
            return LN_ERROR;
        }

        memcpy(bits, masks->bits, masks->n * size);
        masks->bits = bits;
        masks->size *= 2;
    }

    *mask = masks->n++;

    return LN_OK;
}


int
ln_mask_table_init(ln_mask_table_t *table, const ln_alloc_t *alloc,
    uint32_t size)
{
    table->used = 0;

    for (table->size = 16; table->size < 2 * size; table->size *= 2) {
        /* void */
    }

    table->slots = ln_calloc(alloc, table->size * sizeof(ln_mask_slot_t));

    return table->slots ? LN_OK : LN_ERROR;
}


ln_mask_slot_t *
ln_mask_table_slot(ln_mask_table_t *table, const ln_alloc_t *alloc,
    uint64_t key)
{
    uint32_t         i;
    ln_mask_slot_t  *slot;
    ln_mask_table_t  grown;

    if (2 * table->used >= table->size) {

        if (ln_mask_table_init(&grown, alloc, table->size) != LN_OK) {
            return NULL;
        }

        for (i = 0; i < table->size; i++) {
            if (table->slots[i].key) {
                slot = ln_mask_table_slot(&grown, alloc, table->slots[i].key);

                if (slot == NULL) {
                    return NULL;
                }

                slot->mask = table->slots[i].mask;
            }
        }

        *table = grown;
    }

    for (i = (uint32_t) ln_hash(0, key); /* void */ ; i++) {
        slot = &table->slots[i & (table->size - 1)];

        if (slot->key == key) {
            return slot;
        }

        if (slot->key == 0) {
            slot->key = key;
            table->used++;
            return slot;
        }
    }
}
