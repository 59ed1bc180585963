#include "geo/jurisdiction/ln_decision_cache.h"
#include "ln_hash.h"


typedef struct {
    uint32_t  records[LN_DECISION_CACHE_DATABASES];
    uint32_t  networks;
    uint32_t  used;                     /* 0: the slot is free */
} ln_decision_key_t;

typedef struct {
    ln_decision_key_t  key;
    ln_location_t      location;
    ln_certainty_t     answers[];
} ln_decision_slot_t;

struct ln_decision_cache_s {
    unsigned        count;
    unsigned        generation;
    size_t          size;               /* of a slot */
    unsigned char  *slots;
};


_Static_assert(LN_DECISION_CACHE_DATABASES <= LN_DATABASES,
               "a key has no more records than a look-up");

_Static_assert(sizeof(ln_decision_key_t)
               == (LN_DECISION_CACHE_DATABASES + 2) * sizeof(uint32_t),
               "keys are compared as bytes, padding among them would differ");


static void ln_decision_cache_empty(ln_decision_cache_t *cache,
    unsigned generation);
static ln_decision_slot_t *ln_decision_cache_slot(ln_decision_cache_t *cache,
    const ln_decision_key_t *key);


ln_decision_cache_t *
ln_decision_cache_create(const ln_alloc_t *alloc, unsigned count)
{
    ln_decision_cache_t  *cache;

    cache = ln_alloc(alloc, sizeof(ln_decision_cache_t));

    if (cache == NULL) {
        return NULL;
    }

    cache->count = count;
    cache->generation = 0;
    cache->size = (sizeof(ln_decision_slot_t) + count + 15) & ~(size_t) 15;
    cache->slots = ln_calloc(alloc, cache->size * LN_DECISION_CACHE_SLOTS);

    return cache->slots ? cache : NULL;
}


void
ln_decision_cache_decide(ln_decision_cache_t *cache,
    const ln_decision_source_t *source, const ln_address_t *address,
    ln_location_t *location, ln_certainty_t *answers)
{
    unsigned             n;
    uint32_t             records[LN_DATABASES];
    ln_decision_key_t    key;
    ln_decision_slot_t  *slot;

    n = source->n < LN_DATABASES ? source->n : LN_DATABASES;

    memset(&key, 0, sizeof(ln_decision_key_t));

    ln_database_prefetch(source->databases, n, address);
    key.networks = ln_jurisdictions_networks(source->set, address);
    ln_database_find(source->databases, n, address, records);
    key.used = 1;
    slot = NULL;

    if (cache && n <= LN_DECISION_CACHE_DATABASES) {

        if (cache->generation != source->generation) {
            ln_decision_cache_empty(cache, source->generation);
        }

        memcpy(key.records, records, n * sizeof(uint32_t));
        slot = ln_decision_cache_slot(cache, &key);

        if (memcmp(&slot->key, &key, sizeof(ln_decision_key_t)) == 0) {
            *location = slot->location;
            memcpy(answers, slot->answers, cache->count);
            return;
        }
    }

    ln_database_location(source->databases, n, records, source->old,
                         location);
    ln_jurisdictions_decide_by(source->set, location, key.networks, answers);

    if (slot) {
        slot->key = key;
        slot->location = *location;
        memcpy(slot->answers, answers, cache->count);
    }
}


static void
ln_decision_cache_empty(ln_decision_cache_t *cache, unsigned generation)
{
    size_t               i;
    ln_decision_slot_t  *slot;

    for (i = 0; i < LN_DECISION_CACHE_SLOTS; i++) {
        slot = (ln_decision_slot_t *) (cache->slots + i * cache->size);
        slot->key.used = 0;
    }

    cache->generation = generation;
}


static ln_decision_slot_t *
ln_decision_cache_slot(ln_decision_cache_t *cache,
    const ln_decision_key_t *key)
{
    size_t    i;
    uint64_t  hash;

    hash = key->networks;

    for (i = 0; i < LN_DECISION_CACHE_DATABASES; i++) {
        hash = ln_hash(hash, key->records[i]);
    }

    return (ln_decision_slot_t *) (cache->slots
                                   + (hash % LN_DECISION_CACHE_SLOTS)
                                     * cache->size);
}
