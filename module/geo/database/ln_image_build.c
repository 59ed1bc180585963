#define _GNU_SOURCE
#define _FILE_OFFSET_BITS  64

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "geo/file/ln_copy.h"
#include "geo/database/ln_image_build.h"
#include "geo/database/ln_image_input.h"
#include "geo/database/ln_image_records.h"
#include "geo/database/ln_image_tree.h"
#include "geo/mmdb/ln_verify_tree.h"
#include "ln_large.h"


#define LN_IMAGE_HOLD  (1024 * 1024)    /* bytes that get memory at once */


static int ln_image_make(ln_image_maker_t *m);
static int ln_image_begin(ln_image_maker_t *m);
static int ln_image_prepare(ln_image_maker_t *m);
static void ln_image_prepare_task(void *ctx, unsigned i, unsigned thread);
static void ln_image_jumps_task(void *ctx, unsigned i, unsigned thread);
static void ln_image_unmap_task(void *ctx, unsigned i, unsigned thread);
static void ln_image_task(void *ctx, unsigned i, unsigned thread);
static int ln_image_go_on(ln_image_maker_t *m);
static int ln_image_end(ln_image_maker_t *m);


int
ln_image_build(const ln_file_t *file, const ln_metadata_t *metadata,
    unsigned threads, const int *stop, ln_error_t *err)
{
    int               rc;
    ln_image_maker_t  m;

    memset(&m, 0, sizeof(ln_image_maker_t));

    m.file = file;
    m.metadata = metadata;
    m.threads = threads;
    m.given_up = stop;
    m.err = err;
    m.fd = -1;

    rc = ln_image_make(&m);

    ln_offset_set_done(&m.offsets);
    ln_large_free((void *) m.values.data, m.values.len);
    ln_large_free(m.indices, ((size_t) m.offsets.n + 1) * sizeof(uint32_t));
    free(m.gazetteer);

    if (m.map) {
        ln_together(threads, (unsigned) (m.mapped / LN_IMAGE_HOLD + 1),
                    ln_image_unmap_task, &m);
    }

    if (rc == LN_OK) {
        ln_copy_seal(m.fd);
        return m.fd;
    }

    if (m.fd != -1) {
        (void) close(m.fd);
    }

    return rc;
}


static int
ln_image_make(ln_image_maker_t *m)
{
    int  rc;

    if (ln_image_begin(m) != LN_OK || ln_image_input(m) != LN_OK
        || ln_image_go_on(m) != LN_OK)
    {
        return LN_ERROR;
    }

    rc = ln_image_prepare(m);

    if (rc == LN_OK) {
        rc = ln_image_records_read(m);
    }

    if (rc == LN_OK) {
        rc = ln_image_go_on(m);
    }

    /* the data section is large, and no longer needed */

    ln_large_free((void *) m->values.data, m->values.len);
    m->values.data = NULL;

    if (rc != LN_OK) {
        return rc;
    }

    ln_together(m->threads, 1 + LN_IMAGE_TREE_SHARES, ln_image_task, m);

    if (m->no_memory) {
        return ln_error(m->err, "no memory");
    }

    ln_together(m->threads, LN_IMAGE_TREE_JUMPS, ln_image_jumps_task, m);
    m->header.families = ln_image_tree_families(m);

    return ln_image_end(m);
}


/* What does not depend on how many records there are. */

static int
ln_image_begin(ln_image_maker_t *m)
{
    uint64_t            at;
    ln_image_header_t  *h;

    if (m->metadata->values_len > UINT32_MAX - LN_IMAGE_PAGE) {
        return ln_error(m->err, "its data section of %lu MB is too large",
                        (unsigned long) (m->metadata->values_len >> 20));
    }

    m->values.len = (size_t) m->metadata->values_len;

    h = &m->header;

    memcpy(h->magic, LN_IMAGE_MAGIC, sizeof(h->magic));
    memcpy(h->type, m->metadata->type, LN_METADATA_TYPE);

    h->built = m->metadata->built;
    h->ip_version = m->metadata->tree.ip_version;
    h->nnodes = m->metadata->tree.node_count;
    h->jump4_bits = h->nnodes > LN_IMAGE_LARGE ? LN_IMAGE_JUMP4
                                               : LN_IMAGE_JUMP;
    h->nodes = LN_IMAGE_PAGE;
    h->jump4 = h->nodes + (uint64_t) h->nnodes * 2 * sizeof(uint32_t);
    h->jump6 = h->jump4 + (sizeof(uint32_t) << h->jump4_bits);
    at = h->jump6 + LN_IMAGE_JUMPS * sizeof(uint32_t);
    h->records = (at + LN_IMAGE_PAGE - 1) / LN_IMAGE_PAGE * LN_IMAGE_PAGE;

    m->fd = ln_copy_create("legal_database");

    if (m->fd == -1) {
        return ln_error(m->err, "cannot create a file: %s", strerror(errno));
    }

    return ln_image_grow(m, h->records);
}


/* While the tree is verified, what is behind it gets its memory. */

static int
ln_image_prepare(ln_image_maker_t *m)
{
    uint64_t  size;

    size = m->header.records
           + ((uint64_t) m->offsets.n + 1) * sizeof(ln_record_t);

    if (ln_image_grow(m, size) != LN_OK) {
        return LN_ERROR;
    }

    m->states = ln_large_alloc(ln_verify_tree_states(&m->metadata->tree));

    if (m->states == NULL) {
        return ln_error(m->err, "no memory");
    }

    m->verified = LN_OK;
    ln_together(m->threads,
                (unsigned) (1 + (size - m->header.jump4) / LN_IMAGE_HOLD + 1),
                ln_image_prepare_task, m);

    ln_large_free(m->states, ln_verify_tree_states(&m->metadata->tree));

    return m->verified == LN_OK ? ln_image_held(m) : m->verified;
}


static void
ln_image_prepare_task(void *ctx, unsigned i, unsigned thread)
{
    ln_image_maker_t *m = ctx;

    uint64_t  from, to;

    (void) thread;

    if (i == 0) {
        m->verified = ln_image_tree_verify(m);
        return;
    }

    from = m->header.jump4 + (uint64_t) (i - 1) * LN_IMAGE_HOLD;
    to = from + LN_IMAGE_HOLD < m->mapped ? from + LN_IMAGE_HOLD : m->mapped;

    if (from < to) {
        ln_image_hold(m, from, to);
    }
}


/* Threads end a step early when nobody waits for the image any more. */

static int
ln_image_go_on(ln_image_maker_t *m)
{
    return ln_image_maker_given_up(m) ? ln_error(m->err, "given up") : LN_OK;
}


/* The gazetteer is one task, beside all that give nodes their records. */

static void
ln_image_task(void *ctx, unsigned i, unsigned thread)
{
    ln_image_maker_t *m = ctx;

    (void) thread;

    if (i) {
        ln_image_tree_index(m, i - 1);

    } else if (ln_gazetteer_build(ln_image_maker_records(m),
                                  m->header.nrecords, &m->gazetteer,
                                  &m->header.ngazetteer)
               != LN_OK)
    {
        m->no_memory = 1;
    }
}


static void
ln_image_jumps_task(void *ctx, unsigned i, unsigned thread)
{
    (void) thread;

    ln_image_tree_jumps(ctx, i);
}


/* The maker maps an image to write it, which a sealed file does not allow. */

static void
ln_image_unmap_task(void *ctx, unsigned i, unsigned thread)
{
    ln_image_maker_t *m = ctx;

    size_t  from, left;

    (void) thread;

    from = (size_t) i * LN_IMAGE_HOLD;
    left = m->mapped - from;

    if (left) {
        (void) munmap(m->map + from, left < LN_IMAGE_HOLD ? left
                                                          : LN_IMAGE_HOLD);
    }
}


/* The gazetteer stands where the records that are left end. */

static int
ln_image_end(ln_image_maker_t *m)
{
    size_t              len;
    ln_image_header_t  *h;

    h = &m->header;

    len = h->ngazetteer * sizeof(ln_geoname_t);
    h->gazetteer = h->records + (uint64_t) h->nrecords * sizeof(ln_record_t);
    h->size = h->gazetteer + len;

    memcpy(m->map, h, sizeof(ln_image_header_t));

    if (ln_copy_write(m->fd, h->gazetteer, m->gazetteer, len) != LN_OK
        || ftruncate(m->fd, (off_t) h->size) == -1)
    {
        return ln_error(m->err, "cannot make a file of %lu MB: %s",
                        (unsigned long) (h->size >> 20), strerror(errno));
    }

    return LN_OK;
}
