#define _GNU_SOURCE

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "ln_copy.h"
#include "ln_image_part.h"
#include "ln_verify.h"


/* Open addressing: index 0 is free, the record that it names is empty. */
typedef struct {
    uint32_t  key;
    uint32_t  index;
} ln_image_slot_t;

typedef struct {
    ln_image_slot_t  *slots;
    uint32_t          size;             /* a power of two */
    uint32_t          used;
} ln_image_table_t;

typedef struct {
    const ln_metadata_t  *metadata;
    ln_record_t          *records;
    uint32_t              nrecords;
    uint32_t              size;
    uint32_t              fields;
    uint32_t              entries;
    ln_image_table_t      offsets;      /* of records: to their index */
    ln_image_table_t      contents;     /* hashes of records: likewise */
    ln_gazetteer_t       *gazetteer;
    uint32_t              ngazetteer;
    ln_error_t           *err;
} ln_image_maker_t;


static int ln_image_record(void *ctx, uint32_t offset);
static int ln_image_keep(ln_image_maker_t *m, const ln_record_t *record,
    uint32_t *index);
static uint32_t ln_image_hash(const ln_record_t *record);
static int ln_image_put(ln_image_table_t *table, uint32_t key, uint32_t index);
static uint32_t ln_image_get(const ln_image_table_t *table, uint32_t key);
static int ln_image_write(ln_image_maker_t *m);
static void ln_image_layout(ln_image_maker_t *m, ln_image_header_t *h);
static void ln_image_nodes(ln_image_maker_t *m, uint32_t *nodes);
static void ln_image_jumps(const uint32_t *nodes, uint32_t start,
    unsigned bits, uint32_t *jumps);
static uint32_t ln_image_start4(ln_image_maker_t *m, const uint32_t *nodes);


int
ln_image_build(const ln_metadata_t *metadata, ln_error_t *err)
{
    int               fd;
    ln_image_maker_t  m;

    memset(&m, 0, sizeof(ln_image_maker_t));

    m.metadata = metadata;
    m.err = err;
    m.nrecords = 1;
    m.size = 1024;
    m.records = calloc(m.size, sizeof(ln_record_t));

    fd = -1;

    if (m.records == NULL) {
        (void) ln_error(err, "no memory");

    } else if (ln_verify(&metadata->tree, &metadata->values, ln_image_record,
                         &m, err)
               == LN_OK)
    {
        if (ln_gazetteer_build(m.records, m.nrecords, &m.gazetteer,
                               &m.ngazetteer)
            != LN_OK)
        {
            (void) ln_error(err, "no memory");

        } else {
            fd = ln_image_write(&m);
        }
    }

    free(m.records);
    free(m.offsets.slots);
    free(m.contents.slots);
    free(m.gazetteer);

    return fd;
}


/* For each distinct record of the database. */

static int
ln_image_record(void *ctx, uint32_t offset)
{
    ln_image_maker_t *m = ctx;

    uint32_t     index;
    ln_record_t  record;

    ln_record_read(&m->metadata->values, offset, &record);

    index = 0;

    if (record.fields
        && ln_image_keep(m, &record, &index) != LN_OK)
    {
        return ln_error(m->err, "no memory");
    }

    m->fields |= record.fields;
    m->entries++;

    if (index && ln_image_put(&m->offsets, offset, index) != LN_OK) {
        return ln_error(m->err, "no memory");
    }

    return LN_OK;
}


/* Records that differ only in what is not read become one. */

static int
ln_image_keep(ln_image_maker_t *m, const ln_record_t *record, uint32_t *index)
{
    uint32_t      hash;
    ln_record_t  *grown;

    hash = ln_image_hash(record);
    *index = ln_image_get(&m->contents, hash);

    if (*index
        && memcmp(&m->records[*index], record, sizeof(ln_record_t)) == 0)
    {
        return LN_OK;
    }

    if (m->nrecords == m->size) {
        grown = realloc(m->records, 2 * (size_t) m->size
                                    * sizeof(ln_record_t));
        if (grown == NULL) {
            return LN_ERROR;
        }

        m->records = grown;
        m->size *= 2;
    }

    *index = m->nrecords++;
    m->records[*index] = *record;

    return ln_image_put(&m->contents, hash, *index);
}


static uint32_t
ln_image_hash(const ln_record_t *record)
{
    size_t    i;
    uint64_t  hash, word;

    hash = 0;

    for (i = 0; i < sizeof(ln_record_t); i += sizeof(uint64_t)) {
        memcpy(&word, (const char *) record + i, sizeof(uint64_t));
        hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
        hash ^= hash >> 29;
    }

    return (uint32_t) (hash >> 32);
}


static int
ln_image_put(ln_image_table_t *table, uint32_t key, uint32_t index)
{
    uint32_t          i, mask;
    ln_image_slot_t  *slot;
    ln_image_table_t  grown;

    if (table->used >= table->size / 2) {
        grown.used = 0;
        grown.size = table->size ? 4 * table->size : 65536;
        grown.slots = calloc(grown.size, sizeof(ln_image_slot_t));

        if (grown.slots == NULL) {
            return LN_ERROR;
        }

        for (i = 0; i < table->size; i++) {
            slot = &table->slots[i];

            if (slot->index) {
                (void) ln_image_put(&grown, slot->key, slot->index);
            }
        }

        free(table->slots);
        *table = grown;
    }

    mask = table->size - 1;

    for (i = (key * 2654435761u) & mask;
         table->slots[i].index && table->slots[i].key != key;
         i = (i + 1) & mask)
    {
        /* void */
    }

    table->used += (table->slots[i].index == 0);
    table->slots[i].key = key;
    table->slots[i].index = index;

    return LN_OK;
}


static uint32_t
ln_image_get(const ln_image_table_t *table, uint32_t key)
{
    uint32_t  i, mask;

    if (table->size == 0) {
        return 0;
    }

    mask = table->size - 1;

    for (i = (key * 2654435761u) & mask;
         table->slots[i].index && table->slots[i].key != key;
         i = (i + 1) & mask)
    {
        /* void */
    }

    return table->slots[i].index;
}


static int
ln_image_write(ln_image_maker_t *m)
{
    int                 fd;
    char               *map;
    uint32_t           *nodes;
    ln_image_header_t   h;

    ln_image_layout(m, &h);

    fd = ln_copy_create("legal_database");

    if (fd == -1) {
        (void) ln_error(m->err, "cannot create a file: %s", strerror(errno));
        return -1;
    }

    errno = posix_fallocate(fd, 0, h.size);
    map = MAP_FAILED;

    if (errno == 0) {
        map = mmap(NULL, h.size, PROT_READ|PROT_WRITE, MAP_SHARED, fd, 0);
    }

    if (map == MAP_FAILED) {
        (void) ln_error(m->err, "cannot make a file of %lu bytes: %s",
                        (unsigned long) h.size, strerror(errno));
        (void) close(fd);
        return -1;
    }

    nodes = (uint32_t *) (map + h.nodes);

    memcpy(map, &h, sizeof(ln_image_header_t));
    ln_image_nodes(m, nodes);
    ln_image_jumps(nodes, ln_image_start4(m, nodes), h.jump4_bits,
                   (uint32_t *) (map + h.jump4));
    ln_image_jumps(nodes, m->metadata->tree.ip_version == 6
                          ? 0 : LN_IMAGE_RECORD,
                   LN_IMAGE_JUMP, (uint32_t *) (map + h.jump6));
    memcpy(map + h.records, m->records, m->nrecords * sizeof(ln_record_t));
    memcpy(map + h.gazetteer, m->gazetteer,
           m->ngazetteer * sizeof(ln_gazetteer_t));

    (void) munmap(map, h.size);
    ln_copy_seal(fd);

    return fd;
}


static void
ln_image_layout(ln_image_maker_t *m, ln_image_header_t *h)
{
    memset(h, 0, sizeof(ln_image_header_t));

    memcpy(h->magic, LN_IMAGE_MAGIC, sizeof(h->magic));
    memcpy(h->type, m->metadata->type, LN_METADATA_TYPE);

    h->built = m->metadata->built;
    h->fields = m->fields;
    h->entries = m->entries;
    h->ip_version = m->metadata->tree.ip_version;
    h->nnodes = m->metadata->tree.node_count;
    h->nrecords = m->nrecords;
    h->ngazetteer = m->ngazetteer;

    h->jump4_bits = h->nnodes > LN_IMAGE_LARGE ? LN_IMAGE_JUMP4
                                                : LN_IMAGE_JUMP;

    h->records = 4096;
    h->nodes = h->records + (uint64_t) h->nrecords * sizeof(ln_record_t);
    h->jump4 = h->nodes + (uint64_t) h->nnodes * 2 * sizeof(uint32_t);
    h->jump6 = h->jump4 + (sizeof(uint32_t) << h->jump4_bits);
    h->gazetteer = h->jump6 + LN_IMAGE_JUMPS * sizeof(uint32_t);
    h->size = h->gazetteer + (uint64_t) h->ngazetteer * sizeof(ln_gazetteer_t);
}


/* Nodes that the tree doesn't reach may hold anything: no record then. */

static void
ln_image_nodes(ln_image_maker_t *m, uint32_t *nodes)
{
    uint32_t               i, value, index;
    unsigned               side;
    const ln_mmdb_tree_t  *t;

    t = &m->metadata->tree;

    for (i = 0; i < t->node_count; i++) {
        for (side = 0; side < 2; side++) {
            value = ln_mmdb_tree_record(t, i, side);

            if (value < t->node_count) {
                *nodes++ = value;
                continue;
            }

            index = 0;

            if (value - t->node_count >= LN_MMDB_SEPARATOR) {
                index = ln_image_get(&m->offsets, value - t->node_count
                                                  - LN_MMDB_SEPARATOR);
            }

            *nodes++ = LN_IMAGE_RECORD | index;
        }
    }
}


static void
ln_image_jumps(const uint32_t *nodes, uint32_t start, unsigned bits,
    uint32_t *jumps)
{
    uint32_t  at, prefix;
    unsigned  i;

    for (prefix = 0; prefix < 1u << bits; prefix++) {
        at = start;

        for (i = bits; !(at & LN_IMAGE_RECORD) && i; i--) {
            at = nodes[2 * (size_t) at + (prefix >> (i - 1) & 1)];
        }

        jumps[prefix] = at;
    }
}


/* An IPv6 tree has IPv4 addresses below ::/96. */

static uint32_t
ln_image_start4(ln_image_maker_t *m, const uint32_t *nodes)
{
    uint32_t  at;
    unsigned  i;

    at = 0;

    if (m->metadata->tree.ip_version == 6) {
        for (i = 0; !(at & LN_IMAGE_RECORD) && i < 96; i++) {
            at = nodes[2 * (size_t) at];
        }
    }

    return at;
}
