/* An image that is being made, for the files that make it. */

#ifndef LN_IMAGE_MAKER_H
#define LN_IMAGE_MAKER_H

#include "geo/file/ln_file.h"
#include "geo/database/ln_image_part.h"
#include "geo/database/ln_record_read.h"
#include "geo/mmdb/ln_verify.h"
#include "ln_together.h"


#define LN_IMAGE_LINES  128             /* bytes of a pair of them */


typedef struct ln_image_maker_s  ln_image_maker_t;

/*
 * What each thread has that reads records, in cache lines of its own: both
 * write there all the time.
 */
typedef struct {
    _Alignas(LN_IMAGE_LINES)
    ln_image_maker_t    *maker;
    ln_verify_t          verify;
    ln_record_source_t  *source;
    uint32_t             rank;          /* of the record to be read next */
    uint32_t             fields;        /* of all that it has read */
    uint32_t             bad;           /* offset of a corrupt one */
    unsigned             corrupt:1;
} ln_image_reader_t;

/*
 * The parts of the image are written where they stay: sides as they are in the
 * file, until the records that they lead to have indices; records in the order
 * of the file, until those that are equal become one.
 */
struct ln_image_maker_s {
    const ln_file_t      *file;
    const ln_metadata_t  *metadata;
    unsigned              threads;
    const int            *given_up;     /* set by another thread, or NULL */
    ln_error_t           *err;

    int                   fd;
    char                 *map;          /* the image */
    size_t                mapped;
    int                   verified;     /* the tree, as by ln_image_build() */
    int                   unheld;       /* an error: no memory for it */
    ln_image_header_t     header;

    unsigned              beyond;       /* a side leads beyond the file */
    unsigned char        *states;       /* of nodes */
    ln_offset_set_t       offsets;      /* of the file's records */
    ln_mmdb_section_t     values;       /* the data section */
    uint32_t             *indices;      /* of records, by their offset's rank */
    ln_image_reader_t     readers[LN_TOGETHER];
    int                   stop;         /* a reader found a corrupt record */
    ln_geoname_t         *gazetteer;
    int                   no_memory;
};


/*
 * Makes the image's file size bytes long, and maps it; what was there stays,
 * though it may move.  LN_ERROR with err set.
 */
int ln_image_grow(ln_image_maker_t *m, uint64_t size);

/*
 * Gives the bytes from from to to of the image memory: before, nobody may touch
 * them, as there may be none.  In any thread.  ln_image_held() says afterwards
 * whether they have it: LN_ERROR with err set.
 */
void ln_image_hold(ln_image_maker_t *m, uint64_t from, uint64_t to);
int ln_image_held(ln_image_maker_t *m);


/* Whether nobody waits for the image any more. */
static inline int
ln_image_maker_given_up(const ln_image_maker_t *m)
{
    return m->given_up && __atomic_load_n(m->given_up, __ATOMIC_RELAXED);
}


/* The parts of the image that is being made. */

static inline uint32_t *
ln_image_maker_nodes(const ln_image_maker_t *m)
{
    return (uint32_t *) (m->map + m->header.nodes);
}


static inline ln_record_t *
ln_image_maker_records(const ln_image_maker_t *m)
{
    return (ln_record_t *) (m->map + m->header.records);
}


#endif
