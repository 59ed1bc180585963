/*
 * The MaxMind DB format (File Format Specification 2.0): the control bytes of
 * values, and the nodes of the search tree.  A file is a tree, a separator, the
 * data section and the metadata.
 */

#ifndef LN_MMDB_H
#define LN_MMDB_H

#include "ln_core.h"


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


/* A section of values: data or metadata.  Pointers count from its start. */
typedef struct {
    const unsigned char  *data;
    size_t                len;
} ln_mmdb_section_t;

/*
 * What the control bytes of a value say.  size counts bytes, or the items of a
 * map or array; it is 0 or 1 for a boolean, and a pointer's target.
 */
typedef struct {
    unsigned  type;                     /* LN_MMDB_* */
    size_t    size;
    size_t    next;                     /* offset behind the control bytes */
} ln_mmdb_control_t;

/* The search tree of a file, which begins with it. */
typedef struct {
    uint32_t  node_count;
    unsigned  record_size;              /* bits: 24, 28 or 32 */
    unsigned  ip_version;               /* 4 or 6 */
} ln_mmdb_tree_t;


/*
 * Reads the control bytes of the value at offset at.  LN_ERROR when they, or
 * a pointer's target, lie beyond the section, or when there is no such type.
 * Whether the value itself lies within the section is not checked.
 */
static inline int ln_mmdb_control(const ln_mmdb_section_t *s, size_t at,
    ln_mmdb_control_t *c);

/*
 * The same for values with more than one control byte, and at the section's
 * end.
 */
int ln_mmdb_control_long(const ln_mmdb_section_t *s, size_t at,
    ln_mmdb_control_t *c);

/*
 * The sides of n nodes whose bytes are at p, two a node.  A side below
 * node_count is a node; the one that is node_count is empty; any other is
 * node_count + LN_MMDB_SEPARATOR + an offset in the data section.
 */
void ln_mmdb_sides(const ln_mmdb_tree_t *t, const unsigned char *p, size_t n,
    uint32_t *sides);

/* The bytes of a node in the file. */
static inline size_t ln_mmdb_node_size(const ln_mmdb_tree_t *t);

/*
 * The offset behind the verified value at offset at.  Pointers are not
 * followed.  It is the section's length when no value can be read there.
 */
size_t ln_mmdb_skip(const ln_mmdb_section_t *s, size_t at);

/* The big-endian number of len bytes (at most 8) at p. */
uint64_t ln_mmdb_number(const unsigned char *p, size_t len);


/* The same for 4 and for 8 bytes: compilers turn each into one load. */

static inline uint32_t
ln_mmdb_number4(const unsigned char *p)
{
    return (uint32_t) p[0] << 24 | (uint32_t) p[1] << 16
           | (uint32_t) p[2] << 8 | p[3];
}


static inline uint64_t
ln_mmdb_number8(const unsigned char *p)
{
    return (uint64_t) p[0] << 56 | (uint64_t) p[1] << 48
           | (uint64_t) p[2] << 40 | (uint64_t) p[3] << 32
           | (uint64_t) p[4] << 24 | (uint64_t) p[5] << 16
           | (uint64_t) p[6] << 8 | p[7];
}


/* A pointer of any length is read as one of 4 bytes, and shifted. */

static inline int
ln_mmdb_control(const ln_mmdb_section_t *s, size_t at, ln_mmdb_control_t *c)
{
    unsigned  byte, n;
    uint64_t  target;

    static const uint64_t  base[] = { 0, 2048, 526336, 0 };
    static const uint64_t  mask[] = { 0x7ff, 0x7ffff, 0x7ffffff, 0xffffffff };

    if (at >= s->len || s->len - at < 5) {
        return ln_mmdb_control_long(s, at, c);
    }

    byte = s->data[at];
    c->type = byte >> 5;

    if (c->type == LN_MMDB_POINTER) {
        n = byte >> 3 & 3;
        target = (uint64_t) byte << 32 | ln_mmdb_number4(s->data + at + 1);

        c->size = (target >> (24 - 8 * n) & mask[n]) + base[n];
        c->next = at + 2 + n;

        return c->size < s->len ? LN_OK : LN_ERROR;
    }

    c->size = byte & 0x1f;
    c->next = at + 1;

    if (c->type == LN_MMDB_EXTENDED || c->size >= 29) {
        return ln_mmdb_control_long(s, at, c);
    }

    return LN_OK;
}


/*
 * All bits set if one is below other, else none: for sides, of which nobody
 * can predict whether they are nodes.
 */
static inline uint32_t
ln_mmdb_below(uint32_t one, uint32_t other)
{
    return (uint32_t) (((uint64_t) one - other) >> 32);
}


static inline size_t
ln_mmdb_node_size(const ln_mmdb_tree_t *t)
{
    return t->record_size / 4;
}


#endif
