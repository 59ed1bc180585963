/*
 * The MaxMind DB format (File Format Specification 2.0): control bytes of
 * values and records of the search tree, bounds checked.
 */

#ifndef LN_MMDB_H
#define LN_MMDB_H

#include "../ln_core.h"


#define LN_MMDB_EXTENDED  0
#define LN_MMDB_POINTER   1
#define LN_MMDB_UTF8      2
#define LN_MMDB_DOUBLE    3
#define LN_MMDB_BYTES     4
#define LN_MMDB_UINT16    5
#define LN_MMDB_UINT32    6
#define LN_MMDB_MAP       7
#define LN_MMDB_INT32     8
#define LN_MMDB_UINT64    9
#define LN_MMDB_UINT128   10
#define LN_MMDB_ARRAY     11
#define LN_MMDB_CACHE     12
#define LN_MMDB_END       13
#define LN_MMDB_BOOLEAN   14
#define LN_MMDB_FLOAT     15

#define LN_MMDB_SEPARATOR  16           /* bytes between tree and data */


/* A section of values: data, or metadata.  Pointers count from its start. */
typedef struct {
    const unsigned char  *data;
    size_t                len;
} ln_mmdb_section_t;

/* size is bytes, or items of a map or array, or a pointer's target. */
typedef struct {
    unsigned  type;
    size_t    size;
    size_t    next;                     /* offset behind the control bytes */
} ln_mmdb_control_t;

typedef struct {
    const unsigned char  *tree;
    uint32_t              node_count;
    unsigned              record_size;  /* bits: 24, 28 or 32 */
    unsigned              ip_version;   /* 4 or 6 */
} ln_mmdb_tree_t;


/*
 * Reads the control bytes of the value at offset at.  LN_ERROR when they, or
 * a pointer's target, lie beyond the section or their type is none.
 */
static inline int ln_mmdb_control(const ln_mmdb_section_t *s, size_t at,
    ln_mmdb_control_t *c);

/* The same for what takes more than one control byte. */
int ln_mmdb_control_long(const ln_mmdb_section_t *s, size_t at,
    ln_mmdb_control_t *c);

/* The record of a node's side, 0 or 1; node is below node_count. */
uint32_t ln_mmdb_tree_record(const ln_mmdb_tree_t *t, uint32_t node,
    unsigned side);

/*
 * The offset behind the verified value at offset at, pointers not followed;
 * the section's length when it is none.
 */
size_t ln_mmdb_skip(const ln_mmdb_section_t *s, size_t at);

/* The big-endian number of len bytes (8 at most) at p. */
uint64_t ln_mmdb_number(const unsigned char *p, size_t len);


static inline int
ln_mmdb_control(const ln_mmdb_section_t *s, size_t at, ln_mmdb_control_t *c)
{
    unsigned char  byte;

    if (at < s->len) {
        byte = s->data[at];

        c->type = byte >> 5;
        c->size = byte & 0x1f;
        c->next = at + 1;

        if (c->type > LN_MMDB_POINTER && c->size < 29) {
            return LN_OK;
        }
    }

    return ln_mmdb_control_long(s, at, c);
}


#endif
