/*
 * A database image: a database in the compact form that look-ups read.  Search
 * tree, records and gazetteer are one file, which all processes map.  An
 * address is found by one walk of the tree, which ends at a record's index.
 */

#ifndef LN_IMAGE_H
#define LN_IMAGE_H

#include "geo/address/ln_address.h"
#include "geo/database/ln_gazetteer.h"
#include "geo/mmdb/ln_metadata.h"


/* Families of addresses. */
#define LN_FAMILY_IPV4  0x01
#define LN_FAMILY_IPV6  0x02


typedef struct {
    char      magic[8];
    uint64_t  size;                     /* bytes of the file */
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
    uint32_t  families;                 /* LN_FAMILY_* of all records */
    uint32_t  ip_version;               /* 4 or 6 */
    uint32_t  jump4_bits;
    uint32_t  entries;                  /* distinct records of the database */
    char      type[LN_METADATA_TYPE];
} ln_image_header_t;


/* An image in memory: all members point into the mapped file. */
typedef struct {
    const ln_image_header_t  *header;
    const uint32_t           *nodes;    /* two a node, see ln_image_part.h */
    const uint32_t           *jump4;
    const uint32_t           *jump6;
    const ln_record_t        *records;  /* the first one is empty */
    const ln_geoname_t       *gazetteer;
} ln_image_t;


/*
 * Maps the image in fd, which may be closed afterwards.  LN_ERROR with err
 * set when it is not an image that this very program has made.
 */
int ln_image_map(int fd, ln_image_t *image, ln_error_t *err);

void ln_image_unmap(ln_image_t *image);

/*
 * Asks the processor for the memory that ln_image_find() will read first for
 * that unwrapped address.
 */
void ln_image_prefetch(const ln_image_t *image, const ln_address_t *address);

/* The index of the record of an unwrapped address; 0 where there is none. */
uint32_t ln_image_find(const ln_image_t *image, const ln_address_t *address);


#endif
