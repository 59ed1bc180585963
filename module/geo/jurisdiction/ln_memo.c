#include "geo/jurisdiction/ln_memo.h"


typedef struct {
    uint32_t  records[LN_MEMO_DATABASES];
    uint32_t  networks;
    uint32_t  known;                    /* 0: the slot is free */
} ln_memo_key_t;

typedef struct {
    ln_memo_key_t   key;
    ln_location_t   location;
    ln_certainty_t  answers[];
} ln_memo_slot_t;

struct ln_memo_s {
    unsigned        count;
    unsigned        generation;
    size_t          size;               /* of a slot */
    unsigned char  *slots;
};


static void ln_memo_forget(ln_memo_t *memo, unsigned generation);
static ln_memo_slot_t *ln_memo_slot(ln_memo_t *memo,
    const ln_memo_key_t *key);


ln_memo_t *
ln_memo_create(const ln_alloc_t *alloc, unsigned count)
{
    ln_memo_t  *memo;

    memo = ln_alloc(alloc, sizeof(ln_memo_t));

    if (memo == NULL) {
        return NULL;
    }

    memo->count = count;
    memo->generation = 0;
    memo->size = (sizeof(ln_memo_slot_t) + count + 15) & ~(size_t) 15;
    memo->slots = ln_calloc(alloc, memo->size * LN_MEMO_SLOTS);

    return memo->slots ? memo : NULL;
}


void
ln_memo_decide(ln_memo_t *memo, const ln_memo_source_t *source,
    const ln_address_t *address, ln_location_t *location,
    ln_certainty_t *answers)
{
    unsigned         n;
    uint32_t         records[LN_DATABASES];
    ln_memo_key_t    key;
    ln_memo_slot_t  *slot;

    n = source->n < LN_DATABASES ? source->n : LN_DATABASES;

    memset(&key, 0, sizeof(ln_memo_key_t));

    ln_database_expect(source->databases, n, address);
    key.networks = ln_jurisdictions_networks(source->set, address);
    ln_database_find(source->databases, n, address, records);
    key.known = 1;
    slot = NULL;

    if (memo && n <= LN_MEMO_DATABASES) {

        if (memo->generation != source->generation) {
            ln_memo_forget(memo, source->generation);
        }

        memcpy(key.records, records, n * sizeof(uint32_t));
        slot = ln_memo_slot(memo, &key);

        if (memcmp(&slot->key, &key, sizeof(ln_memo_key_t)) == 0) {
            *location = slot->location;
            memcpy(answers, slot->answers, memo->count);
            return;
        }
    }

    ln_database_location(source->databases, n, records, source->old,
                         location);
    ln_jurisdictions_decide_by(source->set, location, key.networks, answers);

    if (slot) {
        slot->key = key;
        slot->location = *location;
        memcpy(slot->answers, answers, memo->count);
    }
}


static void
ln_memo_forget(ln_memo_t *memo, unsigned generation)
{
    size_t  i;

    for (i = 0; i < LN_MEMO_SLOTS; i++) {
        ((ln_memo_slot_t *) (memo->slots + i * memo->size))->key.known = 0;
    }

    memo->generation = generation;
}


static ln_memo_slot_t *
ln_memo_slot(ln_memo_t *memo, const ln_memo_key_t *key)
{
    size_t    i;
    uint64_t  hash;

    hash = key->networks;

    for (i = 0; i < LN_MEMO_DATABASES; i++) {
        hash = (hash ^ key->records[i]) * 0x9e3779b97f4a7c15u;
        hash ^= hash >> 32;
    }

    return (ln_memo_slot_t *) (memo->slots
                               + (hash % LN_MEMO_SLOTS) * memo->size);
}

