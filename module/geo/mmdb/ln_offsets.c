#include <stdlib.h>

#include "geo/mmdb/ln_offsets.h"


int
ln_offsets_init(ln_offsets_t *set, size_t len)
{
    set->words = len / 64 + 1;
    set->bits = calloc(set->words, sizeof(uint64_t));
    set->below = calloc(set->words, sizeof(uint32_t));

    return set->bits && set->below ? LN_OK : LN_ERROR;
}


void
ln_offsets_done(ln_offsets_t *set)
{
    free(set->bits);
    free(set->below);
}


void
ln_offsets_count(ln_offsets_t *set)
{
    size_t    i;
    uint64_t  word;

    set->n = 0;

    for (i = 0; i < set->words; i++) {
        set->below[i] = set->n;

        for (word = set->bits[i]; word; word &= word - 1) {
            set->n++;
        }
    }
}
