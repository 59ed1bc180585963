#include "geo/mmdb/ln_offset_set.h"
#include "ln_large.h"


int
ln_offset_set_init(ln_offset_set_t *set, size_t len)
{
    set->nwords = len / 32 + 1;
    set->words = ln_large_alloc(set->nwords * sizeof(ln_offset_word_t));

    return set->words ? LN_OK : LN_ERROR;
}


void
ln_offset_set_done(ln_offset_set_t *set)
{
    ln_large_free(set->words, set->nwords * sizeof(ln_offset_word_t));
}


void
ln_offset_set_clear(ln_offset_set_t *set)
{
    memset(set->words, 0, set->nwords * sizeof(ln_offset_word_t));
}


void
ln_offset_set_join(ln_offset_set_t *set, const uint32_t *bits)
{
    size_t  i;

    for (i = 0; i < set->nwords; i++) {
        set->words[i].bits |= bits[i];
    }
}


void
ln_offset_set_count(ln_offset_set_t *set)
{
    size_t  i;

    set->n = 0;

    for (i = 0; i < set->nwords; i++) {
        set->words[i].below = set->n;
        set->n += ln_offset_bits(set->words[i].bits);
    }
}
