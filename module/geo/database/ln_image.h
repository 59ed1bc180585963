/*
 * A database as it is used: search tree, records and gazetteer in one file
 * that all processes map.  An address is found by one walk of the tree, which
 * ends at a record's index.
 */

#ifndef LN_IMAGE_H
#define LN_IMAGE_H

#include "geo/address/ln_address.h"
#include "geo/database/ln_gazetteer.h"
#include "geo/mmdb/ln_metadata.h"


typedef struct {
    char      magic[8];
    uint64_t  size;
    uint64_t  nodes;                    /* offsets in the file */
    uint64_t  jump4;
    uint64_t  jump6;
    uint64_t  records;
    uint64_t  gazetteer;
    uint64_t  built;                    /* s since 1970 */
    uint32_t  nnodes;
    uint32_t  nrecords;
    uint32_t  ngazetteer;
    uint32_t  fields;                   /* LN_FIELD_* of all records */
    uint32_t  ip_version;
    uint32_t  jump4_bits;
    uint32_t  entries;                  /* records of the file, distinct */
    char      type[LN_METADATA_TYPE];
} ln_image_header_t;


/* All of it lies in the map. */
typedef struct {
    const ln_image_header_t  *header;
    const uint32_t           *nodes;    /* two a node, see ln_image.c */
    const uint32_t           *jump4;
    const uint32_t           *jump6;
    const ln_record_t        *records;  /* the first one is empty */
    const ln_gazetteer_t     *gazetteer;
} ln_image_t;


/*
 * Verifies the database that metadata is of, and makes its image as a sealed
 * file.  Returns its descriptor, or -1 with err set.
 */
int ln_image_build(const ln_metadata_t *metadata, ln_error_t *err);

/*
 * Maps the image in fd, which may be closed afterwards.  LN_ERROR with err
 * set when it is none of this program's own.
 */
int ln_image_map(int fd, ln_image_t *image, ln_error_t *err);

void ln_image_unmap(ln_image_t *image);

/* Has the memory fetched where ln_image_find() begins for that address. */
void ln_image_expect(const ln_image_t *image, const ln_address_t *address);

/* The index of the record of an unwrapped address; 0 where there is none. */
uint32_t ln_image_find(const ln_image_t *image, const ln_address_t *address);


#endif
