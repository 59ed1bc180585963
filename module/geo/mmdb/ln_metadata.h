/* The metadata of a MaxMind DB file: how its tree is built, who made it. */

#ifndef LN_METADATA_H
#define LN_METADATA_H

#include "geo/mmdb/ln_mmdb.h"


#define LN_METADATA_TYPE  64            /* bytes of a type, with its NUL */
#define LN_METADATA_MOST  131072        /* of a file's end, where it stands */
#define LN_METADATA_NODES_MAX  2147483647u      /* of its search tree */


/* The tree is at the file's start, the data section behind it. */
typedef struct {
    ln_mmdb_tree_t  tree;
    uint64_t        values;             /* the data section: offset, bytes */
    uint64_t        values_len;
    uint64_t        built;              /* build_epoch, s since 1970 */
    char            type[LN_METADATA_TYPE];  /* database_type, cut to fit */
} ln_metadata_t;


/*
 * Finds, verifies and reads the metadata of a file of size bytes, and checks
 * that tree and data section lie within it.  end[len] is the file's end:
 * LN_METADATA_MOST bytes, or the whole of a smaller file.  LN_ERROR with err
 * set: the file is corrupt.
 */
int ln_metadata_read(const unsigned char *end, size_t len, uint64_t size,
    ln_metadata_t *metadata, ln_error_t *err);


#endif
