#include "geo/jurisdiction/ln_decision_cache.h"
#include "ln_hash.h"


/* Records that a key has in itself; those of more databases lie behind. */
#define LN_DECISION_RECORDS  4


typedef struct {
    uint32_t  records[LN_DECISION_RECORDS];
    uint32_t  networks;
    uint32_t  used;                     /* 0: the slot is free */
} ln_decision_key_t;

/*
 * Behind the answers of a slot, where there are several databases, is what is
 * in conflict: pairs of databases, then a bit for each jurisdiction; behind
 * that are further records of the key.
 */
typedef struct {
    ln_decision_key_t  key;
    ln_location_t      location;
    ln_certainty_t     answers[];
} ln_decision_slot_t;

struct ln_decision_cache_s {
    unsigned        count;
    unsigned        databases;
    unsigned        generation;
    size_t          size;               /* of a slot */
    size_t          conflicts;          /* where they are in a slot */
    size_t          nconflicts;         /* bytes of jurisdictions in conflict */
    size_t          records;            /* where further ones are */
    unsigned char  *slots;
};


_Static_assert(LN_DECISION_RECORDS <= LN_DATABASES,
               "a key has no more records than a look-up");

_Static_assert(sizeof(ln_decision_key_t)
               == (LN_DECISION_RECORDS + 2) * sizeof(uint32_t),
               "keys are compared as bytes, padding among them would differ");

_Static_assert(offsetof(ln_conflicts_t, jurisdictions)
               == sizeof(((ln_conflicts_t *) 0)->pairs),
               "the beginning of conflicts is copied as it lies");


static void ln_decision_cache_empty(ln_decision_cache_t *cache,
    unsigned generation);
static ln_decision_slot_t *ln_decision_cache_slot(ln_decision_cache_t *cache,
    const ln_decision_key_t *key, const uint32_t *indices, unsigned n);
static int ln_decision_cache_same(const ln_decision_cache_t *cache,
    const ln_decision_slot_t *slot, const uint32_t *indices, unsigned n);
static void ln_decision_cache_keep(const ln_decision_cache_t *cache,
    ln_decision_slot_t *slot, const uint32_t *indices, unsigned n,
    const ln_conflicts_t *conflicts);


ln_decision_cache_t *
ln_decision_cache_create(const ln_alloc_t *alloc, unsigned count, unsigned n)
{
    size_t                size;
    ln_decision_cache_t  *cache;

    cache = ln_calloc(alloc, sizeof(ln_decision_cache_t));

    if (cache == NULL) {
        return NULL;
    }

    cache->count = count;
    cache->databases = n;
    size = sizeof(ln_decision_slot_t) + count;

    if (n > 1) {
        cache->conflicts = (size + 7) & ~(size_t) 7;
        cache->nconflicts = (count + 63) / 64 * sizeof(uint64_t);
        cache->records = cache->conflicts
                         + offsetof(ln_conflicts_t, jurisdictions)
                         + cache->nconflicts;
        size = cache->records;

        if (n > LN_DECISION_RECORDS) {
            size += (n - LN_DECISION_RECORDS) * sizeof(uint32_t);
        }
    }

    cache->size = (size + 15) & ~(size_t) 15;
    cache->slots = ln_calloc(alloc, cache->size * LN_DECISION_CACHE_SLOTS);

    return cache->slots ? cache : NULL;
}


void
ln_decision_cache_decide(ln_decision_cache_t *cache,
    const ln_decision_source_t *source, const ln_address_t *address,
    ln_location_t *location, ln_certainty_t *answers,
    ln_conflicts_t *conflicts)
{
    unsigned             i, n;
    uint32_t             indices[LN_DATABASES];
    ln_decision_key_t    key;
    ln_decision_slot_t  *slot;
    const ln_record_t   *records[LN_DATABASES];

    n = source->n < LN_DATABASES ? source->n : LN_DATABASES;

    memset(&key, 0, sizeof(ln_decision_key_t));

    ln_database_prefetch(source->databases, n, address);
    key.networks = ln_jurisdictions_networks(source->set, address);
    ln_database_find(source->databases, n, address, indices);
    key.used = 1;
    slot = NULL;

    if (cache) {

        if (cache->generation != source->generation) {
            ln_decision_cache_empty(cache, source->generation);
        }

        for (i = 0; i < n && i < LN_DECISION_RECORDS; i++) {
            key.records[i] = indices[i];
        }

        slot = ln_decision_cache_slot(cache, &key, indices, n);

        if (memcmp(&slot->key, &key, sizeof(ln_decision_key_t)) == 0
            && (n <= LN_DECISION_RECORDS
                || ln_decision_cache_same(cache, slot, indices, n)))
        {
            *location = slot->location;
            memcpy(answers, slot->answers, cache->count);
            conflicts->pairs[0] = 0;
            conflicts->pairs[1] = 0;

            if (n > 1) {
                memcpy(conflicts, (unsigned char *) slot + cache->conflicts,
                       cache->records - cache->conflicts);
            }

            return;
        }
    }

    ln_database_records(source->databases, n, indices, records);
    ln_decision_make(source, records, key.networks, location, answers,
                     conflicts);

    if (slot) {
        slot->key = key;
        slot->location = *location;
        memcpy(slot->answers, answers, cache->count);

        if (n > 1) {
            ln_decision_cache_keep(cache, slot, indices, n, conflicts);
        }
    }
}


/* Whether the records behind the key are the same. */

static int
ln_decision_cache_same(const ln_decision_cache_t *cache,
    const ln_decision_slot_t *slot, const uint32_t *indices, unsigned n)
{
    return memcmp((const unsigned char *) slot + cache->records,
                  indices + LN_DECISION_RECORDS,
                  (n - LN_DECISION_RECORDS) * sizeof(uint32_t))
           == 0;
}


/* What a slot has besides, for several databases. */

static void
ln_decision_cache_keep(const ln_decision_cache_t *cache,
    ln_decision_slot_t *slot, const uint32_t *indices, unsigned n,
    const ln_conflicts_t *conflicts)
{
    size_t  size;

    size = sizeof(conflicts->pairs);

    if (ln_conflicts_any(conflicts)) {
        size += cache->nconflicts;
    }

    memcpy((unsigned char *) slot + cache->conflicts, conflicts, size);

    if (n > LN_DECISION_RECORDS) {
        memcpy((unsigned char *) slot + cache->records,
               indices + LN_DECISION_RECORDS,
               (n - LN_DECISION_RECORDS) * sizeof(uint32_t));
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
    const ln_decision_key_t *key, const uint32_t *indices, unsigned n)
{
    unsigned  i;
    uint64_t  hash;

    hash = key->networks;

    for (i = 0; i < LN_DECISION_RECORDS; i++) {
        hash = ln_hash(hash, key->records[i]);
    }

    for ( /* void */ ; i < n; i++) {
        hash = ln_hash(hash, indices[i]);
    }

    return (ln_decision_slot_t *) (cache->slots
                                   + (hash % LN_DECISION_CACHE_SLOTS)
                                     * cache->size);
}
