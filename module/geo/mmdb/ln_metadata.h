/* The metadata of a MaxMind DB file: what its tree is like, who made it. */

#ifndef LN_METADATA_H
#define LN_METADATA_H

#include "geo/mmdb/ln_mmdb.h"


#define LN_METADATA_TYPE  64


typedef struct {
    ln_mmdb_tree_t     tree;
    ln_mmdb_section_t  values;          /* the data section */
    uint64_t           built;           /* build_epoch, s since 1970 */
    char               type[LN_METADATA_TYPE];  /* database_type, cut to fit */
} ln_metadata_t;


/*
 * Finds and reads the metadata of the file data[len], and checks that tree
 * and data section lie within it.  metadata points into data.  LN_ERROR with
 * err set.
 */
int ln_metadata_read(const unsigned char *data, size_t len,
    ln_metadata_t *metadata, ln_error_t *err);


#endif
