#define _GNU_SOURCE

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "geo/database/ln_copy.h"
#include "geo/database/ln_image_build.h"
#include "geo/database/ln_image_part.h"
#include "geo/database/ln_record_read.h"
#include "geo/mmdb/ln_verify.h"
#include "geo/mmdb/ln_verify_tree.h"
#include "ln_hash.h"


/*
 * Records that differ only in what is not read become one: contents holds
 * hashes of records and where they are, in open addressing; index 0 is free,
 * the record that it names is empty.
 */
typedef struct {
    uint32_t  hash;
    uint32_t  index;
} ln_image_slot_t;

typedef struct {
    const ln_metadata_t  *metadata;
    ln_record_source_t   *source;
    ln_offset_set_t       offsets;      /* of the file's records */
    uint32_t             *indices;      /* of records, by their offset's rank */
    uint32_t              entries;      /* .. that were read */
    ln_record_t           read;         /* the last one, and its hash */
    uint32_t              hash;
    ln_record_t          *records;
    uint32_t              nrecords;
    uint32_t              fields;
    ln_image_slot_t      *contents;
    uint32_t              mask;         /* slots less one, a power of two */
    ln_geoname_t         *gazetteer;
    uint32_t              ngazetteer;
    ln_error_t           *err;
} ln_image_maker_t;


static int ln_image_read(ln_image_maker_t *m);
static int ln_image_allocate(ln_image_maker_t *m);
static int ln_image_record(void *ctx, uint32_t offset);
static void ln_image_keep(ln_image_maker_t *m);
static uint32_t ln_image_hash(const ln_record_t *record);
static int ln_image_write(ln_image_maker_t *m);
static void ln_image_layout(ln_image_maker_t *m, ln_image_header_t *h);
static void ln_image_nodes(ln_image_maker_t *m, uint32_t *nodes);
static uint32_t ln_image_side(ln_image_maker_t *m, uint32_t value);
static void ln_image_jumps(const uint32_t *nodes, uint32_t at, unsigned bits,
    uint32_t *jumps);
static uint32_t ln_image_start4(ln_image_maker_t *m, const uint32_t *nodes);


int
ln_image_build(const ln_metadata_t *metadata, ln_error_t *err)
{
    int               fd;
    ln_image_maker_t  m;

    memset(&m, 0, sizeof(ln_image_maker_t));

    m.metadata = metadata;
    m.err = err;

    fd = ln_image_read(&m) == LN_OK ? ln_image_write(&m) : -1;

    ln_offset_set_done(&m.offsets);
    free(m.source);
    free(m.indices);
    free(m.records);
    free(m.contents);
    free(m.gazetteer);

    return fd;
}


/* The tree first, which says where records are, then these as they lie. */

static int
ln_image_read(ln_image_maker_t *m)
{
    const ln_metadata_t  *metadata;

    metadata = m->metadata;

    if (ln_offset_set_init(&m->offsets, metadata->values.len) != LN_OK) {
        return ln_error(m->err, "no memory");
    }

    if (ln_verify_tree(&metadata->tree, &metadata->values, &m->offsets, m->err)
        != LN_OK)
    {
        return LN_ERROR;
    }

    if (ln_image_allocate(m) != LN_OK) {
        return ln_error(m->err, "no memory");
    }

    if (ln_verify_records(&metadata->values, &m->offsets, ln_image_record, m,
                          m->err)
        != LN_OK)
    {
        return LN_ERROR;
    }

    ln_image_keep(m);

    if (ln_gazetteer_build(m->records, m->nrecords, &m->gazetteer,
                           &m->ngazetteer)
        != LN_OK)
    {
        return ln_error(m->err, "no memory");
    }

    return LN_OK;
}


static int
ln_image_allocate(ln_image_maker_t *m)
{
    size_t  n, slots;

    n = (size_t) m->offsets.n + 1;

    for (slots = 64; slots < n + n / 2; slots *= 2) { /* void */ }

    m->source = ln_record_source(&m->metadata->values);
    m->mask = (uint32_t) (slots - 1);
    m->contents = calloc(slots, sizeof(ln_image_slot_t));
    m->indices = calloc(n, sizeof(uint32_t));
    m->records = calloc(n, sizeof(ln_record_t));
    m->nrecords = 1;

    return m->source && m->contents && m->indices && m->records ? LN_OK
                                                                : LN_ERROR;
}


/*
 * For each distinct record of the database, verified, in their order.  It is
 * kept when the next one has been read: by then its slot has come from memory.
 */

static int
ln_image_record(void *ctx, uint32_t offset)
{
    ln_image_maker_t *m = ctx;

    ln_record_t  record;

    ln_record_read(m->source, offset, &record);
    ln_image_keep(m);

    m->read = record;
    m->hash = ln_image_hash(&record);
    m->fields |= record.fields;
    m->entries++;

    __builtin_prefetch(&m->contents[m->hash & m->mask]);

    return LN_OK;
}


/* Keeps the record that was read last, if there is one with a field of ours. */

static void
ln_image_keep(ln_image_maker_t *m)
{
    ln_image_slot_t  *slot;

    if (m->read.fields == 0) {
        return;
    }

    for (slot = &m->contents[m->hash & m->mask];
         slot->index;
         slot = &m->contents[(slot - m->contents + 1) & m->mask])
    {
        if (slot->hash == m->hash
            && memcmp(&m->records[slot->index], &m->read, sizeof(ln_record_t))
               == 0)
        {
            break;
        }
    }

    if (slot->index == 0) {
        slot->hash = m->hash;
        slot->index = m->nrecords++;
        m->records[slot->index] = m->read;
    }

    m->indices[m->entries - 1] = slot->index;
}


static uint32_t
ln_image_hash(const ln_record_t *record)
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
           m->ngazetteer * sizeof(ln_geoname_t));

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

    h->records = LN_IMAGE_RECORDS_AT;
    h->nodes = h->records + (uint64_t) h->nrecords * sizeof(ln_record_t);
    h->jump4 = h->nodes + (uint64_t) h->nnodes * 2 * sizeof(uint32_t);
    h->jump6 = h->jump4 + (sizeof(uint32_t) << h->jump4_bits);
    h->gazetteer = h->jump6 + LN_IMAGE_JUMPS * sizeof(uint32_t);
    h->size = h->gazetteer + (uint64_t) h->ngazetteer * sizeof(ln_geoname_t);
}


static void
ln_image_nodes(ln_image_maker_t *m, uint32_t *nodes)
{
    uint32_t               i, sides[2];
    const ln_mmdb_tree_t  *t;

    t = &m->metadata->tree;

    for (i = 0; i < t->node_count; i++) {
        ln_mmdb_node(t, i, sides);
        *nodes++ = ln_image_side(m, sides[0]);
        *nodes++ = ln_image_side(m, sides[1]);
    }
}


/* Nodes that the tree doesn't reach may hold anything: no record then. */

static uint32_t
ln_image_side(ln_image_maker_t *m, uint32_t value)
{
    int64_t   rank;
    uint32_t  nodes;

    nodes = m->metadata->tree.node_count;

    if (value < nodes) {
        return value;
    }

    value -= nodes;

    if (value < LN_MMDB_SEPARATOR
        || value - LN_MMDB_SEPARATOR >= m->metadata->values.len)
    {
        return LN_IMAGE_RECORD;
    }

    rank = ln_offset_set_rank(&m->offsets, value - LN_MMDB_SEPARATOR);

    return LN_IMAGE_RECORD | (rank == -1 ? 0 : m->indices[rank]);
}


/* For each prefix of bits, where the tree leads from at. */

static void
ln_image_jumps(const uint32_t *nodes, uint32_t at, unsigned bits,
    uint32_t *jumps)
{
    uint32_t  i;

    if (bits && !(at & LN_IMAGE_RECORD)) {
        bits--;
        ln_image_jumps(nodes, nodes[2 * (size_t) at], bits, jumps);
        ln_image_jumps(nodes, nodes[2 * (size_t) at + 1], bits,
                       jumps + (1u << bits));
        return;
    }

    for (i = 0; i < 1u << bits; i++) {
        jumps[i] = at;
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
