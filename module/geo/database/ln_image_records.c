#include <stdlib.h>

#include "geo/database/ln_image_records.h"
#include "ln_hash.h"
#include "ln_large.h"


#define LN_IMAGE_RECORDS_SHARES  64     /* that threads take one by one */
#define LN_IMAGE_RECORDS_AHEAD   8      /* slots asked of memory beforehand */


/*
 * Records that differ only in what is not read become one.  Slots hold hashes
 * of records and where they are, in open addressing; index 0 is free, the
 * record that it names is empty.
 */
typedef struct {
    uint32_t  hash;
    uint32_t  index;
} ln_image_slot_t;


static int ln_image_records_init(ln_image_maker_t *m, unsigned char **states);
static void ln_image_records_share(void *ctx, unsigned i, unsigned thread);
static void ln_image_record(void *ctx, uint32_t offset);
static uint32_t ln_image_record_hash(const ln_record_t *record);
static int ln_image_records_end(ln_image_maker_t *m);
static int ln_image_records_merge(ln_image_maker_t *m);
static void ln_image_records_keep(ln_image_maker_t *m, ln_image_slot_t *slots,
    uint32_t mask);


int
ln_image_records_read(ln_image_maker_t *m)
{
    int             rc;
    unsigned        i;
    unsigned char  *states;

    states = NULL;
    rc = ln_image_records_init(m, &states);

    if (rc == LN_OK) {
        ln_together(m->threads, LN_IMAGE_RECORDS_SHARES,
                    ln_image_records_share, m);
        rc = ln_image_records_end(m);
    }

    ln_large_free(states, ln_verify_states(m->values.len));

    for (i = 0; i < LN_TOGETHER; i++) {
        free(m->readers[i].source);
    }

    return rc == LN_OK ? ln_image_records_merge(m) : rc;
}


static int
ln_image_records_init(ln_image_maker_t *m, unsigned char **states)
{
    unsigned            i;
    ln_image_reader_t  *reader;

    *states = ln_large_alloc(ln_verify_states(m->values.len));
    m->indices = ln_large_alloc(((size_t) m->offsets.n + 1)
                                * sizeof(uint32_t));

    if (*states == NULL || m->indices == NULL) {
        return ln_error(m->err, "no memory");
    }

    for (i = 0; i < m->threads; i++) {
        reader = &m->readers[i];
        reader->maker = m;
        reader->source = ln_record_source(&m->values);

        if (reader->source == NULL) {
            return ln_error(m->err, "no memory");
        }

        ln_verify_init(&reader->verify, &m->values, *states);
    }

    return LN_OK;
}


/* A share of the data section, and the records in it. */

static void
ln_image_records_share(void *ctx, unsigned i, unsigned thread)
{
    ln_image_maker_t *m = ctx;

    size_t              from, to;
    ln_image_reader_t  *reader;

    reader = &m->readers[thread];

    from = (uint64_t) m->offsets.nwords * i / LN_IMAGE_RECORDS_SHARES;
    to = (uint64_t) m->offsets.nwords * (i + 1) / LN_IMAGE_RECORDS_SHARES;

    if (from == to || __atomic_load_n(&m->stop, __ATOMIC_RELAXED)
        || ln_image_maker_given_up(m))
    {
        return;
    }

    reader->rank = m->offsets.words[from].below;

    if (ln_verify_records(&reader->verify, &m->offsets, from, to,
                          ln_image_record, reader, &reader->bad)
        != LN_OK)
    {
        reader->corrupt = 1;
        __atomic_store_n(&m->stop, 1, __ATOMIC_RELAXED);
    }
}


/* For each distinct record of the database, verified. */

static void
ln_image_record(void *ctx, uint32_t offset)
{
    ln_image_reader_t *reader = ctx;

    ln_record_t       *record;
    ln_image_maker_t  *m;

    m = reader->maker;
    record = &ln_image_maker_records(m)[reader->rank + 1];

    ln_record_read(reader->source, offset, record);
    m->indices[reader->rank] = ln_image_record_hash(record);

    reader->fields |= record->fields;
    reader->rank++;
}


static uint32_t
ln_image_record_hash(const ln_record_t *record)
{
    size_t    i;
    uint64_t  hash, word;

    hash = 0;

    for (i = 0; i < sizeof(ln_record_t); i += sizeof(uint64_t)) {
        memcpy(&word, (const char *) record + i, sizeof(uint64_t));
        hash = ln_hash(hash, word);
    }

    return (uint32_t) (hash >> 32);
}


static int
ln_image_records_end(ln_image_maker_t *m)
{
    unsigned            i;
    ln_image_reader_t  *reader, *first;

    first = NULL;

    for (i = 0; i < m->threads; i++) {
        reader = &m->readers[i];
        m->header.fields |= reader->fields;

        if (reader->corrupt && (first == NULL || reader->bad < first->bad)) {
            first = reader;
        }
    }

    if (first) {
        (void) ln_error(m->err, "its data record at offset %u is corrupt",
                        (unsigned) first->bad);
        return LN_DECLINED;
    }

    return LN_OK;
}


static int
ln_image_records_merge(ln_image_maker_t *m)
{
    size_t            n, slots;
    ln_image_slot_t  *table;

    n = (size_t) m->offsets.n + 1;

    for (slots = 64; slots < n + n / 2; slots *= 2) { /* void */ }

    table = ln_large_alloc(slots * sizeof(ln_image_slot_t));

    if (table == NULL) {
        return ln_error(m->err, "no memory");
    }

    ln_image_records_keep(m, table, (uint32_t) (slots - 1));
    ln_large_free(table, slots * sizeof(ln_image_slot_t));

    return LN_OK;
}


/* Keeps of each record the first one, if it has a field of ours. */

static void
ln_image_records_keep(ln_image_maker_t *m, ln_image_slot_t *slots,
    uint32_t mask)
{
    uint32_t          rank, ahead, hash, at, n;
    ln_record_t      *records, *record;
    ln_image_slot_t  *slot;

    records = ln_image_maker_records(m);
    n = 1;

    for (rank = 0; rank < m->offsets.n; rank++) {
        ahead = rank + LN_IMAGE_RECORDS_AHEAD;

        if (ahead < m->offsets.n) {
            __builtin_prefetch(&slots[m->indices[ahead] & mask]);
        }

        hash = m->indices[rank];
        record = &records[rank + 1];

        if (record->fields == 0) {
            m->indices[rank] = 0;
            continue;
        }

        for (at = hash & mask; slots[at].index; at = (at + 1) & mask) {
            slot = &slots[at];

            if (slot->hash == hash
                && memcmp(&records[slot->index], record, sizeof(ln_record_t))
                   == 0)
            {
                break;
            }
        }

        slot = &slots[at];

        if (slot->index == 0) {
            slot->hash = hash;
            slot->index = n++;

            if (slot->index != rank + 1) {
                records[slot->index] = *record;
            }
        }

        m->indices[rank] = slot->index;
    }

    m->indices[m->offsets.n] = 0;
    m->header.nrecords = n;
    m->header.entries = m->offsets.n;
}
