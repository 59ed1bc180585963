#include <stdlib.h>

#include "geo/compare/ln_compare_outcome.h"
#include "ln_hash.h"


#define LN_COMPARE_SIZE  1024           /* of tables at first */


static uint32_t *ln_compare_key(ln_compare_outcomes_t *o,
    const uint32_t *indices, unsigned networks);
static int ln_compare_keys_grow(ln_compare_outcomes_t *o);
static unsigned ln_compare_decide(ln_compare_outcomes_t *o,
    const uint32_t *indices, unsigned networks);
static void ln_compare_hear(ln_compare_outcomes_t *o,
    const ln_decision_source_t *source, const ln_record_t *const *records,
    unsigned networks, const ln_witness_t *witness, unsigned by);
static uint32_t ln_compare_find(ln_compare_outcomes_t *o, unsigned heard);
static uint32_t *ln_compare_free_slot(ln_compare_outcomes_t *o,
    uint64_t hash);
static int ln_compare_grow(ln_compare_outcomes_t *o);


int
ln_compare_outcomes_init(ln_compare_outcomes_t *o,
    const ln_decision_source_t *source)
{
    memset(o, 0, sizeof(ln_compare_outcomes_t));

    o->source = source;
    o->words = (ln_jurisdictions_count(source->set) + 63) / 64;
    o->nbits = 2 * (size_t) o->words * source->n;
    o->key_words = source->n + 2;
    o->keys_size = LN_COMPARE_SIZE;
    o->bits_size = 2 * LN_COMPARE_SIZE;
    o->size = LN_COMPARE_SIZE;

    o->now = calloc(o->nbits + 1, sizeof(uint64_t));
    o->keys = calloc((size_t) o->keys_size * o->key_words, sizeof(uint32_t));
    o->by_bits = calloc(o->bits_size, sizeof(uint32_t));
    o->outcomes = calloc(o->size, sizeof(ln_compare_outcome_t));

    if (o->now && o->keys && o->by_bits && o->outcomes) {
        return LN_OK;
    }

    ln_compare_outcomes_free(o);

    return LN_ERROR;
}


void
ln_compare_outcomes_free(ln_compare_outcomes_t *o)
{
    uint32_t  i;

    for (i = 0; i < o->n; i++) {
        free(o->outcomes[i].bits);
    }

    free(o->outcomes);
    free(o->by_bits);
    free(o->keys);
    free(o->now);
}


ln_compare_outcome_t *
ln_compare_outcome(ln_compare_outcomes_t *o, const uint32_t *indices,
    unsigned networks)
{
    uint32_t  *key, *outcome;
    unsigned   heard;

    if (2 * o->keys_used >= o->keys_size && ln_compare_keys_grow(o) != LN_OK) {
        return NULL;
    }

    key = ln_compare_key(o, indices, networks);
    outcome = &key[o->key_words - 1];

    if (*outcome == 0) {
        heard = ln_compare_decide(o, indices, networks);
        *outcome = ln_compare_find(o, heard);

        if (*outcome == 0) {
            return NULL;
        }

        memcpy(key, indices, o->source->n * sizeof(uint32_t));
        key[o->source->n] = networks;
        o->keys_used++;
    }

    return &o->outcomes[*outcome - 1];
}


/* The slot of these records: its last word is 0 where it is free. */

static uint32_t *
ln_compare_key(ln_compare_outcomes_t *o, const uint32_t *indices,
    unsigned networks)
{
    unsigned   i, n;
    uint64_t   hash;
    uint32_t  *key;

    n = o->source->n;
    hash = networks;

    for (i = 0; i < n; i++) {
        hash = ln_hash(hash, indices[i]);
    }

    for ( /* void */ ; /* void */ ; hash++) {
        key = o->keys + (hash & (o->keys_size - 1)) * o->key_words;

        if (key[n + 1] == 0
            || (key[n] == networks
                && memcmp(key, indices, n * sizeof(uint32_t)) == 0))
        {
            return key;
        }
    }
}


static int
ln_compare_keys_grow(ln_compare_outcomes_t *o)
{
    size_t     size;
    uint32_t   i, *old, *key, *to;

    old = o->keys;
    size = o->key_words * sizeof(uint32_t);

    o->keys = calloc(2 * (size_t) o->keys_size, size);

    if (o->keys == NULL) {
        o->keys = old;
        return LN_ERROR;
    }

    o->keys_size *= 2;

    for (i = 0; i < o->keys_size / 2; i++) {
        key = old + (size_t) i * o->key_words;

        if (key[o->key_words - 1]) {
            to = ln_compare_key(o, key, key[o->source->n]);
            memcpy(to, key, size);
        }
    }

    free(old);

    return LN_OK;
}


/*
 * Makes the outcome in o->now.  Returns the databases that take part in a
 * witness.  The others are silent: they are heard alone.
 */

static unsigned
ln_compare_decide(ln_compare_outcomes_t *o, const uint32_t *indices,
    unsigned networks)
{
    unsigned                     i, k, n, by, heard;
    ln_witness_t                 witnesses[LN_WITNESSES], own;
    const ln_record_t           *records[LN_DATABASES];
    ln_decision_source_t         alone;
    const ln_decision_source_t  *source;

    source = o->source;

    memset(o->now, 0, o->nbits * sizeof(uint64_t));
    ln_database_records(source->databases, source->n, indices, records);

    n = ln_witnesses(records, source->fields, source->n,
                     ln_jurisdictions_needs(source->set), witnesses);
    heard = 0;

    for (i = 0; i < n; i++) {
        by = witnesses[i].place | witnesses[i].asn | witnesses[i].registered;
        by = by ? by : (1u << source->n) - 1;
        heard |= by;
        ln_compare_hear(o, source, records, networks, &witnesses[i], by);
    }

    memset(&own, 0, sizeof(ln_witness_t));
    alone = *source;
    alone.n = 1;

    for (k = 0; k < source->n; k++) {
        if (!(heard >> k & 1)) {
            alone.fields = source->fields + k;
            ln_compare_hear(o, &alone, records + k, networks, &own, 1u << k);
        }
    }

    return heard;
}


/* Adds what a witness says to the databases that it is by. */

static void
ln_compare_hear(ln_compare_outcomes_t *o, const ln_decision_source_t *source,
    const ln_record_t *const *records, unsigned networks,
    const ln_witness_t *witness, unsigned by)
{
    unsigned   w;
    uint64_t  *bits;
    uint64_t   in[LN_CONFLICT_WORDS], unc[LN_CONFLICT_WORDS];

    ln_decision_rows(source, records, networks, witness, in, unc);

    for ( /* void */ ; by; by &= by - 1) {
        bits = o->now + 2 * (size_t) __builtin_ctz(by) * o->words;

        for (w = 0; w < o->words; w++) {
            bits[w] |= in[w];
            bits[o->words + w] |= ~unc[w];
        }
    }
}


/* The index of o->now among outcomes, plus 1.  0 without memory. */

static uint32_t
ln_compare_find(ln_compare_outcomes_t *o, unsigned heard)
{
    size_t                 i, size;
    uint64_t               hash;
    uint32_t              *slot;
    ln_compare_outcome_t  *outcome;

    size = o->nbits * sizeof(uint64_t);

    for (hash = heard, i = 0; i < o->nbits; i++) {
        hash = ln_hash(hash, o->now[i]);
    }

    for (i = hash; /* void */ ; i++) {
        slot = &o->by_bits[i & (o->bits_size - 1)];

        if (*slot == 0) {
            break;
        }

        outcome = &o->outcomes[*slot - 1];

        if (outcome->hash == hash && outcome->heard == heard
            && memcmp(outcome->bits, o->now, size) == 0)
        {
            return *slot;
        }
    }

    if (o->n == o->size) {

        if (ln_compare_grow(o) != LN_OK) {
            return 0;
        }

        slot = ln_compare_free_slot(o, hash);
    }

    outcome = &o->outcomes[o->n];
    outcome->bits = malloc(size + 1);

    if (outcome->bits == NULL) {
        return 0;
    }

    memcpy(outcome->bits, o->now, size);
    outcome->hash = hash;
    outcome->heard = heard;

    *slot = ++o->n;

    return o->n;
}


static uint32_t *
ln_compare_free_slot(ln_compare_outcomes_t *o, uint64_t hash)
{
    while (o->by_bits[hash & (o->bits_size - 1)]) {
        hash++;
    }

    return &o->by_bits[hash & (o->bits_size - 1)];
}


static int
ln_compare_grow(ln_compare_outcomes_t *o)
{
    uint32_t               i, *by_bits;
    ln_compare_outcome_t  *outcomes;

    outcomes = calloc(2 * (size_t) o->size, sizeof(ln_compare_outcome_t));
    by_bits = calloc(2 * (size_t) o->bits_size, sizeof(uint32_t));

    if (outcomes == NULL || by_bits == NULL) {
        free(outcomes);
        free(by_bits);
        return LN_ERROR;
    }

    memcpy(outcomes, o->outcomes, o->n * sizeof(ln_compare_outcome_t));
    free(o->outcomes);
    free(o->by_bits);

    o->outcomes = outcomes;
    o->by_bits = by_bits;
    o->size *= 2;
    o->bits_size *= 2;

    for (i = 0; i < o->n; i++) {
        *ln_compare_free_slot(o, outcomes[i].hash) = i + 1;
    }

    return LN_OK;
}
